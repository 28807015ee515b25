package dev.stride.vqe.chemistry;

import java.util.ArrayList;
import java.util.List;

/**
 * Direct inversion in the iterative subspace (Pulay 1982, J. Comput. Chem. 3, 556): the mixture Σ
 * c_i F_i, Σ c_i = 1, of the last Fock matrices whose mixed error has the least norm.
 */
final class Diis {
  private static final int MOST = 8;

  private final List<double[][]> focks = new ArrayList<>();
  private final List<double[][]> errors = new ArrayList<>();

  /** Takes a Fock matrix with its error, and gives the mixture; the matrix itself at first. */
  double[][] mix(double[][] fock, double[][] error) {
    focks.add(fock);
    errors.add(error);
    if (focks.size() > MOST) {
      focks.remove(0);
      errors.remove(0);
    }
    double[] weights = weights();
    while (weights.length > 1 && !Double.isFinite(weights[0])) {
      focks.remove(0);
      errors.remove(0);
      weights = weights();
    }
    int n = fock.length;
    double[][] mixture = new double[n][n];
    for (int k = 0; k < focks.size(); k++) {
      double[][] other = focks.get(k);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          mixture[i][j] += weights[k] * other[i][j];
        }
      }
    }
    return mixture;
  }

  private double[] weights() {
    int n = focks.size();
    // scaled by the last error, for the products become as small as 1e-20
    double scale = 1 / Math.max(Matrix.trace(errors.get(n - 1), errors.get(n - 1)), 1e-60);
    double[][] a = new double[n + 1][n + 1];
    double[] b = new double[n + 1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i][j] = scale * Matrix.trace(errors.get(i), errors.get(j));
        a[j][i] = a[i][j];
      }
      a[i][n] = 1;
      a[n][i] = 1;
    }
    b[n] = 1;
    return n == 1 ? new double[] {1} : Matrix.solve(a, b);
  }
}
