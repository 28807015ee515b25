package dev.stride.vqe.chemistry;

/**
 * A Slater determinant: which orbitals hold an electron of which spin.
 *
 * @param alpha bit p is set where orbital p holds an electron with spin up
 * @param beta the same with spin down
 */
public record Determinant(long alpha, long beta) {

  /**
   * The basis state that the determinant is under Jordan-Wigner with interleaved spins: bit 2p for
   * orbital p with spin up, bit 2p+1 with spin down. Up to 31 orbitals.
   */
  public long basisState() {
    return spread(alpha) | (spread(beta) << 1);
  }

  /** The determinant that a basis state is, see {@link #basisState()}. */
  public static Determinant of(long basisState) {
    return new Determinant(gather(basisState), gather(basisState >>> 1));
  }

  /** Bit 2p moves to bit p; the odd ones are left out. */
  private static long gather(long wide) {
    long mask = 0;
    for (long left = wide & 0x5555555555555555L; left != 0; left &= left - 1) {
      mask |= 1L << (Long.numberOfTrailingZeros(left) / 2);
    }
    return mask;
  }

  /** Bit p moves to bit 2p. */
  private static long spread(long mask) {
    long wide = 0;
    for (long left = mask; left != 0; left &= left - 1) {
      wide |= 1L << (2 * Long.numberOfTrailingZeros(left));
    }
    return wide;
  }

  /**
   * ⟨D|H|D⟩ = E_core + Σ_p n_p h_pp + ½ Σ_pq [n_p n_q (pp|qq) - (α_p α_q + β_p β_q) (pq|qp)], with
   * the occupations α_p, β_p of 0 or 1 and n_p their sum. In hartree.
   */
  public double energy(MolecularIntegrals m) {
    double energy = m.core();
    for (int p = 0; p < m.orbitals(); p++) {
      energy += occupation(p) * m.one(p, p);
      for (int q = 0; q < m.orbitals(); q++) {
        long sameSpin = ((alpha >>> p) & (alpha >>> q) & 1) + ((beta >>> p) & (beta >>> q) & 1);
        energy +=
            0.5
                * (occupation(p) * occupation(q) * m.two(p, p, q, q)
                    - sameSpin * m.two(p, q, q, p));
      }
    }
    return energy;
  }

  /** Number of electrons in orbital p: 0, 1 or 2. */
  public int occupation(int p) {
    return (int) ((alpha >>> p & 1) + (beta >>> p & 1));
  }
}
