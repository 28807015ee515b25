package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A fabric of gates that keep particles and spin (Anselmetti, Wierichs, Gogolin and Parrish 2021):
 * on neighbouring orbitals p, p+1 a pair exchange exp(θ(T-T†)) with T = p↑p↓→(p+1)↑(p+1)↓ and then
 * a Givens rotation of the two orbitals, exp(φ(T-T†)) with T = p→p+1 for both spins. A layer is the
 * bricks at p = 0, 2, .. and then those at p = 1, 3, ..; two parameters for each. Acts on the
 * reference determinant; keeps the number of electrons, S_z and S². (In the paper's angles, θ/2 and
 * φ/2; its optional Π gates are not here.)
 *
 * @param layers of bricks
 * @param spread standard deviation of the angles that it starts from, in radians: from zero, bricks
 *     among occupied or among free orbitals would not leave
 */
public record GivensFabric(int layers, double spread) implements Ansatz {
  public GivensFabric {
    Check.count("layers", layers, 1, 1000);
    Check.positive("spread", spread);
  }

  @Override
  public Circuit circuit(Target target) {
    int qubits = target.qubits();
    Check.that(qubits % 2 == 0 && qubits >= 4, "givens needs two orbitals, not %s qubits", qubits);
    Circuit.Builder circuit = Circuit.on(qubits).basis(target.occupied());
    for (int layer = 0; layer < layers; layer++) {
      for (int parity = 0; parity < 2; parity++) {
        circuit.layer((parity == 0 ? "even" : "odd") + layer);
        for (int up = 2 * parity; up + 3 < qubits; up += 4) {
          circuit.excitation(List.of(up, up + 1), List.of(up + 2, up + 3));
          Angle turn = circuit.next();
          circuit.excitation(List.of(up), List.of(up + 2), turn);
          circuit.excitation(List.of(up + 1), List.of(up + 3), turn);
        }
      }
    }
    return circuit.build();
  }

  @Override
  public double[] start(Target target, Circuit circuit, UniformRandomProvider rng) {
    return RandomStart.gaussian(circuit, spread, rng);
  }
}
