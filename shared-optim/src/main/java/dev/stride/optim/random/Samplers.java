package dev.stride.optim.random;

import org.apache.commons.rng.UniformRandomProvider;

/** Samplers whose bits do not depend on the platform: they take logarithms from StrictMath. */
public final class Samplers {
  private Samplers() {}

  /** A standard normal deviate by Marsaglia's polar method (1964); 2.5 uniforms on average. */
  public static double gaussian(UniformRandomProvider rng) {
    while (true) {
      double u = 2 * rng.nextDouble() - 1;
      double v = 2 * rng.nextDouble() - 1;
      double s = u * u + v * v;
      if (s < 1 && s > 0) {
        return u * Math.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }
}
