package dev.stride.optim.noise;

import dev.stride.optim.form.Registry;

/** The noise that can be chosen by name. */
public final class Noises {
  private static final Registry<Noise> REGISTRY =
      new Registry<Noise>("noise", Noise.class)
          .add("none", new None(), "no noise")
          .add("gaussian", new Gaussian(1), "adds a normal deviate of standard deviation sd");

  private Noises() {}

  /** All noise. */
  public static Registry<Noise> registry() {
    return REGISTRY;
  }
}
