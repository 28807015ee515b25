package dev.stride.vqe.simulator;

/** Inner loops over one array of parts of amplitudes. */
final class Kernels {
  private Kernels() {}

  /** Rotates the pairs (i, i + bit): (x, y) ← (c x - s y, s x + c y). */
  static void rotate(double[] a, int bit, double c, double s) {
    for (int block = 0; block < a.length; block += 2 * bit) {
      for (int i = block; i < block + bit; i++) {
        double x = a[i];
        double y = a[i + bit];
        a[i] = c * x - s * y;
        a[i + bit] = s * x + c * y;
      }
    }
  }

  /**
   * The same for the pairs at {@code bit} by (c, s) and at 2·{@code bit} by (d, t), in one pass.
   */
  static void rotate(double[] a, int bit, double c, double s, double d, double t) {
    int low = bit - 1;
    int quarter = a.length >> 2;
    for (int k = 0; k < quarter; k++) {
      int i = ((k & ~low) << 2) | (k & low);
      double x0 = a[i];
      double x1 = a[i + bit];
      double x2 = a[i + 2 * bit];
      double x3 = a[i + 3 * bit];
      double y0 = c * x0 - s * x1;
      double y1 = s * x0 + c * x1;
      double y2 = c * x2 - s * x3;
      double y3 = s * x2 + c * x3;
      a[i] = d * y0 - t * y2;
      a[i + bit] = d * y1 - t * y3;
      a[i + 2 * bit] = t * y0 + d * y2;
      a[i + 3 * bit] = t * y1 + d * y3;
    }
  }

  /** Σ b[i + bit] a[i] - b[i] a[i + bit] over the pairs. */
  static double turned(double[] b, double[] a, int bit) {
    double plus = 0;
    double minus = 0;
    int low = bit - 1;
    int half = a.length >> 1;
    for (int k = 0; k < half; k++) {
      int i = ((k & ~low) << 1) | (k & low);
      plus += b[i + bit] * a[i];
      minus += b[i] * a[i + bit];
    }
    return plus - minus;
  }
}
