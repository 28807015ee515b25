package dev.stride.optim.schedule;

import dev.stride.optim.Check;

/**
 * A cosine that falls towards the floor again and again, SGDR (Loshchilov and Hutter 2017, equation
 * 5): with j steps since the last restart in a period of T steps
 *
 * <pre>
 * η_k = start (floor + (1 - floor) (1 + cos(π j/T)) / 2)
 * </pre>
 *
 * The first period has {@code period} steps and each is {@code factor} times as long as the one
 * before. The floor itself is never reached. Cost: the number of restarts if the factor is above 1.
 *
 * @param start the value at every restart, η_max, positive
 * @param period T_0, steps
 * @param factor T_mult, whole
 * @param floor η_min, as a share of the start
 */
public record Restarts(double start, long period, long factor, double floor) implements Schedule {
  public Restarts {
    Check.positive("start", start);
    Check.atLeastOne("period", period);
    Check.atLeastOne("factor", factor);
    Check.probability("floor", floor);
  }

  @Override
  public double at(long k) {
    return start * (floor + (1 - floor) * Cosine.half(turn(k)));
  }

  private double turn(long k) {
    if (factor == 1) {
      return (double) (k % period) / period;
    }
    // In doubles, which cannot overflow here: the last period may end beyond the largest long.
    double since = k;
    double length = period;
    while (since >= length) {
      since -= length;
      length *= factor;
    }
    return since / length;
  }

  @Override
  public double scale() {
    return start;
  }
}
