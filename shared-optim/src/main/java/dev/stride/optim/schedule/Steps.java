package dev.stride.optim.schedule;

import dev.stride.optim.Check;

/**
 * A staircase down: η_k = start · factor^⌊k/every⌋.
 *
 * @param start η_0, positive
 * @param every length of a stair
 * @param factor from stair to stair, above 0 and at most 1
 */
public record Steps(double start, long every, double factor) implements Schedule {
  public Steps {
    Check.positive("start", start);
    Check.atLeastOne("every", every);
    Check.that(factor > 0 && factor <= 1, "factor must be above 0 and at most 1, not %s", factor);
  }

  @Override
  public double at(long k) {
    long stairs = k / every;
    return start * StrictMath.pow(factor, (double) stairs);
  }

  @Override
  public double scale() {
    return start;
  }
}
