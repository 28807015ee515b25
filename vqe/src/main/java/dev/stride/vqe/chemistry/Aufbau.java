package dev.stride.vqe.chemistry;

import java.util.Arrays;

/**
 * The reference determinant: electrons in the orbitals of lowest energy, wherever a file lists
 * them.
 *
 * <p>Orbital energies that came with the integrals decide, unless all are equal, as where a program
 * writes zeros. Otherwise the diagonal of the Fock operator does,
 *
 * <p>ε_p = h_pp + Σ_q n_q [(pp|qq) - ½ (pq|qp)],
 *
 * <p>which depends on the occupations n_q: so the filling is repeated until it reproduces itself,
 * once from the bare h_pp and once from electrons spread evenly over all orbitals, and of what
 * reproduces itself the determinant of lowest energy is taken. Should the filling run in a circle,
 * that of lowest energy on the way is.
 *
 * <p>Open shells: one order for both spins (hence the half, the average of the two spins' Fock
 * operators); the lowest orbitals are doubly occupied and the next hold the unpaired electrons.
 * Orbitals within 1e-8 hartree of the last one filled count as equal, and the one listed first is
 * filled first.
 */
public final class Aufbau {
  private static final double TIE = 1e-8;

  /** A filling that has not reproduced itself by then runs in a circle; two or three are usual. */
  private static final int ROUNDS = 50;

  private Aufbau() {}

  /** The reference determinant of a molecule. */
  public static Determinant reference(MolecularIntegrals m) {
    if (differ(m.orbitalEnergies())) {
      return fill(m, m.orbitalEnergies());
    }
    double[] even = new double[m.orbitals()];
    Arrays.fill(even, (double) m.electrons() / m.orbitals());
    Filling bare = repeat(m, fill(m, fockDiagonal(m, new double[m.orbitals()])));
    Filling spread = repeat(m, fill(m, fockDiagonal(m, even)));
    return (spread.isBetterThan(bare) ? spread : bare).determinant;
  }

  /** Energy of the reference determinant in hartree; the Hartree-Fock energy in its orbitals. */
  public static double hartreeFockEnergy(MolecularIntegrals m) {
    return reference(m).energy(m);
  }

  private static boolean differ(double[] energies) {
    for (double energy : energies) {
      if (Math.abs(energy - energies[0]) > TIE) {
        return true;
      }
    }
    return false;
  }

  private record Filling(Determinant determinant, double energy, boolean reproducesItself) {
    boolean isBetterThan(Filling other) {
      return reproducesItself == other.reproducesItself ? energy < other.energy : reproducesItself;
    }
  }

  private static Filling repeat(MolecularIntegrals m, Determinant first) {
    Determinant now = first;
    Filling best = new Filling(now, now.energy(m), false);
    for (int round = 0; round < ROUNDS; round++) {
      Determinant next = fill(m, fockDiagonal(m, occupations(m, now)));
      Filling filling =
          new Filling(
              next, next.energy(m), next.alpha() == now.alpha() && next.beta() == now.beta());
      if (filling.reproducesItself) {
        return filling;
      }
      best = filling.energy < best.energy ? filling : best;
      now = next;
    }
    return best;
  }

  private static double[] occupations(MolecularIntegrals m, Determinant determinant) {
    double[] n = new double[m.orbitals()];
    Arrays.setAll(n, determinant::occupation);
    return n;
  }

  private static double[] fockDiagonal(MolecularIntegrals m, double[] n) {
    double[] energies = new double[m.orbitals()];
    for (int p = 0; p < energies.length; p++) {
      energies[p] = m.one(p, p);
      for (int q = 0; q < energies.length; q++) {
        energies[p] += n[q] * (m.two(p, p, q, q) - 0.5 * m.two(p, q, q, p));
      }
    }
    return energies;
  }

  private static Determinant fill(MolecularIntegrals m, double[] energies) {
    return new Determinant(
        lowest(energies, m.alphaElectrons()), lowest(energies, m.betaElectrons()));
  }

  /** Mask of the {@code count} lowest orbitals; the first of those that tie for the last place. */
  private static long lowest(double[] energies, int count) {
    if (count == 0) {
      return 0;
    }
    double[] sorted = energies.clone();
    Arrays.sort(sorted);
    double border = sorted[count - 1];
    long mask = 0;
    for (int p = 0; p < energies.length; p++) {
      mask |= energies[p] < border - TIE ? 1L << p : 0;
    }
    for (int p = 0; p < energies.length && Long.bitCount(mask) < count; p++) {
      mask |= energies[p] <= border + TIE ? 1L << p : 0;
    }
    return mask;
  }
}
