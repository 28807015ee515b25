package dev.stride.optim.noise;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * BBOB's seldom Cauchy noise: f + α max(0, 1000 + 1{U &lt; p} N/(|N′| + 10⁻¹⁹⁹)), U uniform, N and
 * N′ standard normal, f the gap to the minimum (see {@link BbobNoise}). What is observed is 1000α
 * too high, and now and then an outlier on either side of that, cut off at f.
 *
 * <p>A number without a known minimum gets the outliers alone, neither raised nor cut off: the
 * paper raises them to have both sides above a known lowest value.
 *
 * @param alpha α: 0.01 is moderate, 1 severe
 * @param probability p: 0.05 is moderate, 0.2 severe
 */
public record BbobCauchy(double alpha, double probability) implements BbobNoise {
  public BbobCauchy {
    Check.notNegative("alpha", alpha);
    Check.probability("probability", probability);
  }

  private double outlier(UniformRandomProvider rng) {
    return rng.nextDouble() < probability
        ? Samplers.gaussian(rng) / (Math.abs(Samplers.gaussian(rng)) + 1e-199)
        : 0;
  }

  @Override
  public double observe(double f, UniformRandomProvider rng) {
    return f + alpha * Math.max(0, 1000 + outlier(rng));
  }

  @Override
  public double perturb(double value, UniformRandomProvider rng) {
    return Math.abs(value) < SOLVED ? value : value + alpha * outlier(rng);
  }
}
