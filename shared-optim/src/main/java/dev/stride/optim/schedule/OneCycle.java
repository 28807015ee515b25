package dev.stride.optim.schedule;

import dev.stride.optim.Check;

/**
 * Up and down once (Smith and Topin 2018), along cosines and with the phases where PyTorch has
 * them: with w = warmup · steps - 1, low = peak/divisor and end = low/finalDivisor
 *
 * <pre>
 * η_k = peak + (low - peak) (1 + cos(π k/w)) / 2                   k &lt; w
 * η_k = end + (peak - end) (1 + cos(π (k-w)/(steps-1-w))) / 2      w ≤ k &lt; steps
 * η_k = end                                                        k ≥ steps
 * </pre>
 *
 * The rate alone: the momentum, which Smith and Topin cycle against it, stays as it is.
 *
 * @param peak the highest value, positive
 * @param steps length of the cycle
 * @param warmup share of the steps that rise, below 1
 * @param divisor peak over the first value, at least 1
 * @param finalDivisor the first value over the last, at least 1
 */
public record OneCycle(double peak, long steps, double warmup, double divisor, double finalDivisor)
    implements Schedule {
  public OneCycle {
    Check.positive("peak", peak);
    Check.atLeastOne("steps", steps);
    Check.fraction("warmup", warmup);
    checkDivisor("divisor", divisor);
    checkDivisor("finalDivisor", finalDivisor);
  }

  private static void checkDivisor(String name, double value) {
    Check.that(value >= 1 && Double.isFinite(value), "%s must be at least 1, not %s", name, value);
  }

  @Override
  public double at(long k) {
    double low = peak / divisor;
    double end = low / finalDivisor;
    if (k >= steps) {
      return end;
    }
    double rise = warmup * steps - 1;
    return k < rise
        ? peak + (low - peak) * Cosine.half(k / rise)
        : end + (peak - end) * Cosine.half((k - rise) / (steps - 1 - rise));
  }

  @Override
  public double scale() {
    return peak;
  }
}
