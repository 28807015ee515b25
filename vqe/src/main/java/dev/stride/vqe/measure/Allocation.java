package dev.stride.vqe.measure;

import dev.stride.optim.Check;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How a number of shots is divided over groups that are measured together. */
public final class Allocation {
  private Allocation() {}

  /**
   * Divides {@code shots} in proportion to the weights, at least one to each: groups whose share is
   * below one get one, the others share the rest, rounded by largest remainders.
   *
   * @param weights by group, none negative, not all zero
   * @return shots by group; they add up to {@code shots}
   */
  public static long[] proportional(double[] weights, long shots) {
    int n = weights.length;
    Check.that(shots >= n, "%s shots are fewer than the %s groups", shots, n);
    long[] share = new long[n];
    long left = shots;
    double total = Arrays.stream(weights).sum();
    Check.that(n == 0 || total > 0, "no group has a weight");
    boolean settled = n == 0;
    while (!settled) {
      settled = true;
      double perWeight = left / total;
      for (int g = 0; g < n; g++) {
        if (share[g] == 0 && !(weights[g] * perWeight >= 1)) {
          share[g] = 1;
          left--;
          total -= weights[g];
          settled = false;
        }
      }
    }
    double perWeight = left / total;
    double[] remainder = new double[n];
    Arrays.fill(remainder, -1);
    for (int g = 0; g < n; g++) {
      if (share[g] == 0) {
        share[g] = (long) (weights[g] * perWeight);
        remainder[g] = weights[g] * perWeight - share[g];
      }
    }
    long rest = shots - Arrays.stream(share).sum();
    IntStream.range(0, n)
        .boxed()
        .sorted(Comparator.comparingDouble(g -> -remainder[g]))
        .limit(rest)
        .forEach(g -> share[g]++);
    return share;
  }
}
