package dev.stride.rl.agent;

import java.util.Arrays;

/**
 * A long series as at most {@value #MOST} means, each over equally many neighbours but the last.
 * When it is full, neighbours are joined, and from then on each mean is over twice as many. A value
 * that is NaN is unknown: it has its place in the series, and counts in no mean.
 */
public final class Thinned {
  static final int MOST = 512;

  private final double[] sums = new double[MOST];
  private final long[] known = new long[MOST];
  private int size;
  private long width = 1;
  private long count;

  /** Adds the next value. */
  public void add(double value) {
    if (!Double.isNaN(value)) {
      sums[size] += value;
      known[size]++;
    }
    if (++count < width) {
      return;
    }
    count = 0;
    if (++size == MOST) {
      join();
    }
  }

  private void join() {
    size = MOST / 2;
    width *= 2;
    for (int k = 0; k < size; k++) {
      sums[k] = sums[2 * k] + sums[2 * k + 1];
      known[k] = known[2 * k] + known[2 * k + 1];
    }
    Arrays.fill(sums, size, MOST, 0);
    Arrays.fill(known, size, MOST, 0);
  }

  /** How many values each mean is over. */
  public long width() {
    return width;
  }

  /**
   * The means, NaN where no value is known; the last is over what has come since, if that is
   * anything.
   */
  public double[] means() {
    double[] means = new double[count > 0 ? size + 1 : size];
    Arrays.setAll(means, k -> sums[k] / known[k]);
    return means;
  }
}
