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
 * @param warmup share of the steps that rise, below 1
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
  }

  @Override
  public double at(long k) {
    double rise = Math.floor(warmup * steps * (1 + TOLERANCE));
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
