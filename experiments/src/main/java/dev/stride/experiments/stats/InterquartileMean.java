package dev.stride.experiments.stats;

import java.util.Arrays;

/**
 * The mean of the middle half: of n values, ⌊n/4⌋ are cut from each end, as in Agarwal et al.
 * (2021), "Deep reinforcement learning at the edge of the statistical precipice", section 4.3. Half
 * as sensitive to a lucky or an unlucky run as the mean, and steadier than the median.
 */
public final class InterquartileMean {
  private InterquartileMean() {}

  /**
   * The interquartile mean; infinite as soon as one of the values that stay is.
   *
   * @param values at least one; left alone
   */
  public static double of(double[] values) {
    return ofScratch(values.clone());
  }

  /** As {@link #of}, and leaves the values in ascending order. */
  static double ofScratch(double[] values) {
    Arrays.sort(values);
    int cut = values.length / 4;
    double sum = 0;
    for (int i = cut; i < values.length - cut; i++) {
      sum += values[i];
    }
    return sum / (values.length - 2 * cut);
  }
}
