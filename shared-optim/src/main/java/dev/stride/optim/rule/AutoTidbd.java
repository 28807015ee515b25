package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.schedule.Schedule;
import java.util.Arrays;

/**
 * AutoTIDBD (Kearney, Veeriah, Travnik, Pilarski and Sutton 2019, algorithm 6): {@link Tidbd} with
 * the normaliser and the bound of {@link Autostep}. With d = δz, α = η_k a, and u the derivative of
 * the TD error δ that {@code mode} names,
 *
 * <pre>
 * v ← max(|δuh|, v - αuz(|δxh| - v)/τ)
 * a ← a exp(-κ δuh/v)                   where v > 0
 * a ← a/M,  M = max(1, -Σ αuz)
 * x ← x + αd
 * h ← h[1 + αuz]⁺ + αd
 * </pre>
 *
 * <p>a starts at 1, h and v at 0; [·]⁺ is the larger of this and 0. z is the trace that the step is
 * taken along. Because of M, no step of the full gradient moves v(x) beyond r + γv(x′).
 *
 * <p>The full gradient also follows what chance adds to δ², which no step size can lower: on the
 * undiscounted random walk its step sizes grow up to the bound, where those of the semi-gradient
 * fall.
 *
 * <p>M divides the step sizes that the step touches; what neither it nor u touches stays as it is.
 * Costs the size of the step and those of u and x.
 *
 * @param learningRate η_k, the step size to begin with
 * @param metaRate κ; 0 leaves a constant step size, but for the bound
 * @param tau τ, over how many steps of size 1/(-uz) the normaliser forgets
 * @param mode what u is: -x, or γx′ - x
 */
public record AutoTidbd(Schedule learningRate, double metaRate, double tau, MetaGradient mode)
    implements Rule<TraceStep> {
  public AutoTidbd {
    Check.notNegative("metaRate", metaRate);
    Check.that(tau >= 1 && Double.isFinite(tau), "tau must be at least 1, not %s", tau);
  }

  @Override
  public Class<? extends Step> stepType() {
    return TraceStep.class;
  }

  @Override
  public State<TraceStep> start(Layout layout) {
    return new AutoTidbdState(this, layout.size());
  }

  private static final class AutoTidbdState implements State<TraceStep> {
    private final AutoTidbd rule;
    private final double[] share;
    private final double[] h;
    private final double[] v;
    private final Spread features;
    private final Spread traces;
    private final Spread derivatives;
    private long steps;

    AutoTidbdState(AutoTidbd rule, int n) {
      this.rule = rule;
      share = new double[n];
      h = new double[n];
      v = new double[n];
      features = new Spread(n);
      traces = new Spread(n);
      derivatives = new Spread(n);
      Arrays.fill(share, 1);
    }

    @Override
    public void apply(TraceStep step, double[] x) {
      double rate = rule.learningRate.at(steps++);
      Entries derivative = rule.mode.entries(step);
      double[] active = features.of(step.features);
      double[] z = traces.of(step.index, step.trace, step.size);
      double factor = 1 / Math.max(1, adapt(derivative, step.delta, rate, active, z));
      move(step, rate, factor, derivatives.of(derivative));
      features.clear(step.features.index, step.features.size);
      traces.clear(step.index, step.size);
      derivatives.clear(derivative.index, derivative.size);
    }

    /** Adapts the step sizes and returns -Σ αuz. */
    private double adapt(Entries derivative, double delta, double rate, double[] x, double[] z) {
      double sign = rule.mode.sign();
      double kappa = rule.metaRate;
      double forgotten = 1 / rule.tau;
      double[] share = this.share;
      double[] h = this.h;
      double[] v = this.v;
      double[] u = derivative.value;
      int[] index = derivative.index;
      int n = derivative.size;
      double sum = 0;
      for (int k = 0; k < n; k++) {
        int i = index == null ? k : index[k];
        double a = share[i];
        double weight = -sign * rate * u[k] * z[i];
        double pull = -sign * delta * (u[k] * h[i]);
        double decayed = v[i] + a * weight * (Math.abs(delta * (x[i] * h[i])) - v[i]) * forgotten;
        double usual = Math.max(Math.abs(pull), decayed);
        if (usual > 0) {
          a = Math.max(Autostep.LEAST, a * StrictMath.exp(kappa * (pull / usual)));
        }
        v[i] = usual;
        share[i] = a;
        sum += a * weight;
      }
      return sum;
    }

    private void move(TraceStep step, double rate, double factor, double[] u) {
      double sign = rule.mode.sign();
      double[] z = step.trace;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double a = share[i] * factor;
        double alpha = rate * a;
        double change = alpha * d[j];
        h[i] = h[i] * Math.max(0, 1 + sign * alpha * u[i] * z[j]) + change;
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
