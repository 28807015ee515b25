package dev.stride.optim.schedule;

import dev.stride.optim.Check;

/**
 * η_k = start / √(k+1), as the regret bounds of online learning have it (Zinkevich 2003).
 *
 * @param start η_0, positive
 */
public record InverseSqrt(double start) implements Schedule {
  public InverseSqrt {
    Check.positive("start", start);
  }

  @Override
  public double at(long k) {
    return start / Math.sqrt(k + 1.0);
  }

  @Override
  public double scale() {
    return start;
  }
}
