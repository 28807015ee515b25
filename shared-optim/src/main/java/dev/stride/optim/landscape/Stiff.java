package dev.stride.optim.landscape;

import dev.stride.optim.Check;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;

/**
 * A stiff differential equation by collocation, as physics-informed learning has it: u′ = -λ(u -
 * cos t), u(0) = 1 (Prothero and Robinson 1974) on [0, T], with u = Σ_j w_j φ_j, j &lt; n:
 *
 * <pre>
 * f(w) = 1/(2m) Σ_i r(t_i)² + ½(u(0) - 1)²,   r = u′ + λ(u - cos t),
 * </pre>
 *
 * at m = 4n Chebyshev points t_i. Linear least squares, so that a QR decomposition knows the
 * minimum; that takes O(n³) each time it is asked for, and a value O(n²).
 *
 * <ul>
 *   <li>{@code raw}: powers of t. Condition of the Hessian with the other keys at their defaults:
 *       5·10¹⁰.
 *   <li>{@code scaled}: without dimensions, powers of t/T and r/λ in place of r: 1.3·10¹⁰. What is
 *       gained is the size of the gradient, and where the equation and the condition at 0 stand to
 *       each other.
 *   <li>{@code orthogonal}: Chebyshev polynomials of 2t/T - 1, and r/λ: 18.
 * </ul>
 *
 * <p>Outside of the limits of λ and T powers of t run out of the range of a double, or an equation
 * out of its precision, and the least squares become singular.
 *
 * @param rate λ, from 10⁻⁶ to 10¹²
 * @param horizon T, from 10⁻⁶ to 10
 * @param terms n, from 2 to 12
 * @param mode basis and units
 */
public record Stiff(double rate, double horizon, int terms, Mode mode) implements Landscape {
  /** In which basis and units the equation stands. */
  public enum Mode {
    /** Powers of t, the equation as it is. */
    RAW,
    /** Powers of t/T, the equation divided by its rate. */
    SCALED,
    /** Chebyshev polynomials, the equation divided by its rate. */
    ORTHOGONAL
  }

  private static final int POINTS_PER_TERM = 4;

  public Stiff {
    Check.that(rate >= 1e-6 && rate <= 1e12, "rate must be from 1e-6 to 1e12, not %s", rate);
    Check.that(
        horizon >= 1e-6 && horizon <= 10, "horizon must be from 1e-6 to 10, not %s", horizon);
    Check.that(terms >= 2 && terms <= 12, "terms must be from 2 to 12, not %s", terms);
  }

  @Override
  public double[] start() {
    return new double[terms];
  }

  private int points() {
    return POINTS_PER_TERM * terms;
  }

  /** Rows of the least squares, each with its right-hand side at the end. */
  private double[][] rows() {
    int m = points();
    double[][] rows = new double[m + 1][terms + 1];
    double unit = (mode == Mode.RAW ? 1 : 1 / rate) / Math.sqrt(m);
    double[] slopes = new double[terms];
    for (int i = 0; i < m; i++) {
      double t = horizon * (1 - StrictMath.cos(Math.PI * (i + 0.5) / m)) / 2;
      basis(t, rows[i], slopes);
      for (int j = 0; j < terms; j++) {
        rows[i][j] = unit * (slopes[j] + rate * rows[i][j]);
      }
      rows[i][terms] = unit * rate * StrictMath.cos(t);
    }
    basis(0, rows[m], slopes);
    rows[m][terms] = 1;
    return rows;
  }

  /** φ_j(t) and φ_j′(t). */
  private void basis(double t, double[] values, double[] slopes) {
    boolean chebyshev = mode == Mode.ORTHOGONAL;
    double stretch =
        switch (mode) {
          case RAW -> 1;
          case SCALED -> 1 / horizon;
          case ORTHOGONAL -> 2 / horizon;
        };
    double s = chebyshev ? stretch * t - 1 : stretch * t;
    values[0] = 1;
    slopes[0] = 0;
    values[1] = s;
    slopes[1] = stretch;
    for (int j = 2; j < terms; j++) {
      // T_j = 2s T_{j-1} - T_{j-2}, and s^j = s s^(j-1)
      double factor = chebyshev ? 2 * s : s;
      values[j] = factor * values[j - 1] - (chebyshev ? values[j - 2] : 0);
      slopes[j] =
          (chebyshev ? 2 : 1) * stretch * values[j - 1]
              + factor * slopes[j - 1]
              - (chebyshev ? slopes[j - 2] : 0);
    }
  }

  private double along(double[] row, double[] v) {
    double sum = 0;
    for (int j = 0; j < terms; j++) {
      sum += row[j] * v[j];
    }
    return sum;
  }

  @Override
  public double value(double[] w) {
    double sum = 0;
    for (double[] row : rows()) {
      double residual = along(row, w) - row[terms];
      sum += residual * residual;
    }
    return sum / 2;
  }

  @Override
  public void gradient(double[] w, double[] into) {
    Arrays.fill(into, 0);
    for (double[] row : rows()) {
      add(row, along(row, w) - row[terms], into);
    }
  }

  @Override
  public void hessian(double[] w, double[] v, double[] into) {
    Arrays.fill(into, 0);
    for (double[] row : rows()) {
      add(row, along(row, v), into);
    }
  }

  private void add(double[] row, double factor, double[] into) {
    for (int j = 0; j < terms; j++) {
      into[j] += factor * row[j];
    }
  }

  @Override
  public double minimum() {
    return value(minimizer());
  }

  @Override
  public double[] minimizer() {
    Array2DRowRealMatrix rows = new Array2DRowRealMatrix(rows(), false);
    int last = rows.getRowDimension() - 1;
    return new QRDecomposition(rows.getSubMatrix(0, last, 0, terms - 1))
        .getSolver()
        .solve(new ArrayRealVector(rows.getColumn(terms), false))
        .toArray();
  }
}
