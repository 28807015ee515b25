package dev.stride.vqe.simulator;

/** Y: (x, y) ← (-iy, ix). */
final class PauliY extends Operation {
  private final int bit;

  PauliY(int qubit) {
    bit = 1 << qubit;
  }

  @Override
  void apply(State psi) {
    double[] re = psi.re;
    double[] im = psi.im;
    for (int block = 0; block < re.length; block += 2 * bit) {
      for (int i = block; i < block + bit; i++) {
        double xr = re[i];
        double xi = im[i];
        re[i] = im[i + bit];
        im[i] = -re[i + bit];
        re[i + bit] = -xi;
        im[i + bit] = xr;
      }
    }
  }

  @Override
  void undo(State psi) {
    apply(psi);
  }
}
