package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.schedule.Schedule;

/**
 * TIDBD (Kearney, Veeriah, Travnik, Sutton and Pilarski 2018; 2019, algorithms 3 and 4): {@link
 * Idbd} for temporal differences, a step size α = η_k e^β for each parameter. With d = δz, and u
 * the derivative of the TD error δ that {@code mode} names,
 *
 * <pre>
 * β ← β - θδuh
 * x ← x + αd
 * h ← h[1 + αuz]⁺ + αd
 * </pre>
 *
 * <p>h and β start at 0; [·]⁺ is the larger of this and 0. β stays above -10, and moves by no more
 * than 2 at once, as for {@link Idbd}; there is no other bound, and TD errors that are large for
 * {@code metaRate} make step sizes diverge: {@link AutoTidbd} normalises them.
 *
 * <p>A sparse step leaves alone what neither it nor u touches. Costs the size of the step and that
 * of u.
 *
 * @param learningRate η_k, the step size to begin with
 * @param metaRate θ; 0 leaves a constant step size
 * @param mode what u is: -x, or γx′ - x
 */
public record Tidbd(Schedule learningRate, double metaRate, MetaGradient mode)
    implements Rule<TraceStep> {
  public Tidbd {
    Check.notNegative("metaRate", metaRate);
  }

  @Override
  public Class<? extends Step> stepType() {
    return TraceStep.class;
  }

  @Override
  public State<TraceStep> start(Layout layout) {
    return new TidbdState(this, layout.size());
  }

  private static final class TidbdState implements State<TraceStep> {
    private final Tidbd rule;
    private final double[] beta;
    private final double[] h;
    private final Spread spread;
    private long steps;

    TidbdState(Tidbd rule, int n) {
      this.rule = rule;
      beta = new double[n];
      h = new double[n];
      spread = new Spread(n);
    }

    @Override
    public void apply(TraceStep step, double[] x) {
      double rate = rule.learningRate.at(steps++);
      Entries derivative = rule.mode.entries(step);
      adapt(derivative, step.delta);
      move(step, rate, spread.of(derivative));
      spread.clear(derivative.index, derivative.size);
    }

    private void adapt(Entries derivative, double delta) {
      double factor = -rule.mode.sign() * rule.metaRate * delta;
      double[] u = derivative.value;
      int[] index = derivative.index;
      int n = derivative.size;
      for (int k = 0; k < n; k++) {
        int i = index == null ? k : index[k];
        beta[i] = LogSteps.next(beta[i], factor * (u[k] * h[i]));
      }
    }

    private void move(TraceStep step, double rate, double[] u) {
      double sign = rule.mode.sign();
      double[] z = step.trace;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double alpha = rate * StrictMath.exp(beta[i]);
        double change = alpha * d[j];
        h[i] = h[i] * Math.max(0, 1 + sign * alpha * u[i] * z[j]) + change;
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
