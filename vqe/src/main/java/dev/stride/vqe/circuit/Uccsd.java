package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Unitary coupled cluster with singles and doubles in one Trotter step: Π exp(θ_k(T_k-T_k†)) on the
 * reference determinant, over all excitations from it that keep the number of electrons of either
 * spin (Romero et al. 2018, section 2; Grimsley et al. 2020 on the order). Each excitation is
 * exact.
 *
 * <p>Singles: spin up (i outer, a inner), then down. Doubles: up-up (i&lt;j outer, a&lt;b inner),
 * down-down, up-down (i up, j down, a up, b down, the last fastest).
 *
 * @param order which of the two acts on the determinant first
 */
public record Uccsd(Order order) implements Ansatz {

  /** What comes first. */
  public enum Order {
    DOUBLES_FIRST,
    SINGLES_FIRST
  }

  @Override
  public Circuit circuit(Target target) {
    int qubits = target.qubits();
    long occupied = target.occupied();
    Check.that(qubits % 2 == 0, "uccsd needs pairs of spin orbitals, not %s", qubits);
    List<Integer> i = orbitals(qubits, occupied, 0);
    List<Integer> j = orbitals(qubits, occupied, 1);
    List<Integer> a = orbitals(qubits, ~occupied, 0);
    List<Integer> b = orbitals(qubits, ~occupied, 1);
    Circuit.Builder circuit = Circuit.on(qubits).basis(occupied);
    if (order == Order.DOUBLES_FIRST) {
      doubles(circuit.layer("doubles"), i, j, a, b);
      singles(circuit.layer("singles"), i, j, a, b);
    } else {
      singles(circuit.layer("singles"), i, j, a, b);
      doubles(circuit.layer("doubles"), i, j, a, b);
    }
    Circuit built = circuit.build();
    Check.that(built.parameters() > 0, "uccsd has nothing to excite: no orbital of a spin is free");
    return built;
  }

  /** The reference determinant itself, where the gradient of the doubles does not vanish. */
  @Override
  public double[] start(Circuit circuit, UniformRandomProvider rng) {
    return new double[circuit.parameters()];
  }

  private static void singles(
      Circuit.Builder to, List<Integer> i, List<Integer> j, List<Integer> a, List<Integer> b) {
    products(to, tuples(i), tuples(a));
    products(to, tuples(j), tuples(b));
  }

  private static void doubles(
      Circuit.Builder to, List<Integer> i, List<Integer> j, List<Integer> a, List<Integer> b) {
    products(to, pairs(i), pairs(a));
    products(to, pairs(j), pairs(b));
    products(to, pairs(i, j), pairs(a, b));
  }

  private static void products(
      Circuit.Builder to, List<List<Integer>> losses, List<List<Integer>> gains) {
    for (List<Integer> loss : losses) {
      for (List<Integer> gain : gains) {
        to.excitation(loss, gain);
      }
    }
  }

  private static List<List<Integer>> tuples(List<Integer> orbitals) {
    return orbitals.stream().map(List::of).toList();
  }

  /** All pairs in ascending order. */
  private static List<List<Integer>> pairs(List<Integer> orbitals) {
    return pairs(orbitals, orbitals).stream().filter(p -> p.get(0) < p.get(1)).toList();
  }

  private static List<List<Integer>> pairs(List<Integer> first, List<Integer> second) {
    List<List<Integer>> pairs = new ArrayList<>();
    for (int p : first) {
      for (int q : second) {
        pairs.add(List.of(p, q));
      }
    }
    return pairs;
  }

  private static List<Integer> orbitals(int qubits, long set, int spin) {
    List<Integer> orbitals = new ArrayList<>();
    for (int q = spin; q < qubits; q += 2) {
      if ((set >>> q & 1) == 1) {
        orbitals.add(q);
      }
    }
    return orbitals;
  }
}
