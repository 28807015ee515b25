package dev.stride.optim.landscape;

import dev.stride.optim.Check;

/**
 * f(x, y) = ½x² - ½y² + ¼y⁴: a saddle at 0 between two minima of -¼ at (0, ±1).
 *
 * @param offset y at the start, which is (1, offset): how far off the ridge that leads into the
 *     saddle
 */
public record Saddle(double offset) implements Landscape {
  public Saddle {
    Check.notNegative("offset", offset);
  }

  @Override
  public double[] start() {
    return new double[] {1, offset};
  }

  @Override
  public double value(double[] x) {
    double square = x[1] * x[1];
    return x[0] * x[0] / 2 - square / 2 + square * square / 4;
  }

  @Override
  public void gradient(double[] x, double[] into) {
    into[0] = x[0];
    into[1] = x[1] * x[1] * x[1] - x[1];
  }

  @Override
  public void hessian(double[] x, double[] v, double[] into) {
    into[0] = v[0];
    into[1] = (3 * x[1] * x[1] - 1) * v[1];
  }

  @Override
  public double minimum() {
    return -0.25;
  }

  @Override
  public double[] minimizer() {
    return new double[] {0, 1};
  }
}
