package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.schedule.Schedule;
import java.util.Arrays;

/**
 * Autostep (Mahmood, Sutton, Degris and Pilarski 2012, table 1): {@link Idbd} with its correlation
 * normalised, and a bound on the step as a whole. With d = δz and α = η_k a,
 *
 * <pre>
 * v ← max(|dh|, v + αz²(|dh| - v)/τ)
 * a ← a exp(κ dh/v)                     where v > 0
 * a ← a/M,  M = max(1, Σ αz²)
 * x ← x + αd
 * h ← h(1 - αz²) + αd
 * </pre>
 *
 * <p>a starts at 1, h and v at 0. Because of M, no step moves the prediction beyond its target.
 *
 * <p>The paper has a target and inputs in place of the TD error δ and the trace z; they are the
 * same without a trace, for λ = 0. M divides the step sizes that the step touches; those that it
 * does not touch stay as they are.
 *
 * @param learningRate η_k, the step size to begin with
 * @param metaRate κ; 0 leaves a constant step size, but for the bound
 * @param tau τ, over how many steps of size 1/z² the normaliser forgets
 */
public record Autostep(Schedule learningRate, double metaRate, double tau)
    implements Rule<TraceStep> {
  /** Keeps step sizes from becoming subnormal numbers, which are slow. */
  static final double LEAST = 1e-100;

  public Autostep {
    Check.notNegative("metaRate", metaRate);
    Check.that(tau >= 1 && Double.isFinite(tau), "tau must be at least 1, not %s", tau);
  }

  @Override
  public Class<? extends Step> stepType() {
    return TraceStep.class;
  }

  @Override
  public State<TraceStep> start(Layout layout) {
    return new AutostepState(this, layout.size());
  }

  private static final class AutostepState implements State<TraceStep> {
    private final Autostep rule;
    private final double[] share;
    private final double[] h;
    private final double[] v;
    private long steps;

    AutostepState(Autostep rule, int n) {
      this.rule = rule;
      share = new double[n];
      h = new double[n];
      v = new double[n];
      Arrays.fill(share, 1);
    }

    @Override
    public void apply(TraceStep step, double[] x) {
      double rate = rule.learningRate.at(steps++);
      move(step, rate, 1 / Math.max(1, adapt(step, rate)));
    }

    /** Adapts the step sizes and returns Σ αz². */
    private double adapt(TraceStep step, double rate) {
      double kappa = rule.metaRate;
      double forgotten = 1 / rule.tau;
      double[] share = this.share;
      double[] h = this.h;
      double[] v = this.v;
      double[] z = step.trace;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      double sum = 0;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double a = share[i];
        double weight = rate * z[j] * z[j];
        double pull = d[j] * h[i];
        double size = Math.abs(pull);
        double usual = Math.max(size, v[i] + a * weight * (size - v[i]) * forgotten);
        if (usual > 0) {
          a = Math.max(LEAST, a * StrictMath.exp(kappa * (pull / usual)));
        }
        v[i] = usual;
        share[i] = a;
        sum += a * weight;
      }
      return sum;
    }

    private void move(TraceStep step, double rate, double factor) {
      double[] z = step.trace;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double a = share[i] * factor;
        double alpha = rate * a;
        double change = alpha * d[j];
        h[i] = h[i] * (1 - alpha * z[j] * z[j]) + change;
        share[i] = a;
        d[j] = change;
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      slots.vector("share", share);
      slots.vector("h", h);
      slots.vector("v", v);
    }
  }
}
