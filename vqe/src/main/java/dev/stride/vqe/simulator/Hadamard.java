package dev.stride.vqe.simulator;

/** H: (x, y) ← ((x + y)/√2, (x - y)/√2). */
final class Hadamard extends Operation {
  private static final double HALF_ROOT = Math.sqrt(0.5);

  private final int bit;

  Hadamard(int qubit) {
    bit = 1 << qubit;
  }

  @Override
  void apply(State psi) {
    mix(psi.re, bit);
    mix(psi.im, bit);
  }

  @Override
  void undo(State psi) {
    apply(psi);
  }

  static void mix(double[] a, int bit) {
    for (int block = 0; block < a.length; block += 2 * bit) {
      for (int i = block; i < block + bit; i++) {
        double x = a[i];
        double y = a[i + bit];
        a[i] = HALF_ROOT * (x + y);
        a[i + bit] = HALF_ROOT * (x - y);
      }
    }
  }
}
