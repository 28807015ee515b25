package dev.stride.vqe.circuit;

import dev.stride.vqe.chemistry.MolecularIntegrals;

/**
 * The symmetry of a molecule, found in its integrals. A symmetry that gives every orbital a sign
 * makes all integrals vanish whose signs multiply to -1; all such symmetries together allow exactly
 * those products of orbitals that are products of non-vanishing integrals. With the set of orbitals
 * that occur an odd number of times as a bit vector, these are the span of the integrals' vectors
 * over GF(2), and an excitation is totally symmetric where its vector is in there.
 *
 * <p>This is the largest Abelian subgroup of real characters (D2h and its subgroups), and whatever
 * else the integrals have of the kind; orbitals that mix its representations, such as a pair of π
 * orbitals not along the axes, hide it. Cost: O(n⁴) bit operations.
 */
final class OrbitalSymmetry {
  /** A vector by its highest bit; 0 where there is none. */
  private final long[] basis = new long[Long.SIZE];

  /**
   * @param threshold integrals at or below this, in hartree, count as vanishing
   */
  OrbitalSymmetry(MolecularIntegrals m, double threshold) {
    int n = m.orbitals();
    int pairs = MolecularIntegrals.pairs(n);
    long[] mask = new long[pairs];
    for (int p = 0, k = 0; p < n; p++) {
      for (int q = 0; q <= p; q++, k++) {
        mask[k] = 1L << p ^ 1L << q;
        if (Math.abs(m.one()[k]) > threshold) {
          insert(mask[k]);
        }
      }
    }
    for (int a = 0, k = 0; a < pairs; a++) {
      for (int b = 0; b <= a; b++, k++) {
        if (Math.abs(m.two()[k]) > threshold) {
          insert(mask[a] ^ mask[b]);
        }
      }
    }
  }

  /** Whether a product of orbitals, those that occur an odd number of times, is symmetric. */
  boolean allows(long orbitals) {
    return reduced(orbitals) == 0;
  }

  private void insert(long vector) {
    long rest = reduced(vector);
    if (rest != 0) {
      basis[Long.numberOfTrailingZeros(Long.highestOneBit(rest))] = rest;
    }
  }

  private long reduced(long vector) {
    long rest = vector;
    for (int bit = Long.SIZE - 1; bit >= 0 && rest != 0; bit--) {
      if ((rest >>> bit & 1) == 1) {
        rest ^= basis[bit];
      }
    }
    return rest;
  }
}
