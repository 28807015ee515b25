package dev.stride.optim.noise;

import org.apache.commons.rng.UniformRandomProvider;

/** Noise on a number: a reward, a value, an entry of a gradient. */
public interface Noise {
  /** The value as it is observed. Unbiased unless the noise says otherwise. */
  double perturb(double value, UniformRandomProvider rng);

  /**
   * The value of a function as it is observed, where its lowest value is known. Differs from {@link
   * #perturb} for noise that depends on how far above the minimum it falls.
   */
  default double perturbAbove(double minimum, double value, UniformRandomProvider rng) {
    return perturb(value, rng);
  }

  /**
   * The variance of what is observed of {@code value} by {@link #perturb}; NaN where there is none,
   * or no formula.
   */
  default double variance(double value) {
    return Double.NaN;
  }
}
