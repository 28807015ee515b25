package dev.stride.optim.landscape;

/** A smooth function of a few parameters whose lowest value is known. Immutable. */
public interface Landscape {
  /** Where a search starts unless it is told otherwise; its length is the dimension. */
  double[] start();

  /** f(x). */
  double value(double[] x);

  /** Writes ∇f(x) into {@code into}. */
  void gradient(double[] x, double[] into);

  /** The lowest value there is. */
  double minimum();
}
