package dev.stride.vqe.chemistry;

import static dev.stride.vqe.chemistry.MolecularIntegrals.pair;

/**
 * Restricted Hartree-Fock: N/2 doubly occupied orbitals that make the energy of one determinant
 * stationary (Szabo and Ostlund, Modern Quantum Chemistry, section 3.4),
 *
 * <p>F = h + G(P), G_pq = Σ_rs P_rs [(pq|rs) - ½ (pr|qs)], P = 2 C_occ C_occᵀ, E = E_nuc + ½ Σ P_pq
 * (h_pq + F_pq).
 *
 * <p>Starts from the atoms' density; Fock matrices are mixed by DIIS with the error FPS - SPF in an
 * orthonormal basis, and diagonalised in the orbitals of the iteration before, where they are
 * nearly diagonal. Converged when the largest error is below 1e-10; 1e-8 is accepted where rounding
 * allows no better. Should it not converge, or to a filling that leaves an empty orbital below an
 * occupied one, it starts again with virtual orbitals shifted upwards.
 *
 * <p>Cost: O(n⁴/8) an iteration.
 */
final class HartreeFock {
  private static final double AIM = 1e-10;
  private static final double ACCEPTED = 1e-8;
  private static final int ITERATIONS = 100;

  /** How often the mean of two fillings is tried before their orbitals are mixed. */
  private static final int MEANS = 3;

  /** Upward shifts of the virtual orbitals in hartree, tried in turn and then going on. */
  private static final double[] SHIFTS = {0.3, 1};

  /** Eigenvalues of the overlap below this belong to combinations that are nearly zero. */
  private static final double DEPENDENT = 1e-8;

  /** Densities that differ by less are the same. */
  private static final double SAME = 1e-4;

  /** Orbitals nearer than this, in hartree, are degenerate. */
  static final double DEGENERATE = 1e-6;

  /**
   * Where the iteration ended.
   *
   * @param energy in hartree, with the nuclei
   * @param orbitals rows are orbitals over the basis functions: occupied first, then by energy
   * @param orbitalEnergies in hartree
   * @param iterations of all attempts
   * @param converged whether to trust it
   */
  record Result(
      double energy,
      double[][] orbitals,
      double[] orbitalEnergies,
      int iterations,
      boolean converged) {}

  private final AtomicIntegrals ao;
  private final int pairs;
  private final double nuclear;
  private final Progress progress;
  private final double[][] core;
  private final double[][] orthonormal;
  private int iterations;

  HartreeFock(AtomicIntegrals ao, int electrons, double nuclear, Progress progress) {
    this.ao = ao;
    this.pairs = electrons / 2;
    this.nuclear = nuclear;
    this.progress = progress;
    this.core = Matrix.sum(ao.kinetic()[0], ao.kinetic()[1], ao.kinetic()[2], ao.attraction());
    this.orthonormal = orthonormal(ao.overlap());
  }

  /** Number of independent orbitals. */
  int orbitals() {
    return orthonormal.length;
  }

  /** From the atoms' density. */
  Result solve() {
    return solve(ao.guess());
  }

  /** From the determinant of the first of the given orbitals. */
  Result solveFrom(double[][] orbitals) {
    return solve(density(orbitals));
  }

  private Result solve(double[][] start) {
    double[][] orbitals = Matrix.copy(orthonormal);
    diagonalise(fock(start), orbitals, 0);
    Result result = iterate(orbitals, 0);
    for (int attempt = 0; attempt < SHIFTS.length && !result.converged; attempt++) {
      result = iterate(orbitals, SHIFTS[attempt]);
    }
    for (int attempt = 0; attempt < SHIFTS.length && !result.converged; attempt++) {
      result = iterate(result.orbitals, SHIFTS[attempt]);
    }
    return result;
  }

  private Result iterate(double[][] start, double shift) {
    double[][] orbitals = Matrix.copy(start);
    Diis diis = new Diis();
    double energy = 0;
    double error = Double.POSITIVE_INFINITY;
    int upsideDown = 0;
    double[][] fock = core;
    double[][] density = new double[0][];
    for (int k = 0; k < ITERATIONS; k++) {
      density = density(orbitals);
      fock = fock(density);
      energy = nuclear + 0.5 * (Matrix.trace(density, core) + Matrix.trace(density, fock));
      double[][] commutator = commutator(fock, density);
      error = largest(commutator);
      progress.iteration("RHF", ++iterations, energy, error);
      if (error > AIM) {
        diagonalise(diis.mix(fock, commutator), orbitals, shift);
        continue;
      }
      double[][] lowest = Matrix.copy(orbitals);
      diagonalise(fock, lowest, 0);
      if (isFilling(lowest, density)) {
        break;
      }
      // stationary, with an empty orbital below an occupied one: on from between the two
      diis = new Diis();
      if (++upsideDown <= MEANS) {
        diagonalise(fock(Matrix.mean(density, density(lowest))), orbitals, shift);
      } else {
        mixFrontier(fock, orbitals);
      }
    }
    double[] energies = diagonalise(fock, orbitals, 0);
    boolean converged = error < ACCEPTED && isFilling(orbitals, density);
    Orientation.fix(orbitals, energies, pairs, ao);
    return new Result(energy, orbitals, energies, iterations, converged);
  }

