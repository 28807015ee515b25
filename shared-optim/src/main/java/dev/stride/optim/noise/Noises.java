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
              "adds a normal deviate of standard deviation sd with the given probability")
          .add("uniform", new Uniform(1), "adds a uniform deviate of at most halfWidth")
          .add("cauchy", new Cauchy(1), "adds scale times a Cauchy deviate, which has no mean")
          .add("biased", new Biased(0.1), "adds offset, always the same: biased by it")
          .add(
              "bbob-gaussian",
              new BbobGaussian(0.01),
              "BBOB's log-normal factor on the gap to the minimum: moderate; severe is beta=1")
          .add(
              "bbob-uniform",
              new BbobUniform(0.0059, 0.01),
              "BBOB's uniform factors on the gap: moderate in 10 dimensions; severe is alpha=0.59,beta=1")
          .add(
              "bbob-cauchy",
              new BbobCauchy(0.01, 0.05),
              "BBOB's seldom Cauchy outliers on the gap: moderate; severe is alpha=1,probability=0.2");

  private Noises() {}

  /** All noise. */
  public static Registry<Noise> registry() {
    return REGISTRY;
  }
}
