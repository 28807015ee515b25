package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import dev.stride.vqe.operator.PauliString;
import dev.stride.vqe.operator.PauliSum;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The alternating operators of QAOA (Farhi, Goldstone and Gutmann 2014): exp(-iβ_l B) exp(-iγ_l C)
 * in layer l, with two parameters. The cost C is what is diagonal in the Hamiltonian, without the
 * identity; of a molecule that is not all of it, and the energy that is minimised is of the whole.
 *
 * <p>The mixer B is one of
 *
 * <ul>
 *   <li>{@code XY} (Hadfield et al. 2019): Σ (X_p X_q + Y_p Y_q)/2 over neighbouring spin orbitals
 *       of one spin, q = p+2, those at p = 0, 1 mod 4 first; acts on the reference determinant and
 *       keeps the numbers of electrons of either spin;
 *   <li>{@code X}: Σ X_p, on |+..+⟩, as in the paper; keeps nothing.
 * </ul>
 *
 * @param layers p in the paper
 * @param mixer B
 * @param spread standard deviation of the parameters that it starts from: γ in 1/hartree, β in
 *     radians
 */
public record Qaoa(int layers, Mixer mixer, double spread) implements Ansatz {

  /** What moves between basis states. */
  public enum Mixer {
    XY,
    X
  }

  public Qaoa {
    Check.count("layers", layers, 1, 1000);
    Check.positive("spread", spread);
  }

  @Override
  public Circuit circuit(Target target) {
    PauliSum hamiltonian = target.hamiltonian();
    int qubits = target.qubits();
    Circuit.Builder circuit = Circuit.on(qubits);
    if (mixer == Mixer.XY) {
      circuit.basis(target.occupied());
    } else {
      for (int q = 0; q < qubits; q++) {
        circuit.h(q);
      }
    }
    for (int layer = 0; layer < layers; layer++) {
      cost(circuit.layer("cost" + layer), hamiltonian);
      Angle beta = circuit.layer("mixer" + layer).next();
      if (mixer == Mixer.XY) {
        exchanges(circuit, qubits, beta, 0);
        exchanges(circuit, qubits, beta, 2);
      } else {
        for (int q = 0; q < qubits; q++) {
          circuit.add(Gate.Kind.RX, List.of(q), Angle.of(beta.parameter(), 2));
        }
      }
    }
    return circuit.build();
  }

  @Override
  public double[] start(Target target, Circuit circuit, UniformRandomProvider rng) {
    return RandomStart.gaussian(circuit, spread, rng);
  }

  private static void cost(Circuit.Builder circuit, PauliSum hamiltonian) {
    Angle gamma = circuit.next();
    for (int k = 0; k < hamiltonian.size(); k++) {
      boolean diagonal = hamiltonian.x()[k] == 0 && hamiltonian.z()[k] != 0;
      if (diagonal && hamiltonian.coefficient()[k] != 0) {
        circuit.pauli(
            hamiltonian.string(k), Angle.of(gamma.parameter(), 2 * hamiltonian.coefficient()[k]));
      }
    }
  }

  /** exp(-iβ(XX + YY)/2) on p and p+2 for p = first, first+1, first+4, .. */
  private static void exchanges(Circuit.Builder circuit, int qubits, Angle beta, int first) {
    for (int p = first; p + 2 < qubits; p += p % 2 == 0 ? 1 : 3) {
      long both = 1L << p | 1L << (p + 2);
      circuit.pauli(new PauliString(both, 0), beta);
      circuit.pauli(new PauliString(both, both), beta);
    }
  }
}
