package dev.stride.rl.bandit;

import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;

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
  public String misfit(World world, Encoder features) {
    return Bandits.misfit(world) + Agent.super.misfit(world, features);
  }

  @Override
  public void learn(Run run) {
    ActionValues q = new ActionValues(run, epsilon);
    while (run.begin()) {
      int pair = q.choose(run.state());
      run.step(pair);
      q.learn(pair, run.reward());
    }
  }
}
