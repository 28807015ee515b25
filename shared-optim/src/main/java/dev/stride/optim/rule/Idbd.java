package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.schedule.Schedule;

/**
 * Incremental delta-bar-delta (Sutton 1992, figure 2), a step size α = η_k e^β for each parameter
 * that follows the correlation of successive changes: β ← β + θdh, x ← x + αd, h ← h[1-αz²]⁺ + αd,
 * for d = δz. h and β start at 0; [·]⁺ is the larger of this and 0. β stays above -10, and moves by
 * no more than 2 at once, as the paper advises.
 *
 * <p>The paper has a target and inputs in place of the TD error δ and the trace z; they are the
 * same without a trace, for λ = 0. {@link Tidbd} is the form for temporal differences. A sparse
 * step leaves what it does not touch alone.
 *
 * @param learningRate η_k, the step size to begin with
 * @param metaRate θ; 0 leaves a constant step size
 */
public record Idbd(Schedule learningRate, double metaRate) implements Rule<TraceStep> {
  public Idbd {
    Check.notNegative("metaRate", metaRate);
  }

  @Override
  public Class<? extends Step> stepType() {
    return TraceStep.class;
  }

  @Override
  public State<TraceStep> start(Layout layout) {
    return new IdbdState(this, layout.size());
  }

  private static final class IdbdState implements State<TraceStep> {
    private final Idbd rule;
    private final double[] beta;
    private final double[] h;
    private long steps;

    IdbdState(Idbd rule, int n) {
      this.rule = rule;
      beta = new double[n];
      h = new double[n];
    }

    @Override
    public void apply(TraceStep step, double[] x) {
      double rate = rule.learningRate.at(steps++);
      double theta = rule.metaRate;
      double[] z = step.trace;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double log = LogSteps.next(beta[i], theta * (d[j] * h[i]));
        double alpha = rate * StrictMath.exp(log);
        double change = alpha * d[j];
        h[i] = h[i] * Math.max(0, 1 - alpha * z[j] * z[j]) + change;
        beta[i] = log;
        d[j] = change;
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("beta", beta);
      slots.vector("h", h);
    }
  }
}
