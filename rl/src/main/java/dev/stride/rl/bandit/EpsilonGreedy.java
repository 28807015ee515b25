package dev.stride.rl.bandit;

import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Run;

/**
 * Action values of a bandit (Sutton and Barto 2018, section 2.4): δ = r - q(a), with ε-greedy
 * choice. The optimizer {@code sample-average} makes them the means of the rewards.
 *
 * @param epsilon probability of a uniformly random action
 * @param initial all action values at the start; above all rewards it is optimism (section 2.6)
 */
public record EpsilonGreedy(double epsilon, double initial) implements BanditAgent {
  public EpsilonGreedy {
    ActionValues.check(epsilon, initial);
  }

  @Override
  public void learn(Run run) {
    ActionValues q = ActionValues.of(run, epsilon);
    while (run.begin()) {
      int pair = q.choose(run.state());
      run.step(pair);
      q.learn(pair, run.reward());
    }
  }
}
