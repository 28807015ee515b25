package dev.stride.optim.landscape;

import dev.stride.optim.form.Registry;

/** The landscapes that can be chosen by name. */
public final class Landscapes {
  private static final Registry<Landscape> REGISTRY =
      new Registry<Landscape>("landscape", Landscape.class)
          .add("quadratic", new Quadratic(100, 10), "a bowl with the given condition number")
          .add("rosenbrock", new Rosenbrock(2), "a curved valley")
          .add("canyon", new Canyon(0.5, 50, 1, 5), "a narrow canyon with ripples on its floor")
          .add("plateau", new Plateau(1, 2), "a plateau with a sharp basin")
          .add("saddle", new Saddle(0.001), "a saddle between two minima");

  private Landscapes() {}

  /** All landscapes. */
  public static Registry<Landscape> registry() {
    return REGISTRY;
  }
}
