package dev.stride.rl.agent;

import dev.stride.optim.Entries;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import java.util.ArrayList;
import java.util.List;

/** A constant step size that remembers every step it was given, written out over all weights. */
public record Recorder(double learningRate, List<Seen> seen) implements Rule<TraceStep> {
  /** One step, and the weights before it. */
  public record Seen(
      double[] value,
      double[] trace,
      double[] features,
      double[] difference,
      double delta,
      double surprise,
      double[] weights) {}

  public Recorder(double learningRate) {
    this(learningRate, new ArrayList<>());
  }

  @Override
  public Class<? extends Step> stepType() {
    return TraceStep.class;
  }

  @Override
  public State<TraceStep> start(Layout layout) {
    return new State<>() {
      @Override
      public void apply(TraceStep step, double[] x) {
        double[] trace = new double[x.length];
        for (int k = 0; k < step.size; k++) {
          trace[step.index == null ? k : step.index[k]] += step.trace[k];
        }
        seen.add(
            new Seen(
                dense(step, x.length),
                trace,
                dense(step.features, x.length),
                dense(step.difference, x.length),
                step.delta,
                step.surprise,
                x.clone()));
        for (int k = 0; k < step.size; k++) {
          step.value[k] *= learningRate;
        }
      }

      @Override
      public void slots(Slots slots) {}
    };
  }

  private static double[] dense(Entries entries, int n) {
    double[] dense = new double[n];
    for (int k = 0; k < entries.size; k++) {
      int at = entries.index == null ? k : entries.index[k];
      if (dense[at] != 0) {
        throw new AssertionError("position " + at + " occurs twice");
      }
      dense[at] = entries.value[k];
    }
    return dense;
  }
}
