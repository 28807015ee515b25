package dev.stride.vqe.circuit;

import dev.stride.vqe.chemistry.MolecularIntegrals;

/**
 * Møller-Plesset amplitudes of a determinant (Møller and Plesset 1934): the first-order
 * wavefunction has the excitation i,j → a,b, T = a†_a a†_b a_j a_i, with
 *
 * <p>t = [(ia|jb) - (ib|ja)] / (ε_i + ε_j - ε_a - ε_b),
 *
 * <p>integrals between different spins being zero, and ε_pσ = h_pp + Σ_q [(n_q↑ + n_q↓) (pp|qq) -
 * n_qσ (pq|qp)] the diagonal of the Fock operator, which in canonical orbitals is the orbital
 * energy. Single excitations have none (Brillouin).
 */
final class FirstOrder {
  /** Below this, in hartree, a denominator says that perturbation theory has nothing to say. */
  private static final double LEAST_GAP = 1e-3;

  private final MolecularIntegrals molecule;
  private final double[] energy;

  FirstOrder(Target target) {
    molecule = target.molecule();
    energy = new double[target.qubits()];
    for (int p = 0; p < energy.length; p++) {
      int x = p / 2;
      energy[p] = molecule.one(x, x);
      for (int q = 0; q < energy.length; q++) {
        if ((target.occupied() >>> q & 1) == 1) {
          int y = q / 2;
          double exchange = p % 2 == q % 2 ? molecule.two(x, y, y, x) : 0;
          energy[p] += molecule.two(x, x, y, y) - exchange;
        }
      }
    }
  }

  /** Diagonal of the Fock operator by spin orbital, in hartree. */
  double energy(int spinOrbital) {
    return energy[spinOrbital];
  }

  /**
   * t of the first part, which is that of all; 0 for singles, and where the denominator is not
   * below -1e-3 hartree.
   */
  double amplitude(Amplitude of) {
    if (of.rank() != 2) {
      return 0;
    }
    double gap = gap(of);
    return gap < -LEAST_GAP ? coupling(of) / gap : 0;
  }

  /** Whether |t| is above the threshold, without dividing. */
  boolean exceeds(Amplitude of, double threshold) {
    return Math.abs(coupling(of)) > threshold * Math.abs(gap(of));
  }

  private double gap(Amplitude of) {
    Amplitude.Part part = of.parts().get(0);
    return energy[part.loss().get(0)]
        + energy[part.loss().get(1)]
        - energy[part.gain().get(0)]
        - energy[part.gain().get(1)];
  }

  private double coupling(Amplitude of) {
    Amplitude.Part part = of.parts().get(0);
    int i = part.loss().get(0);
    int j = part.loss().get(1);
    int a = part.gain().get(0);
    int b = part.gain().get(1);
    return integral(i, a, j, b) - integral(i, b, j, a);
  }

  private double integral(int p, int q, int r, int s) {
    return p % 2 == q % 2 && r % 2 == s % 2 ? molecule.two(p / 2, q / 2, r / 2, s / 2) : 0;
  }
}
