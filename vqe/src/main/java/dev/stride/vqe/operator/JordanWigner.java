package dev.stride.vqe.operator;

import dev.stride.optim.Check;
import dev.stride.vqe.chemistry.MolecularIntegrals;

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
 * <p>In S_a S_b + S_b S_a strings that anticommute cancel and the others multiply to a real sign.
 * Strings are X^x Z^z here, and YY = -XXZZ: so the four of a hop have the signs +, -, +, -, and
 * those of a product follow from Z^z X^x′ = (-1)^|z∧x′| X^x′ Z^z. Cost: 16 products of strings per
 * distinct (a|b).
 */
public record JordanWigner() implements Mapping {
  /** Terms at or below this, in hartree, are rounding. */
  private static final double DROP = 1e-10;

  private static final int MAX_ORBITALS = 31;

  /** The strings of the hops, four for each pair of orbitals. */
  private record Hops(long[] x, long[] z) {
    /** S_pq for p ≥ q. */
    void set(int pair, int p, int q, Spins spins) {
      for (int spin = 0; spin < 2; spin++) {
        long from = 1L << spins.position(2 * q + spin);
        long to = 1L << spins.position(2 * p + spin);
        int at = 4 * pair + 2 * spin;
        // No qubit is flipped, nor is any between, where p = q.
        x[at] = from ^ to;
        x[at + 1] = from ^ to;
        z[at] = p == q ? 0 : to - 2 * from;
        z[at + 1] = z[at] ^ (from | to);
      }
    }
  }

  @Override
  public Encoding encoding(int modes, long occupied) {
    long[] stored = new long[modes];
    for (int j = 0; j < modes; j++) {
      stored[j] = 1L << j;
    }
    return Encoding.of(Spins.interleaved(modes), stored);
  }

  /**
   * The Hamiltonian of a molecule on 2n qubits, in hartree. The identity holds the core energy and
   * is always there; other terms at or below 1e-10 are dropped.
   *
   * @throws IllegalArgumentException beyond 31 orbitals, which is 62 qubits
   */
  public static PauliSum hamiltonian(MolecularIntegrals m) {
    return hamiltonian(m, Spins.interleaved(2 * m.orbitals()));
  }

  /** The same with the spin orbitals in another order. */
  static PauliSum hamiltonian(MolecularIntegrals m, Spins spins) {
    int n = m.orbitals();
    Check.that(
        n <= MAX_ORBITALS,
        "%s orbitals need %s qubits, and a Pauli string has at most 62; choose an active space",
        n,
        2 * n);
    int pairs = MolecularIntegrals.pairs(n);
    double[] h = new double[pairs];
    Hops hops = new Hops(new long[4 * pairs], new long[4 * pairs]);
    int pair = 0;
    for (int p = 0; p < n; p++) {
      for (int q = 0; q <= p; q++) {
        h[pair] = withoutSelfContraction(m, p, q);
        hops.set(pair++, p, q, spins);
      }
    }
    Terms terms = new Terms(pairs * pairs);
    terms.add(0, 0, m.core());
    for (int a = 0; a < pairs; a++) {
      for (int k = 4 * a; k < 4 * a + 4; k++) {
        terms.add(hops.x[k], hops.z[k], (k & 1) == 0 ? 0.5 * h[a] : -0.5 * h[a]);
      }
      for (int b = 0; b <= a; b++) {
        double g = m.two()[MolecularIntegrals.pair(a, b)];
        if (g != 0) {
          addProduct(a == b ? 0.125 * g : 0.25 * g, hops, a, b, terms);
        }
      }
    }
    return PauliSum.ofReal(2 * n, terms, DROP);
  }

  private static double withoutSelfContraction(MolecularIntegrals m, int p, int q) {
    double h = m.one(p, q);
    for (int r = 0; r < m.orbitals(); r++) {
      h -= 0.5 * m.two(p, r, r, q);
    }
    return h;
  }

  /** Adds 2c (S_a S_b + S_b S_a). */
  private static void addProduct(double c, Hops hops, int a, int b, Terms terms) {
    for (int j = 4 * a; j < 4 * a + 4; j++) {
      long x = hops.x[j];
      long z = hops.z[j];
      for (int k = 4 * b; k < 4 * b + 4; k++) {
        int forth = Long.bitCount(z & hops.x[k]);
        int back = Long.bitCount(hops.z[k] & x);
        if (((forth ^ back) & 1) == 0) {
          boolean plus = ((forth ^ j ^ k) & 1) == 0;
          terms.add(x ^ hops.x[k], z ^ hops.z[k], plus ? c : -c);
        }
      }
    }
  }
}
