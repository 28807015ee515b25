package dev.stride.vqe.operator;

import dev.stride.optim.Check;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Jordan-Wigner mapping (1928) with interleaved spins: qubit 2p is orbital p with spin up,
 * qubit 2p+1 orbital p with spin down, |1⟩ is occupied, and a_j = Z_0 ... Z_{j-1} (X_j + iY_j)/2.
 *
 * <p>A molecule with real orbitals needs only the Hermitian hops S_pq = E_pq + E_qp (p > q) and
 * S_pp = E_pp, each a sum of four strings:
 *
 * <p>S_pq = ½ Σ_σ (X_q Z...Z X_p + Y_q Z...Z Y_p), S_pp = ½ Σ_σ (1 - Z_p),
 *
 * <p>H = E_core + Σ_a h′_a S_a + ½ Σ_ab (a|b) S_a S_b, over pairs a = (p ≥ q), with h′_pq = h_pq -
 * ½ Σ_r (pr|rq).
 *
 * <p>In S_a S_b + S_b S_a strings that anticommute cancel and the others multiply to a real sign,
 * so no complex number occurs. Cost: 16 products of strings per distinct (a|b).
 */
public final class JordanWigner {
  /** Terms at or below this, in hartree, are rounding. */
  private static final double DROP = 1e-10;

  private static final int MAX_ORBITALS = 31;

  /** ½ of a string; all that hops consist of. */
  private record Half(PauliString string, int sign) {}

  private final Map<PauliString, Double> terms = new TreeMap<>();

  private JordanWigner() {}

  /**
   * The Hamiltonian of a molecule on 2n qubits, in hartree. The identity holds the core energy and
   * is always there; other terms at or below 1e-10 are dropped.
   *
   * @throws IllegalArgumentException beyond 31 orbitals, which is 62 qubits
   */
  public static PauliSum hamiltonian(MolecularIntegrals m) {
    int n = m.orbitals();
    Check.that(
        n <= MAX_ORBITALS,
        "%s orbitals need %s qubits, and a Pauli string has at most 62; choose an active space",
        n,
        2 * n);
    List<List<Half>> hops = new ArrayList<>();
    double[] h = new double[MolecularIntegrals.pairs(n)];
    for (int p = 0; p < n; p++) {
      for (int q = 0; q <= p; q++) {
        h[hops.size()] = withoutSelfContraction(m, p, q);
        hops.add(hop(p, q));
      }
    }
    JordanWigner sum = new JordanWigner();
    sum.add(PauliString.IDENTITY, m.core());
    for (int a = 0; a < h.length; a++) {
      for (Half half : hops.get(a)) {
        sum.add(half.string, 0.5 * h[a] * half.sign);
      }
      for (int b = 0; b <= a; b++) {
        double g = m.two()[MolecularIntegrals.pair(a, b)];
        sum.addProduct(a == b ? 0.5 * g : g, hops.get(a), hops.get(b));
      }
    }
    return PauliSum.of(2 * n, sum.terms, DROP);
  }

  private static double withoutSelfContraction(MolecularIntegrals m, int p, int q) {
    double h = m.one(p, q);
    for (int r = 0; r < m.orbitals(); r++) {
      h -= 0.5 * m.two(p, r, r, q);
    }
    return h;
  }

  /** S_pq for p ≥ q. */
  private static List<Half> hop(int p, int q) {
    List<Half> halves = new ArrayList<>();
    for (int spin = 0; spin < 2; spin++) {
      int from = 2 * q + spin;
      int to = 2 * p + spin;
      if (p == q) {
        halves.add(new Half(PauliString.IDENTITY, 1));
        halves.add(new Half(new PauliString(0, 1L << to), -1));
      } else {
        long ends = (1L << from) | (1L << to);
        long between = (1L << to) - (1L << (from + 1));
        halves.add(new Half(new PauliString(ends, between), 1));
        halves.add(new Half(new PauliString(ends, between | ends), 1));
      }
    }
    return halves;
  }

  /** Adds c (S_a S_b + S_b S_a)/2. */
  private void addProduct(double c, List<Half> a, List<Half> b) {
    if (c == 0) {
      return;
    }
    for (Half left : a) {
      for (Half right : b) {
        if (left.string.commutesWith(right.string)) {
          int sign = left.sign * right.sign * (1 - left.string.phaseWith(right.string));
          add(left.string.times(right.string), 0.25 * c * sign);
        }
      }
    }
  }

  private void add(PauliString string, double c) {
    terms.merge(string, c, Double::sum);
  }
}
