package dev.stride.vqe.simulator;

/** exp(-iθX/2): a real part turns with the imaginary part of its partner. */
final class RotationX extends Operation {
  private final int bit;
  private final int turn;
  private double c;
  private double s;

  RotationX(int qubit, int turn) {
    bit = 1 << qubit;
    this.turn = turn;
  }

  @Override
  void set(double[] cos, double[] sin) {
    c = cos[turn];
    s = sin[turn];
  }

  @Override
  void apply(State psi) {
    rotate(psi.re, psi.im, bit, c, s);
    rotate(psi.im, psi.re, bit, c, -s);
  }

  @Override
  void undo(State psi) {
    rotate(psi.re, psi.im, bit, c, -s);
    rotate(psi.im, psi.re, bit, c, s);
  }

  @Override
  void back(State lambda, State psi, double[] gradient) {
    double sum = 0;
    for (int i = 0; i < psi.re.length; i++) {
      int j = i ^ bit;
      sum += lambda.re[i] * psi.im[j] - lambda.im[i] * psi.re[j];
    }
    gradient[turn] += sum;
    super.back(lambda, psi, gradient);
  }

  @Override
  void generate(int wanted, State psi, State into) {
    for (int i = 0; i < psi.re.length; i++) {
      into.re[i] = 0.5 * psi.im[i ^ bit];
      into.im[i] = -0.5 * psi.re[i ^ bit];
    }
  }

  /** (a_i, b_j) ← (c a_i + s b_j, c b_j - s a_i) for the pairs i, j = i + bit. */
  private static void rotate(double[] a, double[] b, int bit, double c, double s) {
    for (int block = 0; block < a.length; block += 2 * bit) {
      for (int i = block; i < block + bit; i++) {
        double x = a[i];
        double y = b[i + bit];
        a[i] = c * x + s * y;
        b[i + bit] = c * y - s * x;
      }
    }
  }
}
