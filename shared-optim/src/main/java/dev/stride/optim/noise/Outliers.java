package dev.stride.optim.noise;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Adds, now and then, a normal deviate.
 *
 * @param probability how often
 * @param sd standard deviation of the deviate, in the unit of the value
 */
public record Outliers(double probability, double sd) implements Noise {
  public Outliers {
    Check.probability("probability", probability);
    Check.notNegative("sd", sd);
  }

  @Override
  public double perturb(double value, UniformRandomProvider rng) {
    return rng.nextDouble() < probability ? value + sd * Samplers.gaussian(rng) : value;
  }

  @Override
  public double variance(double value) {
    return probability * sd * sd;
  }
}
