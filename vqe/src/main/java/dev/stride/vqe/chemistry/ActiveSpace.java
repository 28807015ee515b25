package dev.stride.vqe.chemistry;

import dev.stride.optim.Check;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A choice of orbitals, by their position in the full list counted from 0: those that keep two
 * electrons each, and those that the remaining electrons share. The others stay empty.
 *
 * @param frozen doubly occupied orbitals i, j
 * @param active the orbitals to keep, in their new order
 */
public record ActiveSpace(List<Integer> frozen, List<Integer> active) {
  public ActiveSpace {
    frozen = List.copyOf(frozen);
    active = List.copyOf(active);
    Set<Integer> seen = new HashSet<>();
    for (List<Integer> part : List.of(frozen, active)) {
      for (int p : part) {
        Check.that(p >= 0 && seen.add(p), "orbital %s is named twice, or below 0", p);
      }
    }
    Check.that(!active.isEmpty(), "an active space needs at least one active orbital");
  }

  /**
   * The molecule that the active electrons see, with the frozen ones in its numbers:
   *
   * <p>E′_core = E_core + 2 Σ_i h_ii + Σ_ij [2 (ii|jj) - (ij|ji)],
   *
   * <p>h′_pq = h_pq + Σ_i [2 (pq|ii) - (pi|iq)],
   *
   * <p>and (pq|rs) as they are. Orbital energies, which contain the frozen field already, are kept.
   */
  public MolecularIntegrals reduce(MolecularIntegrals full) {
    requireOrbitals(frozen, full);
    requireOrbitals(active, full);
    int n = active.size();
    double[] one = new double[MolecularIntegrals.pairs(n)];
    double[] two = new double[MolecularIntegrals.pairs(one.length)];
    double[] energies = full.orbitalEnergies().length == 0 ? new double[0] : new double[n];
    for (int p = 0; p < n; p++) {
      int fullP = active.get(p);
      if (energies.length > 0) {
        energies[p] = full.orbitalEnergies()[fullP];
      }
      for (int q = 0; q <= p; q++) {
        one[MolecularIntegrals.pair(p, q)] = oneInField(full, fullP, active.get(q));
      }
    }
    fillTwo(full, two);
    return new MolecularIntegrals(
        n,
        full.electrons() - 2 * frozen.size(),
        full.ms2(),
        frozenEnergy(full),
        one,
        two,
        energies);
  }

  private double frozenEnergy(MolecularIntegrals full) {
    double energy = full.core();
    for (int i : frozen) {
      energy += 2 * full.one(i, i);
      for (int j : frozen) {
        energy += 2 * full.two(i, i, j, j) - full.two(i, j, j, i);
      }
    }
    return energy;
  }

  private double oneInField(MolecularIntegrals full, int p, int q) {
    double h = full.one(p, q);
    for (int i : frozen) {
      h += 2 * full.two(p, q, i, i) - full.two(p, i, i, q);
    }
    return h;
  }

  private void fillTwo(MolecularIntegrals full, double[] two) {
    int n = active.size();
    for (int p = 0; p < n; p++) {
      for (int q = 0; q <= p; q++) {
        int pq = MolecularIntegrals.pair(p, q);
        for (int r = 0; r <= p; r++) {
          for (int s = 0; s <= r; s++) {
            two[MolecularIntegrals.pair(pq, MolecularIntegrals.pair(r, s))] =
                full.two(active.get(p), active.get(q), active.get(r), active.get(s));
          }
        }
      }
    }
  }

  private static void requireOrbitals(List<Integer> orbitals, MolecularIntegrals full) {
    int n = full.orbitals();
    for (int p : orbitals) {
      Check.that(p < n, "there is no orbital %s: they are 0 to %s", p, n - 1);
    }
  }
}
