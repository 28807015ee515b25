package dev.stride.vqe.chemistry;

/**
 * Eigenpairs of small dense symmetric matrices by Jacobi's rotations (Golub and Van Loan, Matrix
 * Computations, section 8.5). Here because loading a linear algebra library takes a fresh JVM
 * longer than the whole exact diagonalisation of a small molecule.
 */
final class Jacobi {
  /** Convergence is quadratic; six to ten sweeps are usual. */
  private static final int SWEEPS = 60;

  private Jacobi() {}

  /**
   * The lowest eigenvalue with a vector of norm 1.
   *
   * @param a symmetric; rotated to diagonal form in place. O(n³) per sweep
   */
  static Davidson.Eigenpair lowest(double[][] a) {
    double[][] vectors = identity(a.length);
    double[] values = diagonalise(a, vectors);
    return new Davidson.Eigenpair(values[0], vectors[0]);
  }

  static double[][] identity(int n) {
    double[][] identity = new double[n][n];
    for (int i = 0; i < n; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }

  /**
   * All eigenvalues, ascending.
   *
   * @param a symmetric; rotated to diagonal form in place
   * @param vectors the rows between which {@code a} stands, as those of the identity; becomes the
   *     eigenvectors, row by row
   */
  static double[] diagonalise(double[][] a, double[][] vectors) {
    int n = a.length;
    for (int sweep = 0; sweep < SWEEPS && rotateAll(a, vectors); sweep++) {}
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      double value = a[i][i];
      double[] vector = vectors[i];
      int at = i;
      for (; at > 0 && values[at - 1] > value; at--) {
        values[at] = values[at - 1];
        vectors[at] = vectors[at - 1];
      }
      values[at] = value;
      vectors[at] = vector;
    }
    return values;
  }

  /** One sweep. Whether anything above rounding was left to rotate away. */
  private static boolean rotateAll(double[][] a, double[][] vectors) {
    boolean rotated = false;
    for (int p = 0; p < a.length; p++) {
      for (int q = p + 1; q < a.length; q++) {
        double sum = Math.abs(a[p][p]) + Math.abs(a[q][q]);
        if (sum + Math.abs(a[p][q]) > sum) {
          rotate(a, vectors, p, q);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  /** The rotation by at most 45° in the plane of p and q that makes a[p][q] zero. */
  private static void rotate(double[][] a, double[][] vectors, int p, int q) {
    double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, tau) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
    double c = 1 / Math.sqrt(1 + t * t);
    double s = t * c;
    for (double[] row : a) {
      double rowP = row[p];
      row[p] = c * rowP - s * row[q];
      row[q] = s * rowP + c * row[q];
    }
    mix(a[p], a[q], c, s);
    mix(vectors[p], vectors[q], c, s);
    a[p][q] = 0;
    a[q][p] = 0;
  }

  private static void mix(double[] p, double[] q, double c, double s) {
    for (int i = 0; i < p.length; i++) {
      double before = p[i];
      p[i] = c * before - s * q[i];
      q[i] = s * before + c * q[i];
    }
  }
}
