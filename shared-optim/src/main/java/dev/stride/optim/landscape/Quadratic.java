package dev.stride.optim.landscape;

import dev.stride.optim.Check;
import java.util.Arrays;

/**
 * f(x) = ½ Σ_i h_i x_i², with h spaced evenly on a log scale from 1 to the condition number. Lowest
 * at 0.
 *
 * @param condition h_n / h_1, at least 1
 * @param dimension n
 */
public record Quadratic(double condition, int dimension) implements Landscape {
  public Quadratic {
    checkCondition(condition);
    Dimension.check(1, dimension);
  }

  static void checkCondition(double condition) {
    Check.that(
        condition >= 1 && Double.isFinite(condition),
        "condition must be at least 1, not %s",
        condition);
  }

  @Override
  public double[] start() {
    double[] x = new double[dimension];
    Arrays.fill(x, 1);
    return x;
  }

  private double curvature(int i) {
    return dimension == 1 ? 1 : StrictMath.pow(condition, i / (dimension - 1.0));
  }

  @Override
  public double value(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += curvature(i) * x[i] * x[i];
    }
    return sum / 2;
  }

  @Override
  public void gradient(double[] x, double[] into) {
    for (int i = 0; i < x.length; i++) {
      into[i] = curvature(i) * x[i];
    }
  }

  @Override
  public void hessian(double[] x, double[] v, double[] into) {
    gradient(v, into);
  }

  @Override
  public double minimum() {
    return 0;
  }

  @Override
  public double[] minimizer() {
    return new double[dimension];
  }
}
