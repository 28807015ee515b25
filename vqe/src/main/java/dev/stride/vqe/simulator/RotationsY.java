package dev.stride.vqe.simulator;

/** exp(-iθY/2) on different qubits: real, so that the parts of the state are rotated alike. */
final class RotationsY extends Operation {
  private final int[] bit;
  private final int[] turn;
  private final double[] c;
  private final double[] s;
  private final double[] sums = new double[2];

  /**
   * @param qubits the qubits, all different
   * @param turns their turns
   */
  RotationsY(int[] qubits, int[] turns) {
    bit = new int[qubits.length];
    for (int k = 0; k < qubits.length; k++) {
      bit[k] = 1 << qubits[k];
    }
    turn = turns;
    c = new double[qubits.length];
    s = new double[qubits.length];
  }

  @Override
  void set(double[] cos, double[] sin) {
    for (int k = 0; k < turn.length; k++) {
      c[k] = cos[turn[k]];
      s[k] = sin[turn[k]];
    }
  }

  @Override
  void apply(State psi) {
    rotate(psi.re, 1);
    rotate(psi.im, 1);
  }

  @Override
  void undo(State psi) {
    rotate(psi.re, -1);
    rotate(psi.im, -1);
  }

  /** All these rotations commute, so that some may be undone while others are still to be asked. */
  @Override
  void back(State lambda, State psi, double[] gradient) {
    back(lambda.re, psi.re, gradient);
    back(lambda.im, psi.im, gradient);
  }

  @Override
  void generate(int wanted, State psi, State into) {
    int k = indexOf(turn, wanted);
    quarter(psi.re, into.re, bit[k]);
    quarter(psi.im, into.im, bit[k]);
  }

  private void rotate(double[] a, int sign) {
    for (int k = 0; k < bit.length; k++) {
      if (pairs(k)) {
        Kernels.rotate(a, bit[k], c[k], sign * s[k], c[k + 1], sign * s[k + 1]);
        k++;
      } else {
        Kernels.rotate(a, bit[k], c[k], sign * s[k]);
      }
    }
  }

  private void back(double[] b, double[] a, double[] gradient) {
    for (int k = 0; k < bit.length; k++) {
      if (pairs(k)) {
        Kernels.back(b, a, bit[k], c[k], s[k], c[k + 1], s[k + 1], sums);
        gradient[turn[k]] += sums[0];
        gradient[turn[k + 1]] += sums[1];
        k++;
      } else {
        gradient[turn[k]] += Kernels.turned(b, a, bit[k]);
        Kernels.rotate(a, bit[k], c[k], -s[k]);
        Kernels.rotate(b, bit[k], c[k], -s[k]);
      }
    }
  }

  /** Whether this rotation and the next are on neighbouring qubits: then one pass does both. */
  private boolean pairs(int k) {
    return k + 1 < bit.length && bit[k + 1] == 2 * bit[k];
  }

  /** -iY/2. */
  private static void quarter(double[] a, double[] into, int bit) {
    for (int i = 0; i < a.length; i++) {
      into[i] = (i & bit) == 0 ? -0.5 * a[i | bit] : 0.5 * a[i ^ bit];
    }
  }
}
