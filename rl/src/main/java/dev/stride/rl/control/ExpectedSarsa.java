package dev.stride.rl.control;

import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Run;

/**
 * Expected Sarsa (van Seijen et al. 2009; Sutton and Barto 2018, section 6.6): δ = r + γ Σₐ π(a|s')
 * q(s', a) - q(s, a) for the ε-greedy policy π that it follows.
 *
 * @param epsilon probability of a uniformly random action
 * @param initial all action values at the start
 */
public record ExpectedSarsa(double epsilon, double initial) implements Agent {
  public ExpectedSarsa {
    ActionValues.check(epsilon, initial);
  }

  @Override
  public Task task() {
    return Task.CONTROL;
  }

  @Override
  public void learn(Run run) {
    ActionValues q = new ActionValues(run, epsilon);
    while (run.begin()) {
      int state = run.state();
      do {
        int pair = q.choose(state);
        state = run.step(pair);
        if (run.terminated()) {
          q.learn(pair, run.reward());
        } else {
          q.learnExpected(pair, run.reward(), state);
        }
      } while (!run.ended());
    }
  }
}
