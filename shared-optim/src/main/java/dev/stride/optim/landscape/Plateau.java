package dev.stride.optim.landscape;

import dev.stride.optim.Check;
import java.util.Arrays;

/**
 * f(x) = 1 - exp(-‖x‖²/(2w²)): a plateau with one sharp basin, as a barren plateau has, with a
 * gradient that dies off exponentially away from it. Lowest, 0, at 0.
 *
 * @param width w, of the basin
 * @param dimension n
 */
public record Plateau(double width, int dimension) implements Landscape {
  public Plateau {
    Check.positive("width", width);
    Check.that(
        dimension >= 1 && dimension <= 1_000_000,
        "dimension must be from 1 to 1000000, not %s",
        dimension);
  }

  /** Two and a half widths from the minimum. */
  @Override
  public double[] start() {
    double[] x = new double[dimension];
    Arrays.fill(x, 2.5 * width / Math.sqrt(dimension));
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
  public double minimum() {
    return 0;
  }
}
