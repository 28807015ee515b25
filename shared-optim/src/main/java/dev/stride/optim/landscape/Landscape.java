package dev.stride.optim.landscape;

import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * A smooth function of a few parameters whose lowest value is known. Immutable. One that is random
 * by nature, or changes from question to question, answers {@link #draw}, and is itself the mean of
 * its draws.
 */
public interface Landscape {
  /** Where a search starts unless it is told otherwise; its length is the dimension. */
  double[] start();

  /** f(x). */
  double value(double[] x);

  /** Writes ∇f(x) into {@code into}. */
  void gradient(double[] x, double[] into);

  /** Writes ∇²f(x) v into {@code into}, which is another array than {@code v}. */
  void hessian(double[] x, double[] v, double[] into);

  /** The lowest value there is. */
  double minimum();

  /** A point where f is lowest; one of them where there are several. A new array. */
  double[] minimizer();

  /**
   * What question {@code k} finds at x: the exact value and gradient here; a random sample or a
   * member of a sequence where the landscape says so, with value and gradient of the same one. Its
   * mean over {@code rng} and, in the long run, over k is {@link #value} and {@link #gradient}.
   *
   * @param k how many questions were asked before
   * @param gradient where the gradient goes, or null when it is not asked for
   * @return the value
   * @see #isExact
   */
  default double draw(long k, double[] x, UniformRandomProvider rng, double @Nullable [] gradient) {
    if (gradient != null) {
      gradient(x, gradient);
    }
    return value(x);
  }

  /** Whether every {@link #draw} is the value and the gradient themselves. */
  default boolean isExact() {
    return true;
  }
}
