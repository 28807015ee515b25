package dev.stride.rl.agent;

import dev.stride.rl.mdp.FiniteMdp;

/**
 * Action values of a bandit (Sutton and Barto 2018, section 2.4): δ = r - q(a), with ε-greedy
 * choice.
 *
 * @param epsilon probability of a uniformly random action
 * @param initial all action values at the start; above all rewards it is optimism
 */
public record EpsilonGreedy(double epsilon, double initial) implements Agent {
  public EpsilonGreedy {
    ActionValues.check(epsilon, initial);
  }

  @Override
  public Task task() {
    return Task.CONTROL;
  }

  @Override
  public String misfit(FiniteMdp mdp) {
    for (int outcome = 0; outcome < mdp.first(mdp.pairs()); outcome++) {
      if (!mdp.terminated(outcome)) {
        return "the agent looks no further than one step and the environment's episodes are longer;"
            + " q-learning, sarsa or expected-sarsa look ahead";
      }
    }
    return Agent.super.misfit(mdp);
  }

  @Override
  public void learn(Run run) {
    ActionValues q = new ActionValues(run, epsilon);
    while (run.begin()) {
      int pair = q.choose(run.start());
      run.step(pair);
      q.learn(pair, run.reward());
    }
  }
}
