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
              "k-upccgsd",
              new KUpCcgsd(2, 0.1),
              "k times unitary coupled cluster of pairs and generalised singles")
          .add(
              "givens",
              new GivensFabric(4, 0.1),
              "fabric of pair exchanges and orbital rotations, which keeps particles and spin")
          .add(
              "hamiltonian-variational",
              new HamiltonianVariational(4, 0.1),
              "layers of the Hamiltonian's parts, on the reference determinant")
          .add(
              "qaoa",
              new Qaoa(4, Qaoa.Mixer.XY, 0.1),
              "layers of the Hamiltonian's diagonal part and a mixer")
          .add(
              "hardware-efficient",
              HardwareEfficient.DEFAULT,
              "layers of rotations with entangling gates between them")
          .add("qasm", new Qasm(""), "a circuit of your own, from an OpenQASM 2 or 3 file");

  private Ansatzes() {}

  /** All ansätze. */
  public static Registry<Ansatz> registry() {
    return REGISTRY;
  }
}
