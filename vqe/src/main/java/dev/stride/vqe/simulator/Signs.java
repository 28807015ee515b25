package dev.stride.vqe.simulator;

import java.util.List;

/** A run of Z and CZ: a fixed sign for each basis state. */
final class Signs extends Operation {
  private final double[] sign;

  /**
   * @param masks for each gate, the mask of its one or two qubits
   */
  Signs(int qubits, List<Integer> masks) {
    sign = new double[1 << qubits];
    for (int i = 0; i < sign.length; i++) {
      int odd = 0;
      for (int mask : masks) {
        odd ^= (i & mask) == mask ? 1 : 0;
      }
      sign[i] = 1 - 2 * odd;
    }
  }

  @Override
  void apply(State psi) {
    multiply(psi.re, sign);
    multiply(psi.im, sign);
  }

  @Override
  void undo(State psi) {
    apply(psi);
  }

  private static void multiply(double[] a, double[] sign) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= sign[i];
    }
  }
}
