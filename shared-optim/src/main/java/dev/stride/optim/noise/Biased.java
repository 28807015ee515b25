package dev.stride.optim.noise;

import dev.stride.optim.Check;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Adds an offset, always the same: biased by it, and without variance. On a value it shifts what is
 * believed and not where the minimum is; on the entries of a gradient it shifts that.
 *
 * @param offset what is added, in the unit of the value
 */
public record Biased(double offset) implements Noise {
  public Biased {
    Check.that(Double.isFinite(offset), "offset must be finite, not %s", offset);
  }

  @Override
  public double perturb(double value, UniformRandomProvider rng) {
    return value + offset;
  }

  @Override
  public double variance(double value) {
    return 0;
  }
}
