package dev.stride.rl.control;

import dev.stride.optim.Check;
import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Exploration;
import dev.stride.rl.agent.Run;

/**
 * n-step tree backup (Precup, Sutton and Singh 2000; Sutton and Barto 2018, section 7.5), which
 * learns the values of the greedy policy π while an ε-greedy one acts, without importance ratios:
 *
 * <pre>
 * δ = G_t - q(s_t, a_t)
 * G_k = r_{k+1} + γ (Σ_{a≠a_{k+1}} π(a|s_{k+1}) q(s_{k+1}, a) + π(a_{k+1}|s_{k+1}) G_{k+1})
 * </pre>
 *
 * and in the last of the n steps the best value takes the place of the bracket. So δ follows the
 * actions that were taken as long as they were the best. Actions tied for the best share the
 * probability. One step is Q-learning. What is left when an episode ends is learned from the fewer
 * steps that there are: no value follows where it terminated, and that of the last state where it
 * was cut.
 *
 * <p>Cost of a step: that of all actions in as many states as δ goes through, n at most.
 *
 * @param epsilon probability of a uniformly random action
 * @param steps n
 * @param initial all weights at the start
 */
public record NStepTreeBackup(double epsilon, int steps, double initial) implements Agent {
  public NStepTreeBackup {
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
    Window window = new Window(run, steps, steps);
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
    for (int k = first; k < end && factor != 0; k++) {
      target += factor * window.reward(k);
      factor *= run.discount();
      if (k + 1 < end) {
        target += window.leaves(k + 1, window.action(k + 1), factor);
        factor *= window.share(k + 1);
      } else if (!run.terminated()) {
        target += window.leaves(k + 1, Situation.NONE, factor);
      }
    }
    window.move(run, first, target);
  }
}
