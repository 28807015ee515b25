package dev.stride.vqe.chemistry;

import dev.stride.optim.Check;

/**
 * A molecule in a basis of n real orthonormal orbitals, the same for both spins:
 *
 * <p>H = E_core + Σ_pq h_pq E_pq + ½ Σ_pqrs (pq|rs) (E_pq E_rs - δ_qr E_ps), with E_pq = Σ_σ a†_pσ
 * a_qσ and the two-electron integrals in chemists' notation, (pq|rs) = ∫∫ p(1)q(1) r(2)s(2) / r₁₂.
 * Orbitals count from 0.
 *
 * <p>Symmetry is in the storage: h_pq = h_qp at {@code one[pair(p, q)]}, and the eight equal
 * (pq|rs) = (qp|rs) = (rs|pq) = ... at {@code two[pair(pair(p, q), pair(r, s))]}.
 *
 * @param orbitals n, at most 63
 * @param electrons number of electrons
 * @param ms2 twice the spin projection: alpha minus beta electrons
 * @param core E_core in hartree: nuclear repulsion, and what frozen electrons add
 * @param one h by {@link #pair}, in hartree
 * @param two (pq|rs) by {@link #pair} of pairs, in hartree
 * @param orbitalEnergies in hartree by orbital; empty when they are not known
 */
public record MolecularIntegrals(
    int orbitals,
    int electrons,
    int ms2,
    double core,
    double[] one,
    double[] two,
    double[] orbitalEnergies) {
  /** So that a mask of orbitals fits a long. */
  public static final int MAX_ORBITALS = 63;

  public MolecularIntegrals {
    requireFit(orbitals, electrons, ms2);
    int pairs = pairs(orbitals);
    Check.that(
        one.length == pairs && two.length == pairs(pairs),
        "%s orbitals have %s one-electron and %s two-electron integrals, not %s and %s",
        orbitals,
        pairs,
        pairs(pairs),
        one.length,
        two.length);
    Check.that(
        orbitalEnergies.length == 0 || orbitalEnergies.length == orbitals,
        "orbital energies are given for %s of %s orbitals; give all of them or none",
        orbitalEnergies.length,
        orbitals);
  }

  /** Fails unless the electrons of either spin find room in the orbitals. */
  static void requireFit(int orbitals, int electrons, int ms2) {
    Check.that(
        orbitals >= 1 && orbitals <= MAX_ORBITALS,
        "the number of orbitals must be from 1 to %s, not %s",
        MAX_ORBITALS,
        orbitals);
    Check.that(electrons >= 1, "the number of electrons must be at least 1, not %s", electrons);
    Check.that(
        (electrons - ms2) % 2 == 0,
        "MS2=%s does not fit %s electrons: both must be even, or both odd",
        ms2,
        electrons);
    Check.that(
        Math.abs((long) ms2) <= electrons,
        "MS2=%s does not fit %s electrons: it is from -%s to %s",
        ms2,
        electrons,
        electrons,
        electrons);
    long larger = (electrons + Math.abs((long) ms2)) / 2;
    Check.that(
        larger <= orbitals,
        "%s electrons with MS2=%s do not fit %s orbitals: %s of one spin need as many orbitals",
        electrons,
        ms2,
        orbitals,
        larger);
  }

  /** Position of an unordered pair, counted from 0: p(p+1)/2 + q for p ≥ q. */
  public static int pair(int p, int q) {
    return p >= q ? p * (p + 1) / 2 + q : q * (q + 1) / 2 + p;
  }

  /** Number of unordered pairs of n things, each with itself included. */
  public static int pairs(int n) {
    return Math.multiplyExact(n, n + 1) / 2;
  }

  /** h_pq in hartree. */
  public double one(int p, int q) {
    return one[pair(p, q)];
  }

  /** (pq|rs) in hartree. */
  public double two(int p, int q, int r, int s) {
    return two[pair(pair(p, q), pair(r, s))];
  }

  /** Number of electrons with spin up. */
  public int alphaElectrons() {
    return (electrons + ms2) / 2;
  }

  /** Number of electrons with spin down. */
  public int betaElectrons() {
    return (electrons - ms2) / 2;
  }
}
