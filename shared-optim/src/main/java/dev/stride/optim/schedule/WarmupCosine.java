package dev.stride.optim.schedule;

import dev.stride.optim.Check;

/**
 * A linear rise over the first w = ⌊warmup · steps⌋ steps (29 for 0.29 of 100, whatever rounding
 * makes of the product), then half a cosine down (Loshchilov and Hutter 2017, equation 5), and the
 * floor from {@code steps} on:
 *
 * <pre>
 * η_k = peak (k+1)/w                                                     k &lt; w
 * η_k = peak (floor + (1 - floor) (1 + cos(π (k-w)/(steps-w))) / 2)      w ≤ k &lt; steps
 * η_k = peak · floor                                                     k ≥ steps
 * </pre>
 *
 * @param peak the highest value, positive
 * @param steps length of the whole schedule
 * @param warmup share of the steps that rise, at least one step and not all, or 0 for none
 * @param floor the lowest value, as a share of the peak
 */
public record WarmupCosine(double peak, long steps, double warmup, double floor)
    implements Schedule {
  private static final double TOLERANCE = 1e-15;

  public WarmupCosine {
    Check.positive("peak", peak);
    Check.atLeastOne("steps", steps);
    Check.fraction("warmup", warmup);
    Check.probability("floor", floor);
    Check.that(
        warmup == 0 || rise(steps, warmup) >= 1,
        "warmup must be 0 or at least one of %s steps, %s, not %s",
        steps,
        1.0 / steps,
        warmup);
  }

  private static double rise(long steps, double warmup) {
    return Math.floor(warmup * steps * (1 + TOLERANCE));
  }

  @Override
  public double at(long k) {
    double rise = rise(steps, warmup);
    if (k < rise) {
      return peak * (k + 1) / rise;
    }
    if (k >= steps) {
      return peak * floor;
    }
    return peak * (floor + (1 - floor) * Cosine.half((k - rise) / (steps - rise)));
  }

  @Override
  public double scale() {
    return peak;
  }
}
