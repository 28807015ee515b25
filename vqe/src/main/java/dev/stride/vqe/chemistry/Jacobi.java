package dev.stride.vqe.chemistry;

/**
 * The lowest eigenpair of a small dense symmetric matrix by Jacobi's rotations (Golub and Van Loan,
 * Matrix Computations, section 8.5). Here because loading a linear algebra library takes a fresh
 * JVM longer than the whole exact diagonalisation of a small molecule.
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
    int n = a.length;
    double[][] vectors = new double[n][n];
    for (int i = 0; i < n; i++) {
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS && rotateAll(a, vectors); sweep++) {}
    int least = 0;
    for (int i = 1; i < n; i++) {
      least = a[i][i] < a[least][least] ? i : least;
    }
    return new Davidson.Eigenpair(a[least][least], vectors[least]);
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
