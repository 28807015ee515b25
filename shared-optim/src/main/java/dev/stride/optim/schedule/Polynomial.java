package dev.stride.optim.schedule;

import dev.stride.optim.Check;

/**
 * A fall to the floor over {@code steps} steps, a straight line at power 1:
 *
 * <pre>
 * η_k = start (floor + (1 - floor) (1 - k/steps)^power)   k &lt; steps
 * η_k = start · floor                                     k ≥ steps
 * </pre>
 *
 * @param start η_0, positive
 * @param steps how long it falls
 * @param power positive; above 1 the fall is steep at first
 * @param floor the lowest value, as a share of the start
 */
public record Polynomial(double start, long steps, double power, double floor) implements Schedule {
  public Polynomial {
    Check.positive("start", start);
    Check.atLeastOne("steps", steps);
    Check.positive("power", power);
    Check.probability("floor", floor);
  }

  @Override
  public double at(long k) {
    if (k >= steps) {
      return start * floor;
    }
    double left = 1 - (double) k / steps;
    return start * (floor + (1 - floor) * StrictMath.pow(left, power));
  }

  @Override
  public double scale() {
    return start;
  }
}
