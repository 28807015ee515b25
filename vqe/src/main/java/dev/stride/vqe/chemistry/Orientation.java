package dev.stride.vqe.chemistry;

/**
 * What the Fock operator leaves open in its eigenvectors. Degenerate orbitals are turned so that
 * the anisotropic kinetic energy 1·T_x + 2·T_y + 4·T_z is diagonal among them, ascending: along the
 * axes of the geometry, where its symmetry has them. The first coefficient of largest modulus
 * becomes positive.
 */
final class Orientation {
  /** Coefficients whose moduli differ by less, relatively, are equal by symmetry. */
  private static final double EQUAL = 1e-6;

  private static final double[] WEIGHT = {1, 2, 4};

  private Orientation() {}

  /** Turns orbitals in place, never an occupied one with an empty one. */
  static void fix(double[][] orbitals, double[] energies, int occupied, AtomicIntegrals ao) {
    for (int first = 0; first < energies.length; ) {
      int end = first + 1;
      while (end < energies.length
          && end != occupied
          && energies[end] - energies[end - 1] < HartreeFock.DEGENERATE) {
        end++;
      }
      if (end > first + 1) {
        turn(orbitals, first, end, ao);
      }
      first = end;
    }
    for (double[] orbital : orbitals) {
      makePositive(orbital);
    }
  }

  private static void turn(double[][] orbitals, int first, int end, AtomicIntegrals ao) {
    int n = ao.functions();
    double[][] kinetic = new double[n][n];
    for (int axis = 0; axis < 3; axis++) {
      for (int p = 0; p < n; p++) {
        for (int q = 0; q < n; q++) {
          kinetic[p][q] += WEIGHT[axis] * ao.kinetic()[axis][p][q];
        }
      }
    }
    double[][] set = new double[end - first][];
    System.arraycopy(orbitals, first, set, 0, set.length);
    Jacobi.diagonalise(Matrix.between(set, kinetic), set);
    System.arraycopy(set, 0, orbitals, first, set.length);
  }

  private static void makePositive(double[] orbital) {
    double largest = 0;
    for (double c : orbital) {
      largest = Math.max(largest, Math.abs(c));
    }
    for (double c : orbital) {
      if (Math.abs(c) > (1 - EQUAL) * largest) {
        if (c < 0) {
          for (int p = 0; p < orbital.length; p++) {
            orbital[p] = -orbital[p];
          }
        }
        return;
      }
    }
  }
}
