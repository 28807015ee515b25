package dev.stride.optim.schedule;

import dev.stride.optim.Check;

/**
 * Half a cosine down (Loshchilov and Hutter 2017, equation 5):
 *
 * <pre>
 * η_k = start (floor + (1 - floor) (1 + cos(π k/steps)) / 2)
 * </pre>
 *
 * and from {@code steps} on the floor, or, as a wave, the same formula, so that it rises again.
 *
 * @param start η_0, positive
 * @param steps how long it falls
 * @param floor the lowest value, as a share of the start
 * @param mode what comes after {@code steps}
 */
public record Cosine(double start, long steps, double floor, Mode mode) implements Schedule {
  /** What comes after the fall. */
  public enum Mode {
    /** The floor, for good. */
    ONCE,
    /** A rise as long as the fall, and so on. */
    WAVE
  }

  public Cosine {
    Check.positive("start", start);
    Check.atLeastOne("steps", steps);
    Check.probability("floor", floor);
  }

  @Override
  public double at(long k) {
    // As fractions of a half-turn within one wave, so that large k cost no precision.
    double turn = mode == Mode.WAVE ? wrapped(k) : Math.min((double) k / steps, 1);
    return start * (floor + (1 - floor) * half(turn));
  }

  private double wrapped(long k) {
    long within = k % steps;
    boolean rising = k / steps % 2 == 1;
    return (double) (rising ? steps - within : within) / steps;
  }

  /** From 1 at {@code turn} = 0 down to 0 at 1. */
  static double half(double turn) {
    return (1 + StrictMath.cos(Math.PI * turn)) / 2;
  }

  @Override
  public double scale() {
    return start;
  }
}
