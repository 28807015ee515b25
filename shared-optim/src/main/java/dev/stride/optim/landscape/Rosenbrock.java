package dev.stride.optim.landscape;

import java.util.Arrays;

/**
 * f(x) = Σ_i 100 (x_{i+1} - x_i²)² + (1 - x_i)² (Rosenbrock 1960, in n dimensions De Jong's
 * extension): a curved valley. Lowest at (1, ..., 1).
 *
 * @param dimension n, at least 2
 */
public record Rosenbrock(int dimension) implements Landscape {
  public Rosenbrock {
    Dimension.check(2, dimension);
  }

  @Override
  public double[] start() {
    double[] x = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      x[i] = i % 2 == 0 ? -1.2 : 1;
    }
    return x;
  }

  @Override
  public double value(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double off = x[i + 1] - x[i] * x[i];
      sum += 100 * off * off + (1 - x[i]) * (1 - x[i]);
    }
    return sum;
  }

  @Override
  public void gradient(double[] x, double[] into) {
    into[0] = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double off = x[i + 1] - x[i] * x[i];
      into[i] += -400 * x[i] * off - 2 * (1 - x[i]);
      into[i + 1] = 200 * off;
    }
  }

  @Override
  public void hessian(double[] x, double[] v, double[] into) {
    into[0] = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double bend = 1200 * x[i] * x[i] - 400 * x[i + 1] + 2;
      into[i] += bend * v[i] - 400 * x[i] * v[i + 1];
      into[i + 1] = 200 * v[i + 1] - 400 * x[i] * v[i];
    }
  }

  @Override
  public double minimum() {
    return 0;
  }

  @Override
  public double[] minimizer() {
    double[] x = new double[dimension];
    Arrays.fill(x, 1);
    return x;
  }
}
