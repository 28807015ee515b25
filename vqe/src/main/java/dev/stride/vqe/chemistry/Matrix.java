package dev.stride.vqe.chemistry;

/** Small dense matrices as arrays of rows. */
final class Matrix {
  private Matrix() {}

  /** A B. */
  static double[][] times(double[][] a, double[][] b) {
    int columns = b[0].length;
    double[][] product = new double[a.length][columns];
    for (int i = 0; i < a.length; i++) {
      double[] row = product[i];
      for (int k = 0; k < b.length; k++) {
        double factor = a[i][k];
        double[] other = b[k];
        for (int j = 0; j < columns; j++) {
          row[j] += factor * other[j];
        }
      }
    }
    return product;
  }

  /** A Bᵀ. */
  static double[][] timesTransposed(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        product[i][j] = dot(a[i], b[j]);
      }
    }
    return product;
  }

  /** C M Cᵀ: M between the vectors in the rows of C. */
  static double[][] between(double[][] c, double[][] m) {
    return timesTransposed(times(c, m), c);
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Sum of the matrices, into a new one. */
  static double[][] sum(double[][]... matrices) {
    int rows = matrices[0].length;
    int columns = matrices[0][0].length;
    double[][] sum = new double[rows][columns];
    for (double[][] matrix : matrices) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          sum[i][j] += matrix[i][j];
        }
      }
    }
    return sum;
  }

  /** Σ_ij A_ij B_ij. */
  static double trace(double[][] a, double[][] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += dot(a[i], b[i]);
    }
    return sum;
  }

  static double[][] copy(double[][] a) {
    double[][] copy = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      copy[i] = a[i].clone();
    }
    return copy;
  }

  /**
   * Solves A x = b by elimination with pivots, in place.
   *
   * @return x in {@code b}; not finite where A is singular
   */
  static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
      }
      double[] row = a[pivot];
      a[pivot] = a[k];
      a[k] = row;
      double right = b[pivot];
      b[pivot] = b[k];
      b[k] = right;
      for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / row[k];
        b[i] -= factor * right;
        for (int j = k; j < n; j++) {
          a[i][j] -= factor * row[j];
        }
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      for (int j = k + 1; j < n; j++) {
        b[k] -= a[k][j] * b[j];
      }
      b[k] /= a[k][k];
    }
    return b;
  }
}
