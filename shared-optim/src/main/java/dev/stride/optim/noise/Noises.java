package dev.stride.optim.noise;

import dev.stride.optim.form.Registry;

/** The noise that can be chosen by name. */
public final class Noises {
  private static final Registry<Noise> REGISTRY =
      new Registry<Noise>("noise", Noise.class)
          .add("none", new None(), "no noise")
          .add("gaussian", new Gaussian(1), "adds a normal deviate of standard deviation sd")
          .add(
              "bernoulli",
              new Bernoulli(0.5),
              "pays the value divided by probability with that probability, else 0")
          .add(
              "heavy-tailed",
              new HeavyTailed(1, 3),
              "adds scale times a deviate of Student's t with df degrees of freedom")
          .add(
              "outliers",
              new Outliers(0.05, 10),
              "adds a normal deviate of standard deviation sd with the given probability");

  private Noises() {}

  /** All noise. */
  public static Registry<Noise> registry() {
    return REGISTRY;
  }
}
