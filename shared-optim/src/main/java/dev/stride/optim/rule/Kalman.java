package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Place;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import java.util.Set;

/**
 * The Kalman gain (Kalman 1960) of a value that wanders at random and is observed under noise, for
 * each parameter: with d the observation minus the estimate,
 *
 * <pre>
 * P ← P + q,  K = P/(P + r),  P ← (1-K)P
 * x ← x + Kd
 * </pre>
 *
 * <p>P is the variance of the estimate, P₀ at first, q that of the value's moves between two
 * observations, r that of the observations, all in the square of x's unit. The gain depends on
 * their ratios alone. Where q = 0 it is 1/(n + r/P₀), so that x is the mean of n observations and
 * of r/P₀ that equal the first estimate ({@code sample-average}, the limit of a large P₀, forgets
 * that estimate); else it falls to (√(ρ² + 4ρ) - ρ)/2 for ρ = q/r, which has the least mean square
 * error for white noise of any distribution.
 *
 * <p>d is such a difference for values in a table, where it is the TD error; a gradient is not.
 * Every step that touches a parameter counts as an observation of it, and a sparse step leaves the
 * others alone: q is per own step of the parameter.
 *
 * @param initialVariance P₀
 * @param processVariance q
 * @param observationVariance r
 */
public record Kalman(double initialVariance, double processVariance, double observationVariance)
    implements Rule<Step> {
  public Kalman {
    Check.notNegative("initialVariance", initialVariance);
    Check.notNegative("processVariance", processVariance);
    Check.positive("observationVariance", observationVariance);
    Check.that(
        Double.isFinite((initialVariance + processVariance) / observationVariance),
        "observationVariance is too small beside the others: %s",
        observationVariance);
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.FIRST);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new KalmanState(this, layout.size());
  }

  private static final class KalmanState implements State<Step> {
    /** q/r. */
    private final double moves;

    /** P/r; behind a step that is the gain of the step, too: (1-K)P = Kr. */
    private final Tally variance;

    KalmanState(Kalman rule, int n) {
      moves = rule.processVariance / rule.observationVariance;
      variance = new Tally(n, rule.initialVariance / rule.observationVariance);
    }

    @Override
    public void apply(Step step, double[] x) {
      variance.begin(step);
      if (!variance.apart) {
        variance.all = gain(variance.all);
        Scaling.scale(variance.all, step);
        return;
      }
      double[] each = variance.each;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double gain = gain(each[i]);
        each[i] = gain;
        d[j] *= gain;
      }
    }

    private double gain(double before) {
      double p = before + moves;
      return p / (1 + p);
    }

    @Override
    public void slots(Slots slots) {
      variance.slots(slots.at("variance"));
    }
  }
}
