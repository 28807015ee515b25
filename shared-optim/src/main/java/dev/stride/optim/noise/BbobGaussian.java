package dev.stride.optim.noise;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * BBOB's Gaussian noise: f exp(βN), N standard normal, f the gap to the minimum (see {@link
 * BbobNoise}). The mean is exp(β²/2) f.
 *
 * @param beta β: 0.01 is moderate, 1 severe
 */
public record BbobGaussian(double beta) implements BbobNoise {
  public BbobGaussian {
    Check.notNegative("beta", beta);
  }

  @Override
  public double observe(double f, UniformRandomProvider rng) {
    return f * StrictMath.exp(beta * Samplers.gaussian(rng));
  }
}
