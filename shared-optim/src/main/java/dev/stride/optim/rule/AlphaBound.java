package dev.stride.optim.rule;

import dev.stride.optim.Entries;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.schedule.Schedule;

/**
 * The alpha bound (Dabney and Barto 2012): x ← x + αd with α ← min(α, 1/|z·(γx′-x)|), the largest
 * step size for all parameters with which no step so far turned the sign of its TD error.
 *
 * <p>It is an upper bound alone: under a constant learning rate α never grows, and nothing brings
 * it below the bound. Costs the size of the step and that of the difference.
 *
 * @param learningRate η_k, which the bound caps; the paper begins with 1
 */
public record AlphaBound(Schedule learningRate) implements Rule<TraceStep> {

  @Override
  public Class<? extends Step> stepType() {
    return TraceStep.class;
  }

  @Override
  public State<TraceStep> start(Layout layout) {
    return new AlphaBoundState(learningRate, layout.size());
  }

  private static final class AlphaBoundState implements State<TraceStep> {
    private final Schedule learningRate;
    private final Spread traces;
    private long steps;

    /** The largest |z·(γx′-x)| so far. */
    private double largest;

    AlphaBoundState(Schedule learningRate, int n) {
      this.learningRate = learningRate;
      traces = new Spread(n);
    }

    @Override
    public void apply(TraceStep step, double[] x) {
      double[] z = traces.of(step.index, step.trace, step.size);
      largest = Math.max(largest, Math.abs(dot(step.difference, z)));
      traces.clear(step.index, step.size);
      double alpha = Math.min(learningRate.at(steps++), 1 / largest);
      double[] d = step.value;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        d[j] *= alpha;
      }
    }

    private static double dot(Entries entries, double[] vector) {
      double[] values = entries.value;
      int[] index = entries.index;
      int n = entries.size;
      double sum = 0;
      for (int k = 0; k < n; k++) {
        sum += values[k] * vector[index == null ? k : index[k]];
      }
      return sum;
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      largest = slots.number("largest", largest);
    }
  }
}
