package dev.stride.rl.feature;

import dev.stride.optim.form.BadInput;
import java.util.Locale;

/**
 * Observations on the unit cube: coordinates are clipped to their range and scaled, and state s of
 * n is at (s + 1/2) / n.
 */
final class Unit {
  /** More features than this are a slip: the weights alone would take most of the memory. */
  private static final int MOST_FEATURES = 10_000_000;

  private final double[] low;
  private final double[] high;
  private final double[] factor;

  Unit(Space space) {
    int n = space.coordinates();
    low = new double[n];
    high = new double[n];
    factor = new double[n];
    for (int i = 0; i < n; i++) {
      low[i] = space.isFinite() ? -0.5 : space.low().get(i);
      high[i] = space.isFinite() ? space.states() - 0.5 : space.high().get(i);
      factor[i] = 1 / (high[i] - low[i]);
    }
  }

  /** Where the observation is along one coordinate, from 0 to 1. */
  double at(double[] observation, int coordinate) {
    // Comparisons: Math.min and Math.max tell zeros apart, which takes time.
    double x = observation[coordinate];
    double clipped =
        x < low[coordinate] ? low[coordinate] : x > high[coordinate] ? high[coordinate] : x;
    double unit = (clipped - low[coordinate]) * factor[coordinate];
    return unit > 1 ? 1 : unit;
  }

  int coordinates() {
    return low.length;
  }

  /** The product of the counts, where it is not too large to be meant. */
  static int size(int[] counts, int times) {
    double size = times;
    for (int count : counts) {
      size *= count;
    }
    if (size > MOST_FEATURES) {
      throw new BadInput(
          String.format(
              Locale.ROOT,
              "that makes %.3g features, and more than %s are too many; there are %s coordinates,"
                  + " and the number grows with their number as an exponent",
              size,
              MOST_FEATURES,
              counts.length));
    }
    return (int) size;
  }
}
