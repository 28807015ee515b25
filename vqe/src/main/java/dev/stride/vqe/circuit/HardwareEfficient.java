package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Layers of rotations on all qubits with entangling gates between them (Kandala et al. 2017). Knows
 * nothing of the molecule: it does not keep the number of electrons. Every run of commuting
 * rotations is a block of the parameter layout.
 *
 * <p>The defaults are those that got furthest of a grid over layers, start and spread on H2, H4 and
 * LiH, with L-BFGS and with Adam. With CZ on the reference determinant, small angles stall near the
 * Hartree-Fock energy.
 *
 * @param layers number of layers of rotations; entanglers stand between them
 * @param rotations rotations on each qubit
 * @param entangler which qubits are entangled
 * @param gate by what
 * @param from the basis state on which it acts
 * @param spread standard deviation of the angles that it starts from, in radians
 */
public record HardwareEfficient(
    int layers, Rotations rotations, Entangler entangler, Entangling gate, From from, double spread)
    implements Ansatz {

  /** Four layers of RY with chains of CNOTs between, on the reference determinant. */
  public static final HardwareEfficient DEFAULT =
      new HardwareEfficient(
          4, Rotations.RY, Entangler.LINEAR, Entangling.CNOT, From.REFERENCE, 0.2);

  /** Rotations on each qubit in one layer. */
  public enum Rotations {
    RY,
    RY_RZ
  }

  /** Which qubits are entangled. */
  public enum Entangler {
    /** Each with the next. */
    LINEAR,
    /** Each with the next, and the last with the first. */
    CIRCULAR,
    /** Each with all later ones. */
    FULL
  }

  /** The entangling gate. */
  public enum Entangling {
    CNOT,
    CZ
  }

  /** The basis state that the circuit acts on. */
  public enum From {
    /** |0..0>. */
    ZERO,
    /** The reference determinant. */
    REFERENCE
  }

  public HardwareEfficient {
    Check.that(layers >= 1 && layers <= 1000, "layers must be from 1 to 1000, not %s", layers);
    Check.positive("spread", spread);
  }

  @Override
  public Circuit circuit(Target target) {
    int qubits = target.qubits();
    Circuit.Builder circuit = Circuit.on(qubits);
    if (from == From.REFERENCE) {
      circuit.basis(target.occupied());
    }
    for (int layer = 0; layer < layers; layer++) {
      if (layer > 0) {
        entangle(circuit, qubits);
      }
      circuit.layer("ry" + layer);
      for (int q = 0; q < qubits; q++) {
        circuit.ry(q);
      }
      if (rotations == Rotations.RY_RZ) {
        circuit.layer("rz" + layer);
        for (int q = 0; q < qubits; q++) {
          circuit.rz(q);
        }
      }
    }
    return circuit.build();
  }

  @Override
  public double[] start(Target target, Circuit circuit, UniformRandomProvider rng) {
    return RandomStart.gaussian(circuit, spread, rng);
  }

  private void entangle(Circuit.Builder circuit, int qubits) {
    for (int q = 0; q + 1 < qubits; q++) {
      int last = entangler == Entangler.FULL ? qubits - 1 : q + 1;
      for (int r = q + 1; r <= last; r++) {
        entangle(circuit, q, r);
      }
    }
    if (entangler == Entangler.CIRCULAR && qubits > 2) {
      entangle(circuit, qubits - 1, 0);
    }
  }

  private void entangle(Circuit.Builder circuit, int q, int r) {
    switch (gate) {
      case CNOT -> circuit.cnot(q, r);
      case CZ -> circuit.cz(q, r);
    }
  }
}
