package dev.stride.optim.noise;

import dev.stride.optim.Check;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * BBOB's uniform noise: f U^β max(1, (10⁹/(f + 10⁻⁹⁹))^(αU′)), U and U′ uniform in [0, 1], f the
 * gap to the minimum (see {@link BbobNoise}). It grows towards the minimum.
 *
 * @param alpha α: 0.01 (0.49 + 1/n) is moderate in n dimensions, 0.49 + 1/n severe
 * @param beta β: 0.01 is moderate, 1 severe
 */
public record BbobUniform(double alpha, double beta) implements BbobNoise {
  public BbobUniform {
    Check.notNegative("alpha", alpha);
    Check.notNegative("beta", beta);
  }

  @Override
  public double observe(double f, UniformRandomProvider rng) {
    double down = StrictMath.pow(rng.nextDouble(), beta);
    double up = StrictMath.pow(1e9 / (f + 1e-99), alpha * rng.nextDouble());
    return f * down * Math.max(1, up);
  }
}
