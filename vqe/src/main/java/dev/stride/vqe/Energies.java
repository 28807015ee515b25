package dev.stride.vqe;

import dev.stride.optim.Charge;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Backend;
import dev.stride.vqe.simulator.StateVector;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** Energies as the solvers use them. */
final class Energies {
  private Energies() {}

  /** With exact gradients by the fastest way that the backend has. */
  static Energy of(
      PauliSum hamiltonian,
      Circuit circuit,
      Backend backend,
      long shots,
      UniformRandomProvider noise) {
    boolean adjoint = backend instanceof StateVector;
    return new Energy(
        hamiltonian,
        circuit,
        backend,
        shots,
        adjoint ? Energy.Gradient.ADJOINT : Energy.Gradient.SHIFT,
        noise);
  }

  /** What one estimate takes. */
  static Map<Charge, Long> value(Energy energy, long shots) {
    return Map.of(Charge.VALUES, 1L, Charge.CIRCUITS, (long) energy.groups(), Charge.SHOTS, shots);
  }
}
