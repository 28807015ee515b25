package dev.stride.optim.landscape;

import dev.stride.optim.form.Registry;

/** The landscapes that can be chosen by name. */
public final class Landscapes {
  private static final Registry<Landscape> REGISTRY =
      new Registry<Landscape>("landscape", Landscape.class)
          .add("quadratic", new Quadratic(100, 10), "a bowl with the given condition number")
          .add("rosenbrock", new Rosenbrock(2), "a curved valley")
          .add("canyon", new Canyon(0.5, 50, 1, 5), "a narrow canyon with ripples on its floor")
          .add("plateau", new Plateau(1, 2, 4), "a plateau with a sharp basin")
          .add("saddle", new Saddle(0.001), "a saddle between two minima")
          .add("cliff", new Cliff(10, 0.1, 2), "a gentle bowl that is entered over a steep cliff")
          .add(
              "rotated",
              new Rotated(100, 10, 1),
              "the bowl with its axes turned, so that no scaling of parameters makes it round")
          .add(
              "alternating",
              new Alternating(1, 2),
              "a bowl whose gradients come with amplitude added and subtracted in turn")
          .add(
              "rescaling",
              new Rescaling(100, 100, 2),
              "a bowl that is factor times as steep for the first questions")
          .add(
              "sparse",
              new Sparse(20, 1),
              "a bowl of which each question sees one parameter, the last ones seldom (Zipf)")
          .add(
              "over-parameterised",
              new OverParameterised(10, 30, 1),
              "least squares with fewer samples than parameters; each question sees one sample")
          .add(
              "reddi",
              new Reddi(3, 3, Reddi.Mode.CYCLIC),
              "a slope whose rare large gradients Adam forgets too soon")
          .add(
              "stiff",
              new Stiff(100, 2, 8, Stiff.Mode.RAW),
              "a stiff differential equation by collocation");

  private Landscapes() {}

  /** All landscapes. */
  public static Registry<Landscape> registry() {
    return REGISTRY;
  }
}
