package dev.stride.optim.noise;

import dev.stride.optim.Check;
import dev.stride.optim.random.Samplers;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Adds a deviate of Student's t. It is unbiased above one degree of freedom, has a variance of
 * scale²·df/(df-2) above two and none below, and is Cauchy noise at one.
 *
 * @param scale factor on the deviate, in the unit of the value
 * @param df degrees of freedom
 */
public record HeavyTailed(double scale, double df) implements Noise {
  public HeavyTailed {
    Check.notNegative("scale", scale);
    Check.positive("df", df);
  }

  @Override
  public double perturb(double value, UniformRandomProvider rng) {
    return value + scale * Samplers.studentT(rng, df);
  }

  @Override
  public double variance(double value) {
    return df > 2 ? scale * scale * df / (df - 2) : Double.NaN;
  }
}
