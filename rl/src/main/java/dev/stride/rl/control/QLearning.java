package dev.stride.rl.control;

import dev.stride.rl.agent.ActionValues;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.feature.Table;

/**
 * Q-learning (Watkins 1989; Sutton and Barto 2018, section 6.5): δ = r + γ maxₐ q(s', a) - q(s, a).
 *
 * @param epsilon probability of a uniformly random action
 * @param initial all weights at the start
 */
public record QLearning(double epsilon, double initial) implements Agent {
  public QLearning {
    ActionValues.check(epsilon, initial);
  }

  @Override
  public Task task() {
    return Task.CONTROL;
  }

  @Override
  public void learn(Run run) {
    if (run.encoder() instanceof Table.States) {
      table(run);
    } else {
      new WatkinsQ(epsilon, 0, Traces.Kind.ACCUMULATING, 0, initial).learn(run);
    }
  }

  private void table(Run run) {
    ActionValues q = ActionValues.of(run, epsilon);
    while (run.begin()) {
      int state = run.state();
      do {
        int pair = q.choose(state);
        state = run.step(pair);
        if (run.terminated()) {
          q.learn(pair, run.reward());
        } else {
          q.learnBest(pair, run.reward(), state);
        }
      } while (!run.ended());
    }
  }
}
