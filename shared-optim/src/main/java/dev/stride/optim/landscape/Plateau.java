package dev.stride.optim.landscape;

import dev.stride.optim.Check;
import java.util.Arrays;

/**
 * f(x) = 1 - exp(-‖x‖²/(2w²)): a plateau with one sharp basin, as a barren plateau has. At a
 * distance of r widths the gradient is r exp(-r²/2)/w: a fixed rate that the curvature 1/w² of the
 * basin allows needs about exp(r²/2)/r² steps from there. Lowest, 0, at 0.
 *
 * @param width w, of the basin
 * @param dimension n
 * @param distance r of the start, from the minimum
 */
public record Plateau(double width, int dimension, double distance) implements Landscape {
  public Plateau {
    Check.positive("width", width);
    Check.positive("distance", distance);
    Dimension.check(1, dimension);
  }

  @Override
  public double[] start() {
    double[] x = new double[dimension];
    Arrays.fill(x, distance * width / Math.sqrt(dimension));
    return x;
  }

  @Override
  public double value(double[] x) {
    return -StrictMath.expm1(exponent(x));
  }

  @Override
  public void gradient(double[] x, double[] into) {
    double factor = StrictMath.exp(exponent(x)) / (width * width);
    for (int i = 0; i < x.length; i++) {
      into[i] = factor * x[i];
    }
  }

  private double exponent(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += each * each;
    }
    return -sum / (2 * width * width);
  }

  @Override
  public void hessian(double[] x, double[] v, double[] into) {
    double square = width * width;
    double factor = StrictMath.exp(exponent(x)) / square;
    double along = 0;
    for (int i = 0; i < x.length; i++) {
      along += x[i] * v[i];
    }
    for (int i = 0; i < x.length; i++) {
      into[i] = factor * (v[i] - along / square * x[i]);
    }
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
