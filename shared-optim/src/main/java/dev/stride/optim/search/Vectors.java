package dev.stride.optim.search;

/** The little linear algebra that searches need. */
final class Vectors {
  private Vectors() {}

  /** aᵀb. */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Σ|a_i|. */
  static double norm1(double[] a) {
    double sum = 0;
    for (double v : a) {
      sum += Math.abs(v);
    }
    return sum;
  }

  /** x ← a x. */
  static void scale(double a, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= a;
    }
  }

  /** y ← y + a x. */
  static void add(double a, double[] x, double[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += a * x[i];
    }
  }

  /** into ← a - b. */
  static void subtract(double[] a, double[] b, double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = a[i] - b[i];
    }
  }
}
