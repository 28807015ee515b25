package dev.stride.rl.agent;

import java.util.Arrays;

/**
 * A long series as at most {@value #MOST} means, each over equally many neighbours but the last.
 * When it is full, neighbours are joined, and from then on each mean is over twice as many.
 */
public final class Thinned {
  static final int MOST = 512;

  private final double[] means = new double[MOST];
  private int size;
  private long width = 1;
  private double sum;
  private long count;

  /** Adds the next value. */
  public void add(double value) {
    sum += value;
    if (++count < width) {
      return;
    }
    means[size++] = sum / count;
    sum = 0;
    count = 0;
    if (size == MOST) {
      for (int k = 0; k < MOST / 2; k++) {
        means[k] = (means[2 * k] + means[2 * k + 1]) / 2;
      }
      size = MOST / 2;
      width *= 2;
    }
  }

  /** How many values each mean is over. */
  public long width() {
    return width;
  }

  /** The means; the last is over what has come since, if that is anything. */
  public double[] means() {
    double[] all = Arrays.copyOf(means, count > 0 ? size + 1 : size);
    if (count > 0) {
      all[size] = sum / count;
    }
    return all;
  }
}
