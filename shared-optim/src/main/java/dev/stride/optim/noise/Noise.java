package dev.stride.optim.noise;

import org.apache.commons.rng.UniformRandomProvider;

/** Noise on a number: a reward, a value, an entry of a gradient. */
public interface Noise {
  /** The value as it is observed. Unbiased unless the noise says otherwise. */
  double perturb(double value, UniformRandomProvider rng);
}
