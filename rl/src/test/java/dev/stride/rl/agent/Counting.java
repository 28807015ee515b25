package dev.stride.rl.agent;

import dev.stride.optim.TraceStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Adds to the weight of every state that is left; takes the last action in the first. */
record Counting(double amount, List<Double> rewards) implements Agent {
  Counting(double amount) {
    this(amount, new ArrayList<>());
  }

  @Override
  public Task task() {
    return Task.PREDICTION;
  }

  @Override
  public double initial() {
    return 0;
  }

  @Override
  public void learn(Run run) {
    TraceStep step = TraceStep.ofSparse(1, 1);
    int[] at = Objects.requireNonNull(step.index);
    while (run.begin()) {
      do {
        at[0] = run.state();
        step.size = 1;
        step.value[0] = amount;
        step.trace[0] = 1;
        step.delta = amount;
        step.surprise = amount;
        run.act(run.state() == 0 ? run.actions(0) - 1 : 0);
        rewards.add(run.reward());
        run.apply(step);
      } while (!run.ended());
    }
  }
}
