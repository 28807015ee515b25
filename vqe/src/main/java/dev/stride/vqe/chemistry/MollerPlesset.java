package dev.stride.vqe.chemistry;

import dev.stride.optim.Check;

/**
 * Second-order Møller-Plesset perturbation theory (Møller and Plesset 1934, Phys. Rev. 46, 618) on
 * a closed-shell determinant of canonical orbitals: t_ijab = (ia|jb) / (ε_i + ε_j - ε_a - ε_b) and
 * E₂ = Σ_ijab t_ijab [2 (ia|jb) - (ib|ja)]. In an active space only its electrons are correlated.
 *
 * <p>The amplitude of the excitation i↑ j↓ → a↑ b↓ is t_ijab, that of i j → a b with equal spins
 * t_ijab - t_ijba.
 */
public final class MollerPlesset {
  private final MolecularIntegrals m;

  /**
   * @param m with orbital energies and as many electrons of either spin; the occupied orbitals are
   *     those of {@link Aufbau#reference}
   */
  public MollerPlesset(MolecularIntegrals m) {
    Check.that(
        m.orbitalEnergies().length == m.orbitals(), "perturbation theory needs orbital energies");
    Check.that(m.ms2() == 0, "perturbation theory is for closed shells, not MS2=%s", m.ms2());
    this.m = m;
  }

  /** t_ijab, i and j occupied and a and b empty orbitals. */
  public double amplitude(int i, int j, int a, int b) {
    double[] e = m.orbitalEnergies();
    return m.two(i, a, j, b) / (e[i] + e[j] - e[a] - e[b]);
  }

  /** E₂ in hartree, to be added to the Hartree-Fock energy. */
  public double correlation() {
    Determinant reference = Aufbau.reference(m);
    double energy = 0;
    for (int i = 0; i < m.orbitals(); i++) {
      for (int j = 0; reference.occupation(i) == 2 && j < m.orbitals(); j++) {
        if (reference.occupation(j) == 2) {
          energy += ofPair(reference, i, j);
        }
      }
    }
    return energy;
  }

  private double ofPair(Determinant reference, int i, int j) {
    double energy = 0;
    for (int a = 0; a < m.orbitals(); a++) {
      for (int b = 0; reference.occupation(a) == 0 && b < m.orbitals(); b++) {
        if (reference.occupation(b) == 0) {
          energy += amplitude(i, j, a, b) * (2 * m.two(i, a, j, b) - m.two(i, b, j, a));
        }
      }
    }
    return energy;
  }
}
