package dev.stride.experiments.stats;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Holm's correction (1979) for a family of tests: the chance that any true null hypothesis is
 * rejected stays below the level, however the tests depend on each other.
 */
public final class Holm {
  private Holm() {}

  /**
   * Adjusted p-values, in the order of {@code p}: max over smaller ones of (m - rank) p, capped.
   */
  public static double[] adjust(double[] p) {
    Integer[] order = new Integer[p.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
    double[] adjusted = new double[p.length];
    double running = 0;
    for (int rank = 0; rank < p.length; rank++) {
      running = Math.max(running, (p.length - rank) * p[order[rank]]);
      adjusted[order[rank]] = Math.min(1, running);
    }
    return adjusted;
  }
}
