package dev.stride.optim.rule;

/** The Euclidean length of a step. */
final class Norm {
  // Squares are exact enough, and sums of them finite, in between.
  private static final double TOO_SMALL = 1e-280;
  private static final double TOO_LARGE = 1e300;

  private Norm() {}

  /**
   * ‖d‖ of the first n entries, finite wherever it can be. Summed in order by one accumulator, so
   * that zeros in between change no bit: a sparse step is as long as its dense form.
   */
  static double of(double[] d, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += d[i] * d[i];
    }
    return sum > TOO_SMALL && sum < TOO_LARGE ? Math.sqrt(sum) : scaled(d, n);
  }

  private static double scaled(double[] d, int n) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(d[i]));
    }
    if (largest == 0 || largest == Double.POSITIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double ratio = d[i] / largest;
      sum += ratio * ratio;
    }
    return largest * Math.sqrt(sum);
  }
}
