package dev.stride.rl.control;

import dev.stride.optim.Check;
import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Exploration;
import dev.stride.rl.agent.Run;

/**
 * n-step Expected Sarsa (Sutton and Barto 2018, section 7.2): with the rewards of the n steps from
 * t on, and the ε-greedy policy π that it follows,
 *
 * <pre>
 * δ = r_{t+1} + γ r_{t+2} + … + γⁿ⁻¹ r_{t+n} + γⁿ Σₐ π(a|s_{t+n}) q(s_{t+n}, a) - q(s_t, a_t)
 * </pre>
 *
 * What is left when an episode ends is learned from the fewer steps that there are: no value
 * follows where it terminated, and that of the last state where it was cut.
 *
 * <p>Cost of a step: n, and that of two states.
 *
 * @param epsilon probability of a uniformly random action
 * @param steps n
 * @param initial all weights at the start
 */
public record NStepExpectedSarsa(double epsilon, int steps, double initial) implements Agent {
  public NStepExpectedSarsa {
    ActionValues.check(epsilon, initial);
    Check.count("steps", steps, 1, Window.MOST);
  }

  @Override
  public Task task() {
    return Task.CONTROL;
  }

  @Override
  public void learn(Run run) {
    Exploration policy = new Exploration(run, epsilon);
    Window window = new Window(run, steps, 1);
    while (run.begin()) {
      int t = 0;
      int first = 0;
      window.at(0).observe();
      do {
        window.at(t).evaluate();
        window.choose(t, policy);
        run.act(window.action(t));
        window.keep(t++, run.reward());
        if (!run.terminated()) {
          window.at(t).observe();
        }
        if (t - first == steps) {
          learn(run, policy, window, first++, t);
        }
      } while (!run.ended());
      while (first < t) {
        learn(run, policy, window, first++, t);
      }
    }
  }

  /** Step {@code first} learns from those before {@code end}, which is where the agent is now. */
  private static void learn(Run run, Exploration policy, Window window, int first, int end) {
    window.leave(first);
    double target = 0;
    double factor = 1;
    for (int k = first; k < end; k++) {
      target += factor * window.reward(k);
      factor *= run.discount();
    }
    if (!run.terminated()) {
      target += window.reach(end, policy, factor);
    }
    window.move(run, first, target);
  }
}
