package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import dev.stride.vqe.operator.PauliSum;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The Hamiltonian variational ansatz (Wecker, Hastings and Troyer 2015): in each layer exp(-iθ H_g)
 * for each part H_g of the Hamiltonian in turn, every Pauli string c P of it as exp(-iθcP), the
 * strings in the order of the Hamiltonian. The parts, with a parameter each in every layer: strings
 * that flip two qubits (hops, also where another orbital controls them), then those that flip four
 * or more (exchange), last those that flip none; a part that is empty is left out. Acts on the
 * reference determinant, an eigenstate of the last.
 *
 * <p>Strings that flip the same qubits commute and together keep what the Hamiltonian keeps, and
 * they are neighbours: so the numbers of electrons of either spin are kept exactly under
 * Jordan-Wigner.
 *
 * @param layers number of layers
 * @param spread standard deviation of the parameters that it starts from, in 1/hartree: at zero the
 *     gradient vanishes, the Hamiltonian and the determinant being real
 */
public record HamiltonianVariational(int layers, double spread) implements Ansatz {
  private static final int PARTS = 3;

  public HamiltonianVariational {
    Check.count("layers", layers, 1, 1000);
    Check.positive("spread", spread);
  }

  @Override
  public Circuit circuit(Target target) {
    PauliSum hamiltonian = target.hamiltonian();
    Circuit.Builder circuit = Circuit.on(target.qubits()).basis(target.occupied());
    for (int layer = 0; layer < layers; layer++) {
      for (int part = 0; part < PARTS; part++) {
        circuit.layer(name(part) + layer);
        add(circuit, hamiltonian, part);
      }
    }
    return circuit.build();
  }

  @Override
  public double[] start(Target target, Circuit circuit, UniformRandomProvider rng) {
    return RandomStart.gaussian(circuit, spread, rng);
  }

  private static String name(int part) {
    return switch (part) {
      case 0 -> "hops";
      case 1 -> "exchange";
      default -> "diagonal";
    };
  }

  private static void add(Circuit.Builder circuit, PauliSum hamiltonian, int part) {
    int parameter = -1;
    for (int k = 0; k < hamiltonian.size(); k++) {
      boolean identity = (hamiltonian.x()[k] | hamiltonian.z()[k]) == 0;
      if (!identity && part(hamiltonian.x()[k]) == part && hamiltonian.coefficient()[k] != 0) {
        parameter = parameter < 0 ? circuit.next().parameter() : parameter;
        circuit.pauli(hamiltonian.string(k), Angle.of(parameter, 2 * hamiltonian.coefficient()[k]));
      }
    }
  }

  private static int part(long flips) {
    if (flips == 0) {
      return 2;
    }
    return Long.bitCount(flips) <= 2 ? 0 : 1;
  }
}
