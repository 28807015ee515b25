package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * k-UpCCGSD (Lee, Huggins, Head-Gordon and Whaley 2019): k times unitary pair coupled cluster with
 * generalised singles and doubles on the reference determinant, each in one Trotter step with
 * parameters of its own. Over all pairs of orbitals p &lt; q, occupied or not: the paired double
 * p↑p↓→q↑q↓, and the single p→q, the same for both spins; n(n-1) parameters for n orbitals in each
 * repetition, pairs first. Keeps the number of electrons of either spin.
 *
 * @param k repetitions
 * @param spread standard deviation of the amplitudes that it starts from: at zero all repetitions
 *     would move alike
 */
public record KUpCcgsd(int k, double spread) implements Ansatz {
  public KUpCcgsd {
    Check.count("k", k, 1, 100);
    Check.positive("spread", spread);
  }

  @Override
  public Circuit circuit(Target target) {
    int qubits = target.qubits();
    Check.that(
        qubits % 2 == 0 && qubits >= 4, "k-upccgsd needs two orbitals, not %s qubits", qubits);
    Circuit.Builder circuit = Circuit.on(qubits).basis(target.occupied());
    for (int repetition = 0; repetition < k; repetition++) {
      circuit.layer("pairs" + repetition);
      for (int p = 0; p < qubits; p += 2) {
        for (int q = p + 2; q < qubits; q += 2) {
          circuit.excitation(List.of(p, p + 1), List.of(q, q + 1));
        }
      }
      circuit.layer("singles" + repetition);
      for (int p = 0; p < qubits; p += 2) {
        for (int q = p + 2; q < qubits; q += 2) {
          Angle angle = circuit.next();
          circuit.excitation(List.of(p), List.of(q), angle);
          circuit.excitation(List.of(p + 1), List.of(q + 1), angle);
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
