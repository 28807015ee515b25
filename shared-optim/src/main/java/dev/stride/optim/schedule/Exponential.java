package dev.stride.optim.schedule;

import dev.stride.optim.Check;

/**
 * η_k = start · factor^k.
 *
 * @param start η_0, positive
 * @param factor from step to step, above 0 and at most 1; half is left after log ½ / log factor
 *     steps
 */
public record Exponential(double start, double factor) implements Schedule {
  public Exponential {
    Check.positive("start", start);
    Check.that(factor > 0 && factor <= 1, "factor must be above 0 and at most 1, not %s", factor);
  }

  @Override
  public double at(long k) {
    return start * StrictMath.pow(factor, (double) k);
  }

  @Override
  public double scale() {
    return start;
  }
}
