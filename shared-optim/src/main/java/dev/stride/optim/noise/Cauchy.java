package dev.stride.optim.noise;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Adds a Cauchy deviate, which has neither mean nor variance: averages of what is observed are as
 * noisy as a single one. The value is the median.
 *
 * @param scale half of all deviates are smaller, in the unit of the value
 */
public record Cauchy(double scale) implements Noise {
  public Cauchy {
    Check.notNegative("scale", scale);
  }

  @Override
  public double perturb(double value, UniformRandomProvider rng) {
    return value + scale * Samplers.studentT(rng, 1);
  }
}
