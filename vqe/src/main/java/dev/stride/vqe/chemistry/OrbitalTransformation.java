package dev.stride.vqe.chemistry;

import static dev.stride.vqe.chemistry.MolecularIntegrals.pair;
import static dev.stride.vqe.chemistry.MolecularIntegrals.pairs;

/**
 * Integrals over the functions of a basis set become integrals over orbitals, (ij|kl) = Σ_pqrs C_ip
 * C_jq C_kr C_ls (pq|rs), index by index: O(n⁵).
 */
final class OrbitalTransformation {
  private OrbitalTransformation() {}

  /** The integrals in the orbitals of a Hartree-Fock solution. */
  static MolecularIntegrals transform(
      AtomicIntegrals ao, HartreeFock.Result solution, int electrons, double nuclear) {
    double[][] c = solution.orbitals();
    double[][] core =
        Matrix.sum(ao.kinetic()[0], ao.kinetic()[1], ao.kinetic()[2], ao.attraction());
    return new MolecularIntegrals(
        c.length,
        electrons,
        0,
        nuclear,
        packed(Matrix.between(c, core)),
        two(ao, c),
        solution.orbitalEnergies());
  }

  private static double[] two(AtomicIntegrals ao, double[][] c) {
    int functions = ao.functions();
    int orbitals = c.length;
    // half[ij][rs] = (ij|rs), i and j orbitals and r and s functions
    double[][] half = new double[pairs(orbitals)][pairs(functions)];
    double[][] matrix = new double[functions][functions];
    for (int r = 0; r < functions; r++) {
      for (int s = 0; s <= r; s++) {
        int rs = pair(r, s);
        for (int p = 0; p < functions; p++) {
          for (int q = 0; q <= p; q++) {
            matrix[p][q] = ao.repulsion()[pair(pair(p, q), rs)];
            matrix[q][p] = matrix[p][q];
          }
        }
        double[][] transformed = Matrix.between(c, matrix);
        for (int i = 0; i < orbitals; i++) {
          for (int j = 0; j <= i; j++) {
            half[pair(i, j)][rs] = transformed[i][j];
          }
        }
      }
    }
    double[] two = new double[pairs(half.length)];
    for (int ij = 0; ij < half.length; ij++) {
      for (int r = 0; r < functions; r++) {
        for (int s = 0; s <= r; s++) {
          matrix[r][s] = half[ij][pair(r, s)];
          matrix[s][r] = matrix[r][s];
        }
      }
      double[] row = packed(Matrix.between(c, matrix));
      System.arraycopy(row, 0, two, pairs(ij), ij + 1);
    }
    return two;
  }

  private static double[] packed(double[][] matrix) {
    double[] packed = new double[pairs(matrix.length)];
    for (int i = 0; i < matrix.length; i++) {
      System.arraycopy(matrix[i], 0, packed, pairs(i), i + 1);
    }
    return packed;
  }
}
