package dev.stride.vqe.chemistry;

import dev.stride.optim.Check;
import java.util.List;

/**
 * Integrals over the functions of a basis set, in atomic units; matrices are symmetric and n by n.
 *
 * @param overlap ⟨p|q⟩
 * @param kinetic ⟨p|-½∂²/∂x²|q⟩, and the same for y and z; the kinetic energy is their sum
 * @param attraction ⟨p|-Σ_A Z_A/r_A|q⟩
 * @param position ⟨p|x|q⟩, y and z, about the origin of the geometry
 * @param repulsion (pq|rs), stored as in {@link MolecularIntegrals}
 * @param guess a density matrix of the atoms, see {@link #of}
 */
record AtomicIntegrals(
    double[][] overlap,
    double[][][] kinetic,
    double[][] attraction,
    double[][][] position,
    double[] repulsion,
    double[][] guess) {

  int functions() {
    return overlap.length;
  }

  /**
   * All integrals of a molecule; the shells atom by atom, as {@link Basis} lists them.
   *
   * <p>The guess has the electrons of the neutral atoms in their shells, p shells filled evenly; of
   * functions that share a shell, as in split valence, each gets as much.
   */
  static AtomicIntegrals of(Geometry geometry, List<Shell> shells) {
    Shell last = shells.get(shells.size() - 1);
    int n = last.first + last.functions();
    Check.that(
        n <= MolecularIntegrals.MAX_ORBITALS,
        "the molecule has %s basis functions, and at most %s are supported",
        n,
        MolecularIntegrals.MAX_ORBITALS);
    ShellPair[] pairs = new ShellPair[MolecularIntegrals.pairs(shells.size())];
    for (int i = 0; i < shells.size(); i++) {
      for (int j = 0; j <= i; j++) {
        pairs[MolecularIntegrals.pair(i, j)] = new ShellPair(shells.get(i), shells.get(j));
      }
    }
    OneElectron one = new OneElectron(n, geometry);
    for (ShellPair pair : pairs) {
      one.add(pair);
    }
    return new AtomicIntegrals(
        one.overlap,
        one.kinetic,
        one.attraction,
        one.position,
        new Repulsion(n, pairs).integrals(),
        guess(shells, one.overlap));
  }

  private static double[][] guess(List<Shell> shells, double[][] overlap) {
    double[][] density = new double[overlap.length][overlap.length];
    for (int at = 0; at < shells.size(); ) {
      Atom atom = shells.get(at).atom;
      int core = atom.element().coreElectrons();
      if (core > 0) {
        fill(density, overlap, shells.subList(at, at + 1), 0, core);
        at++;
      }
      int end = at;
      while (end < shells.size() && shells.get(end).atom.distance(atom) == 0) {
        end++;
      }
      List<Shell> valence = shells.subList(at, end);
      int electrons = atom.element().charge() - core;
      int inS = Math.min(2, electrons);
      fill(density, overlap, valence, 0, inS);
      for (int axis = 1; axis <= 3 && electrons > inS; axis++) {
        fill(density, overlap, valence, axis, (electrons - inS) / 3.0);
      }
      at = end;
    }
    return density;
  }

  private static void fill(
      double[][] density, double[][] overlap, List<Shell> shells, int function, double electrons) {
    double norm = 0;
    for (Shell a : shells) {
      for (Shell b : shells) {
        norm += overlap[a.first + function][b.first + function];
      }
    }
    for (Shell a : shells) {
      for (Shell b : shells) {
        density[a.first + function][b.first + function] = electrons / norm;
      }
    }
  }
}
