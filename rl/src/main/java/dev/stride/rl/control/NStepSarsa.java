package dev.stride.rl.control;

import dev.stride.optim.Check;
import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Exploration;
import dev.stride.rl.agent.Run;

/**
 * n-step Sarsa (Sutton and Barto 2018, section 7.2): with the rewards of the n steps from t on,
 *
 * <pre>
 * δ = r_{t+1} + γ r_{t+2} + … + γⁿ⁻¹ r_{t+n} + γⁿ q(s_{t+n}, a_{t+n}) - q(s_t, a_t)
 * </pre>
 *
 * where the action a_{t+n} is chosen, and not yet taken. What is left when an episode ends is
 * learned from the fewer steps that there are: no value follows where it terminated, and that of
 * the last state where it was cut.
 *
 * <p>Cost of a step: n, and that of two states.
 *
 * @param epsilon probability of a uniformly random action
 * @param steps n
 * @param initial all weights at the start
 */
public record NStepSarsa(double epsilon, int steps, double initial) implements Agent {
  public NStepSarsa {
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
      window.choose(0, policy);
      do {
        run.act(window.action(t));
        window.keep(t++, run.reward());
        if (!run.terminated()) {
          window.at(t).observe();
          window.choose(t, policy);
        }
        if (t - first == steps) {
          learn(run, window, first++, t);
        }
      } while (!run.ended());
      while (first < t) {
        learn(run, window, first++, t);
      }
    }
  }

  /** Step {@code first} learns from those before {@code end}, which is where the agent is now. */
  private static void learn(Run run, Window window, int first, int end) {
    window.leave(first);
    double target = 0;
    double factor = 1;
    for (int k = first; k < end; k++) {
      target += factor * window.reward(k);
      factor *= run.discount();
    }
    if (!run.terminated()) {
      target += window.reach(end, factor);
    }
    window.move(run, first, target);
  }
}
