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

  /**
   * sums ← Σ b_hi a_lo - b_lo a_hi over the pairs at {@code bit} and over those at 2·{@code bit};
   * rotates both arrays back, by (c, s) and (d, t).
   */
  static void back(
      double[] b, double[] a, int bit, double c, double s, double d, double t, double[] sums) {
    int low = bit - 1;
    int quarter = a.length >> 2;
    double first = 0;
    double second = 0;
    for (int k = 0; k < quarter; k++) {
      int i = ((k & ~low) << 2) | (k & low);
      double x0 = a[i];
      double x1 = a[i + bit];
      double x2 = a[i + 2 * bit];
      double x3 = a[i + 3 * bit];
      double u0 = b[i];
      double u1 = b[i + bit];
      double u2 = b[i + 2 * bit];
      double u3 = b[i + 3 * bit];
      first += (u1 * x0 - u0 * x1) + (u3 * x2 - u2 * x3);
      second += (u2 * x0 - u0 * x2) + (u3 * x1 - u1 * x3);
      double y0 = c * x0 + s * x1;
      double y1 = c * x1 - s * x0;
      double y2 = c * x2 + s * x3;
      double y3 = c * x3 - s * x2;
      a[i] = d * y0 + t * y2;
      a[i + bit] = d * y1 + t * y3;
      a[i + 2 * bit] = d * y2 - t * y0;
      a[i + 3 * bit] = d * y3 - t * y1;
      double v0 = c * u0 + s * u1;
      double v1 = c * u1 - s * u0;
      double v2 = c * u2 + s * u3;
      double v3 = c * u3 - s * u2;
      b[i] = d * v0 + t * v2;
      b[i + bit] = d * v1 + t * v3;
      b[i + 2 * bit] = d * v2 - t * v0;
      b[i + 3 * bit] = d * v3 - t * v1;
    }
    sums[0] = first;
    sums[1] = second;
  }
}