  /**
   * Turns the highest occupied and the lowest empty orbital into each other by 45°. Where two atoms
   * are too far apart to share a pair by themselves, the pair of one atom becomes that of a bond.
   */
  private void mixFrontier(double[][] fock, double[][] orbitals) {
    double[][] between = Matrix.between(orbitals, fock);
    int highest = 0;
    for (int i = 1; i < pairs; i++) {
      highest = between[i][i] > between[highest][highest] ? i : highest;
    }
    int lowest = pairs;
    for (int a = pairs + 1; a < between.length; a++) {
      lowest = between[a][a] < between[lowest][lowest] ? a : lowest;
    }
    for (int p = 0; p < core.length; p++) {
      double occupied = orbitals[highest][p];
      double empty = orbitals[lowest][p];
      orbitals[highest][p] = Math.sqrt(0.5) * (occupied + empty);
      orbitals[lowest][p] = Math.sqrt(0.5) * (empty - occupied);
    }
  }

  /** Whether a density is that of the first orbitals. */
  private boolean isFilling(double[][] orbitals, double[][] density) {
    double[][] filled = density(orbitals);
    double difference = 0;
    for (int p = 0; p < filled.length; p++) {
      for (int q = 0; q < filled.length; q++) {
        difference = Math.max(difference, Math.abs(filled[p][q] - density[p][q]));
      }
    }
    return difference < SAME;
  }

  /** Rows u_i/√s_i of the overlap's eigenvectors. */
  private static double[][] orthonormal(double[][] overlap) {
    double[][] vectors = Jacobi.identity(overlap.length);
    double[] values = Jacobi.diagonalise(Matrix.copy(overlap), vectors);
    int first = 0;
    while (values[first] < DEPENDENT) {
      first++;
    }
    double[][] kept = new double[values.length - first][];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = vectors[first + i];
      double scale = 1 / Math.sqrt(values[first + i]);
      for (int j = 0; j < values.length; j++) {
        kept[i][j] *= scale;
      }
    }
    return kept;
  }

  /** Replaces the orbitals by the eigenvectors of F in their space, and gives the eigenvalues. */
  private double[] diagonalise(double[][] fock, double[][] orbitals, double shift) {
    double[][] between = Matrix.between(orbitals, fock);
    for (int a = pairs; a < between.length; a++) {
      between[a][a] += shift;
    }
    return Jacobi.diagonalise(between, orbitals);
  }

  private double[][] density(double[][] orbitals) {
    int n = core.length;
    double[][] density = new double[n][n];
    for (int i = 0; i < pairs; i++) {
      double[] c = orbitals[i];
      for (int p = 0; p < n; p++) {
        for (int q = 0; q < n; q++) {
          density[p][q] += 2 * c[p] * c[q];
        }
      }
    }
    return density;
  }

  private double[][] commutator(double[][] fock, double[][] density) {
    double[][] fps = Matrix.times(fock, Matrix.times(density, ao.overlap()));
    double[][] projected = Matrix.between(orthonormal, fps);
    int n = projected.length;
    for (int p = 0; p < n; p++) {
      projected[p][p] = 0;
      for (int q = 0; q < p; q++) {
        projected[p][q] -= projected[q][p];
        projected[q][p] = -projected[p][q];
      }
    }
    return projected;
  }

  private static double largest(double[][] matrix) {
    double largest = 0;
    for (double[] row : matrix) {
      for (double value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  /** h + J - K/2, each of the eight equal integrals in one visit. */
  private double[][] fock(double[][] density) {
    int n = core.length;
    double[][] half = new double[n][n];
    double[] repulsion = ao.repulsion();
    for (int p = 0, at = 0; p < n; p++) {
      for (int q = 0; q <= p; q++) {
        int pq = pair(p, q);
        for (int r = 0; r <= p; r++) {
          for (int s = 0; s <= r && pair(r, s) <= pq; s++) {
            double v = repulsion[at++];
            if (v != 0) {
              v *= (p == q ? 0.5 : 1) * (r == s ? 0.5 : 1) * (p == r && q == s ? 0.5 : 1);
              half[p][q] += 2 * density[r][s] * v;
              half[r][s] += 2 * density[p][q] * v;
              v *= 0.5;
              half[p][r] -= density[q][s] * v;
              half[p][s] -= density[q][r] * v;
              half[q][r] -= density[p][s] * v;
              half[q][s] -= density[p][r] * v;
            }
          }
        }
      }
    }
    double[][] fock = new double[n][n];
    for (int p = 0; p < n; p++) {
      for (int q = 0; q < n; q++) {
        fock[p][q] = core[p][q] + half[p][q] + half[q][p];
      }
    }
    return fock;
  }
}
