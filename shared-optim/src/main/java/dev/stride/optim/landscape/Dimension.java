package dev.stride.optim.landscape;

import dev.stride.optim.Check;

/** The dimension of a landscape as a setting. */
final class Dimension {
  private static final int MOST = 1_000_000;

  private Dimension() {}

  /** {@code IllegalArgumentException} unless it is from {@code least} to a million. */
  static void check(int least, int dimension) {
    Check.that(
        dimension >= least && dimension <= MOST,
        "dimension must be from %s to %s, not %s",
        least,
        MOST,
        dimension);
  }
}
