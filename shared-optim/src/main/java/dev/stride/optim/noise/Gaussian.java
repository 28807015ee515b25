package dev.stride.optim.noise;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Adds a normal deviate.
 *
 * @param sd its standard deviation, in the unit of the value
 */
public record Gaussian(double sd) implements Noise {
  public Gaussian {
    Check.notNegative("sd", sd);
  }

  @Override
  public double perturb(double value, UniformRandomProvider rng) {
    return value + sd * Samplers.gaussian(rng);
  }

  @Override
  public double variance(double value) {
    return sd * sd;
  }
}
