package dev.stride.rl;

import java.util.ArrayList;
import java.util.List;

/**
 * How far vectors are from what given ones span, by modified Gram-Schmidt orthogonalisation, done
 * twice for each so that rounding does not add up. What is in the span already counts for nothing.
 *
 * <p>Cost: rows × columns² in all.
 */
final class LeastSquares {
  /** What is left of a vector that the others span, relative to its length. */
  private static final double NOTHING = 1e-10;

  private final List<double[]> basis = new ArrayList<>();
  private final int rows;

  LeastSquares(int rows) {
    this.rows = rows;
  }

  /** Adds a vector, which is overwritten. */
  void add(double[] column) {
    double before = length(column);
    double left = residual(column);
    if (left > NOTHING * before) {
      for (int k = 0; k < rows; k++) {
        column[k] /= left;
      }
      basis.add(column);
    }
  }

  /** The distance of a vector, of which that part alone is left. */
  double residual(double[] vector) {
    for (int pass = 0; pass < 2; pass++) {
      for (double[] q : basis) {
        double along = dot(q, vector);
        for (int k = 0; k < rows; k++) {
          vector[k] -= along * q[k];
        }
      }
    }
    return length(vector);
  }

  private static double length(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  private static double dot(double[] one, double[] two) {
    double sum = 0;
    for (int k = 0; k < one.length; k++) {
      sum += one[k] * two[k];
    }
    return sum;
  }
}
