package dev.stride.vqe;

import dev.stride.optim.form.Registry;

/** The pools of ADAPT-VQE that can be chosen by name. */
public final class Pools {
  private static final Registry<Pool> REGISTRY =
      new Registry<Pool>("pool", Pool.class)
          .add(
              "sd",
              new SinglesDoubles(Excitations.Spin.ORBITAL),
              "singles and doubles from the reference determinant")
          .add(
              "gsd",
              new GeneralisedSinglesDoubles(Excitations.Spin.ORBITAL),
              "singles and doubles between any spin orbitals")
          .add("qubit", new QubitExcitations(), "gsd without the signs of fermions");

  private Pools() {}

  /** All pools. */
  public static Registry<Pool> registry() {
    return REGISTRY;
  }
}
