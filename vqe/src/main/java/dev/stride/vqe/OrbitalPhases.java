package dev.stride.vqe;

import dev.stride.vqe.chemistry.MolecularIntegrals;
import java.util.Arrays;

/**
 * Signs of orbitals. An orbital is defined up to its sign, and a program that is called for one
 * geometry after another may turn it between two of them; then parameters of excitations mean
 * something else.
 *
 * <p>The signs s that make the integrals of the next geometry most like those of the last one
 * maximise Σ h_pq h′_pq s_p s_q + Σ (pq|rs) (pq|rs)′ s_p s_q s_r s_s. They are searched by turning
 * one orbital, or two, as long as that raises the sum. Turns that no integral shows change no
 * Hamiltonian, so the parameters keep their meaning under them. Orbitals that change places, or mix
 * because they are degenerate, are not brought back.
 */
final class OrbitalPhases {
  private final int n;
  private final MolecularIntegrals last;
  private final MolecularIntegrals next;
  private final int[] sign;

  private OrbitalPhases(MolecularIntegrals last, MolecularIntegrals next) {
    this.n = next.orbitals();
    this.last = last;
    this.next = next;
    sign = new int[n];
    Arrays.fill(sign, 1);
  }

  /** The same molecule as {@code next}, its orbitals with the signs that they have in last. */
  static MolecularIntegrals aligned(MolecularIntegrals last, MolecularIntegrals next) {
    if (last.orbitals() != next.orbitals()) {
      return next;
    }
    OrbitalPhases phases = new OrbitalPhases(last, next);
    phases.search();
    return phases.turned();
  }

  private void search() {
    double likeness = likeness();
    boolean better = true;
    while (better) {
      better = false;
      for (int p = 0; p < n; p++) {
        for (int q = 0; q <= p; q++) {
          turn(p, q);
          double now = likeness();
          if (now > likeness + 1e-12) {
            likeness = now;
            better = true;
          } else {
            turn(p, q);
          }
        }
      }
    }
  }

  private void turn(int p, int q) {
    sign[p] = -sign[p];
    if (q < p) {
      sign[q] = -sign[q];
    }
  }

  private double likeness() {
    double sum = 0;
    for (int p = 0; p < n; p++) {
      for (int q = 0; q <= p; q++) {
        int a = MolecularIntegrals.pair(p, q);
        int first = sign[p] * sign[q];
        sum += first * last.one()[a] * next.one()[a];
        for (int r = 0; r <= p; r++) {
          for (int s = 0; s <= r; s++) {
            int b = MolecularIntegrals.pair(r, s);
            if (b <= a) {
              int ab = MolecularIntegrals.pair(a, b);
              sum += first * sign[r] * sign[s] * last.two()[ab] * next.two()[ab];
            }
          }
        }
      }
    }
    return sum;
  }

  private MolecularIntegrals turned() {
    double[] one = next.one().clone();
    double[] two = next.two().clone();
    for (int p = 0; p < n; p++) {
      for (int q = 0; q <= p; q++) {
        int a = MolecularIntegrals.pair(p, q);
        one[a] *= sign[p] * sign[q];
        for (int r = 0; r < n; r++) {
          for (int s = 0; s <= r; s++) {
            int b = MolecularIntegrals.pair(r, s);
            if (b <= a) {
              two[MolecularIntegrals.pair(a, b)] *= sign[p] * sign[q] * sign[r] * sign[s];
            }
          }
        }
      }
    }
    return new MolecularIntegrals(
        n, next.electrons(), next.ms2(), next.core(), one, two, next.orbitalEnergies());
  }
}
