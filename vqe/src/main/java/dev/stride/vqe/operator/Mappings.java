package dev.stride.vqe.operator;

import dev.stride.optim.form.Registry;

/** The mappings of fermions to qubits that can be chosen by name. */
public final class Mappings {
  private static final Registry<Mapping> REGISTRY =
      new Registry<Mapping>("mapping", Mapping.class)
          .add("jordan-wigner", new JordanWigner(), "a qubit is a spin orbital's occupation")
          .add(
              "parity",
              new Parity(false),
              "a qubit is the parity of the occupations up to it, all spin up before all spin"
                  + " down; reduced=true leaves out two qubits that the reference determines")
          .add("bravyi-kitaev", new BravyiKitaev(), "a qubit is a partial sum in a Fenwick tree");

  private Mappings() {}

  /** All mappings. */
  public static Registry<Mapping> registry() {
    return REGISTRY;
  }
}
