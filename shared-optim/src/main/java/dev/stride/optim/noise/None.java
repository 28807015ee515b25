package dev.stride.optim.noise;

import org.apache.commons.rng.UniformRandomProvider;

/** No noise. */
public record None() implements Noise {
  @Override
  public double perturb(double value, UniformRandomProvider rng) {
    return value;
  }

  @Override
  public double variance(double value) {
    return 0;
  }
}
