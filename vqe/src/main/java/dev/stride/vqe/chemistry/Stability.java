package dev.stride.vqe.chemistry;

import static dev.stride.vqe.chemistry.MolecularIntegrals.pair;

/**
 * Whether a closed-shell Hartree-Fock solution is a minimum: the second derivatives of its energy
 * with respect to turning occupied orbitals i, j into empty ones a, b (Seeger and Pople 1977, J.
 * Chem. Phys. 66, 3045), δ_ij δ_ab (ε_a - ε_i) plus
 *
 * <pre>
 * 4 (ia|jb) - (ij|ab) - (ib|ja)   SINGLET: as closed shells with real orbitals (internal)
 *           - (ij|ab) - (ib|ja)   TRIPLET: differently for the two spins (RHF to UHF)
 *           - (ij|ab) + (ib|ja)   COMPLEX: as closed shells with complex orbitals
 * </pre>
 *
 * <p>A negative eigenvalue means a lower solution.
 */
final class Stability {
  enum Kind {
    SINGLET(4, -1),
    TRIPLET(0, -1),
    COMPLEX(0, 1);

    private final int coulomb;
    private final int exchange;

    Kind(int coulomb, int exchange) {
      this.coulomb = coulomb;
      this.exchange = exchange;
    }
  }

  /** Eigenvalues above this, negative, are zeros of free rotations. */
  private static final double ZERO = 1e-6;

  private Stability() {}

  /** The matrix, ia at i * (number of empty orbitals) + a. Empty where no orbital is. */
  static double[][] hessian(MolecularIntegrals m, Kind kind) {
    int occupied = m.electrons() / 2;
    int empty = m.orbitals() - occupied;
    double[] e = m.orbitalEnergies();
    double[][] h = new double[occupied * empty][occupied * empty];
    for (int i = 0; i < occupied; i++) {
      for (int a = occupied; a < m.orbitals(); a++) {
        int ia = i * empty + a - occupied;
        for (int j = 0; j <= i; j++) {
          for (int b = occupied; b < m.orbitals(); b++) {
            int jb = j * empty + b - occupied;
            double value =
                kind.coulomb * m.two()[pair(pair(i, a), pair(j, b))]
                    - m.two()[pair(pair(i, j), pair(a, b))]
                    + kind.exchange * m.two()[pair(pair(i, b), pair(j, a))];
            h[ia][jb] = value + (ia == jb ? e[a] - e[i] : 0);
            h[jb][ia] = h[ia][jb];
          }
        }
      }
    }
    return h;
  }

  /** The lowest eigenvalue, with its direction; infinite where nothing can be turned. */
  static Davidson.Eigenpair lowest(MolecularIntegrals m, Kind kind) {
    double[][] h = hessian(m, kind);
    return h.length == 0
        ? new Davidson.Eigenpair(Double.POSITIVE_INFINITY, new double[0])
        : Jacobi.lowest(h);
  }

  /** Whether no eigenvalue is negative, by Cholesky's factors: much less than an eigenvalue. */
  static boolean holds(MolecularIntegrals m, Kind kind) {
    double[][] h = hessian(m, kind);
    for (int k = 0; k < h.length; k++) {
      for (int i = 0; i <= k; i++) {
        double sum = h[k][i] + (i == k ? ZERO : 0);
        for (int j = 0; j < i; j++) {
          sum -= h[k][j] * h[i][j];
        }
        if (i < k) {
          h[k][i] = sum / h[i][i];
        } else if (sum > 0) {
          h[k][k] = Math.sqrt(sum);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /** Orbitals turned along a direction by {@code step} radian, orthonormal again. */
  static double[][] turned(double[][] orbitals, int occupied, double[] direction, double step) {
    int empty = orbitals.length - occupied;
    double[][] mixing = Jacobi.identity(orbitals.length);
    for (int i = 0; i < occupied; i++) {
      for (int a = 0; a < empty; a++) {
        mixing[i][occupied + a] = step * direction[i * empty + a];
      }
      for (int j = 0; j < i; j++) {
        double overlap = Matrix.dot(mixing[i], mixing[j]);
        for (int p = 0; p < mixing.length; p++) {
          mixing[i][p] -= overlap * mixing[j][p];
        }
      }
      double norm = Math.sqrt(Matrix.dot(mixing[i], mixing[i]));
      for (int p = 0; p < mixing.length; p++) {
        mixing[i][p] /= norm;
      }
    }
    return Matrix.times(mixing, orbitals);
  }
}
