package dev.stride.vqe.circuit;

import dev.stride.optim.form.Registry;

/** The ansätze that can be chosen by name. */
public final class Ansatzes {
  private static final Registry<Ansatz> REGISTRY =
      new Registry<Ansatz>("ansatz", Ansatz.class)
          .add(
              "uccsd",
              new Uccsd(Uccsd.Order.DOUBLES_FIRST),
              "unitary coupled cluster, singles and doubles, one Trotter step")
          .add(
              "hardware-efficient",
              HardwareEfficient.DEFAULT,
              "layers of rotations with entangling gates between them");

  private Ansatzes() {}

  /** All ansätze. */
  public static Registry<Ansatz> registry() {
    return REGISTRY;
  }
}
