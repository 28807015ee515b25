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
 * Smith and Topin cycle the momentum against it: {@link OneCycleMomentum}.
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
    return at(k, steps, warmup, low, peak, low / finalDivisor);
  }

  /** From {@code first} to {@code turn} while the rate rises, and on to {@code last}. */
  static double at(long k, long steps, double warmup, double first, double turn, double last) {
    if (k >= steps) {
      return last;
    }
    double rise = warmup * steps - 1;
    return k < rise
        ? turn + (first - turn) * Cosine.half(k / rise)
        : last + (turn - last) * Cosine.half((k - rise) / (steps - 1 - rise));
  }

  @Override
  public double scale() {
    return peak;
  }
}
