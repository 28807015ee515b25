package dev.stride.vqe.simulator;

import dev.stride.optim.form.Registry;

/** The simulators that can be chosen by name. */
public final class Backends {
  private static final Registry<Backend> REGISTRY =
      new Registry<Backend>("backend", Backend.class)
          .add("auto", new Auto(), "subspace where it can run the circuit, else state-vector")
          .add(
              "subspace",
              new Subspace(),
              "the determinants that a circuit of excitations can reach, in double precision")
          .add("state-vector", new StateVector(), "in-place state vector in double precision")
          .add("strange", new Strange(), "Strange 0.1.3, in single precision; for small circuits");

  private Backends() {}

  /** All simulators. */
  public static Registry<Backend> registry() {
    return REGISTRY;
  }
}
