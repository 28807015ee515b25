package dev.stride.vqe.circuit;

import dev.stride.vqe.simulator.State;

/** What a state is counted by, straight from its amplitudes; spins interleaved. */
final class Operators {
  private static final long UP = 0x5555555555555555L;

  private Operators() {}

  /** The probability of so many electrons with spin up and with spin down. */
  static double sector(State psi, int up, int down) {
    double sum = 0;
    for (int i = 0; i < psi.size(); i++) {
      if (Long.bitCount(i & UP) == up && Long.bitCount(i & ~UP) == down) {
        sum += psi.re(i) * psi.re(i) + psi.im(i) * psi.im(i);
      }
    }
    return sum;
  }

  /** ⟨S²⟩ = ‖S₊ψ‖² + ⟨S_z(S_z + 1)⟩. */
  static double spinSquared(State psi) {
    int n = psi.size();
    double[] re = new double[n];
    double[] im = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double sz = 0.5 * (Long.bitCount(i & UP) - Long.bitCount(i & ~UP));
      sum += sz * (sz + 1) * (psi.re(i) * psi.re(i) + psi.im(i) * psi.im(i));
      for (int up = 1; 2 * up < n; up *= 4) {
        // a†_up a_down passes no other orbital between the two: no sign.
        if ((i & up) == 0 && (i & 2 * up) != 0) {
          re[i ^ 3 * up] += psi.re(i);
          im[i ^ 3 * up] += psi.im(i);
        }
      }
    }
    for (int i = 0; i < n; i++) {
      sum += re[i] * re[i] + im[i] * im[i];
    }
    return sum;
  }
}
