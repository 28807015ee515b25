package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Place;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import java.util.Arrays;
import java.util.Set;

/**
 * Experimental: a step size that looks for the signal in surprise. For a value that stands still
 * under white noise, the correlation of successive errors is α* - α, with α* the gain that is best
 * for the next step: surprise that persists is signal, and white surprise is chance. So this is the
 * {@link Kalman} gain with a process variance q (and a variance m of the estimate, both in units of
 * the noise) that grows while errors keep their sign and shrinks while they alternate. For each
 * parameter, with d the observation minus the estimate,
 *
 * <pre>
 * α = (m+q)/(1+m+q),  m ← (1-α)(m+q)
 * u = clip(d/rms d, ±2)
 * log q ← log q + κ clip(uh/rms h, ±3)
 * h ← (1-α)h + αu
 * x ← x + αd
 * </pre>
 *
 * <p>m is .25, q is .01 and h is 0 at first. α comes from the errors before d; d enters α with the
 * next step. Both mean squares are plain means at first and moving averages of factor ρ as soon as
 * these forget faster; that of d includes the present one, that of h the h before the step. Where
 * one is 0, so is the ratio. log q stays between -20 and 5, where α goes down to 4·10⁻⁵ and up to
 * .993: on white errors it would drift without end.
 *
 * <p>It is experimental until it beats {@code autotidbd} and {@code rmsprop} on tasks that it was
 * not tuned on: its prototype beat constant and surprise-scaled step sizes there, and lost to these
 * two. It is biased under skewed noise.
 *
 * <p>d is such a difference for values in a table, where it is the TD error; a gradient is not. A
 * sparse step leaves what it does not touch alone.
 *
 * @param metaRate κ; 0 leaves the Kalman gain of q = .01
 * @param decay ρ
 */
public record SurpriseSignal(double metaRate, double decay) implements Rule<Step> {
  public SurpriseSignal {
    Check.notNegative("metaRate", metaRate);
    Check.fraction("decay", decay);
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.FIRST);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new SurpriseSignalState(this, layout.size());
  }

  private static final class SurpriseSignalState implements State<Step> {
    private static final double FIRST_VARIANCE = 0.25;
    private static final double FIRST_PROCESS = 0.01;
    private static final double LARGEST_SURPRISE = 2;
    private static final double LARGEST_PULL = 3;
    private static final double LEAST_LOG = -20;
    private static final double LARGEST_LOG = 5;

    private final double kappa;
    private final double least;

    /** The weight of the newest square in both averages: 1/n, and 1-ρ in the end. */
    private final Tally weight;

    private final double[] variance;
    private final double[] process;
    private final double[] h;
    private final double[] errors;
    private final double[] pulls;

    SurpriseSignalState(SurpriseSignal rule, int n) {
      kappa = rule.metaRate;
      least = 1 - rule.decay;
      weight = new Tally(n, 0);
      variance = new double[n];
      process = new double[n];
      h = new double[n];
      errors = new double[n];
      pulls = new double[n];
      Arrays.fill(variance, FIRST_VARIANCE);
      Arrays.fill(process, StrictMath.log(FIRST_PROCESS));
    }

    @Override
    public void apply(Step step, double[] x) {
      weight.begin(step);
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      if (!weight.apart) {
        weight.all = next(weight.all);
        for (int i = 0; i < n; i++) {
          d[i] *= gain(i, d[i], weight.all);
        }
        return;
      }
      double[] each = weight.each;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        each[i] = next(each[i]);
        d[j] *= gain(i, d[j], each[i]);
      }
    }

    /** 1, 1/2, 1/3, ...: w/(1+w) behind w, and 1 behind the 0 of the start. */
    private double next(double before) {
      return before == 0 ? 1 : Math.max(least, before / (1 + before));
    }

    private double gain(int i, double d, double w) {
      double p = variance[i] + StrictMath.exp(process[i]);
      double alpha = p / (1 + p);
      double signal = h[i];
      double error = (1 - w) * errors[i] + w * (d * d);
      double pull = (1 - w) * pulls[i] + w * (signal * signal);
      double u = clip(ratio(d, error), LARGEST_SURPRISE);
      double change = kappa * clip(ratio(u * signal, pull), LARGEST_PULL);
      variance[i] = alpha;
      process[i] = Math.max(LEAST_LOG, Math.min(LARGEST_LOG, process[i] + change));
      h[i] = (1 - alpha) * signal + alpha * u;
      errors[i] = error;
      pulls[i] = pull;
      return alpha;
    }

    private static double ratio(double value, double square) {
      return square > 0 ? value / Math.sqrt(square) : 0;
    }

    private static double clip(double value, double most) {
      return Math.max(-most, Math.min(most, value));
    }

    @Override
    public void slots(Slots slots) {
      weight.slots(slots.at("weight"));
      slots.vector("variance", variance);
      slots.vector("process", process);
      slots.vector("h", h);
      slots.vector("errors", errors);
      slots.vector("pulls", pulls);
    }
  }
}
