package dev.stride.optim.rule;

/** {@link Math#signum} for loops: without its branches, so that they vectorise. */
final class Sign {
  private static final double HUGE = 0x1p600;

  private Sign() {}

  /** The sign of v, to the bit that of {@link Math#signum}. */
  static double of(double v) {
    // Twice, because the smallest numbers need more than the largest factor to get beyond 1.
    return Math.max(-1, Math.min(1, v * HUGE * HUGE));
  }
}
