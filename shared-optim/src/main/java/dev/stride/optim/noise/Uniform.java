package dev.stride.optim.noise;

import dev.stride.optim.Check;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Adds a uniform deviate, of variance halfWidth²/3.
 *
 * @param halfWidth the largest deviate, in the unit of the value
 */
public record Uniform(double halfWidth) implements Noise {
  public Uniform {
    Check.notNegative("halfWidth", halfWidth);
  }

  @Override
  public double perturb(double value, UniformRandomProvider rng) {
    return value + halfWidth * (2 * rng.nextDouble() - 1);
  }

  @Override
  public double variance(double value) {
    return halfWidth * halfWidth / 3;
  }
}
