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
    return of(d, 0, n);
  }

  /** ‖d‖ of the entries from {@code from} up to before {@code to}. */
  static double of(double[] d, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += d[i] * d[i];
    }
    return root(sum, d, from, to);
  }

  /** The same, from a sum of squares that a loop over more than this has taken along. */
  static double root(double squares, double[] d, int from, int to) {
    return squares > TOO_SMALL && squares < TOO_LARGE ? Math.sqrt(squares) : scaled(d, from, to);
  }

  private static double scaled(double[] d, int from, int to) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(d[i]));
    }
    if (largest == 0 || largest == Double.POSITIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      double ratio = d[i] / largest;
      sum += ratio * ratio;
    }
    return largest * Math.sqrt(sum);
  }
}
