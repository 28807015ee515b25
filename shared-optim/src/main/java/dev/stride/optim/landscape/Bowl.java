package dev.stride.optim.landscape;

import java.util.Arrays;

/** f(x) = ½‖x‖² for landscapes that make something of it. Lowest, 0, at 0. */
interface Bowl extends Landscape {
  /** n. */
  int dimension();

  @Override
  default double[] start() {
    double[] x = new double[dimension()];
    Arrays.fill(x, 1);
    return x;
  }

  @Override
  default double value(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += each * each;
    }
    return sum / 2;
  }

  @Override
  default void gradient(double[] x, double[] into) {
    System.arraycopy(x, 0, into, 0, x.length);
  }

  @Override
  default void hessian(double[] x, double[] v, double[] into) {
    System.arraycopy(v, 0, into, 0, x.length);
  }

  @Override
  default double minimum() {
    return 0;
  }

  @Override
  default double[] minimizer() {
    return new double[dimension()];
  }
}
