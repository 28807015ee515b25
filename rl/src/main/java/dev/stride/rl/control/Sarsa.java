package dev.stride.rl.control;

import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Run;

/**
 * Sarsa (Rummery and Niranjan 1994; Sutton and Barto 2018, section 6.4): δ = r + γ q(s', a') - q(s,
 * a) with the action a' that it takes next. Where the time limit cuts an episode it still chooses
 * that action, to bootstrap from it.
 *
 * @param epsilon probability of a uniformly random action
 * @param initial all action values at the start
 */
public record Sarsa(double epsilon, double initial) implements Agent {
  public Sarsa {
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
      int pair = q.choose(run.state());
      do {
        int state = run.step(pair);
        if (run.terminated()) {
          q.learn(pair, run.reward());
        } else {
          int next = q.choose(state);
          q.learn(pair, run.reward(), next);
          pair = next;
        }
      } while (!run.ended());
    }
  }
}
