package dev.stride.optim.noise;

import dev.stride.optim.Check;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Pays a value v as v/p with probability p, and as 0 otherwise: the same mean, and a variance of
 * v²(1-p)/p.
 *
 * @param probability p
 */
public record Bernoulli(double probability) implements Noise {
  public Bernoulli {
    Check.that(
        probability > 0 && probability <= 1,
        "probability must be above 0 and at most 1, not %s",
        probability);
  }

  @Override
  public double perturb(double value, UniformRandomProvider rng) {
    return rng.nextDouble() < probability ? value / probability : 0;
  }

  @Override
  public double variance(double value) {
    return value * value * (1 - probability) / probability;
  }
}
