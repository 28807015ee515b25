package dev.stride.vqe.simulator;

import dev.stride.vqe.operator.PauliString;

/**
 * exp(-iφP/2) for a Pauli string P with masks x and z and y = |x∧z|: P takes i to i⊕x, with the
 * phase i^y (-1)^|z∧i|. For odd y the rotation is real and turns the parts of the state alike; for
 * even y real parts turn with imaginary ones, where x is 0 each with its own.
 */
final class PauliRotation extends Operation {
  private final int turn;
  private final int x;
  private final int z;
  private final int low;
  private final boolean real;
  private final int sign;
  private double c;
  private double s;

  PauliRotation(PauliString string, int turn) {
    this.turn = turn;
    x = Math.toIntExact(string.x());
    z = Math.toIntExact(string.z());
    low = Math.max(Integer.highestOneBit(x) - 1, 0);
    int y = Integer.bitCount(x & z);
    real = y % 2 == 1;
    sign = y % 4 < 2 ? 1 : -1;
  }

  @Override
  void set(double[] cos, double[] sin) {
    c = cos[turn];
    s = sign * sin[turn];
  }

  @Override
  void apply(State psi) {
    rotate(psi, s);
  }

  @Override
  void undo(State psi) {
    rotate(psi, -s);
  }

  @Override
  void back(State lambda, State psi, double[] gradient) {
    double sum;
    if (x == 0) {
      sum = diagonal(lambda, psi);
    } else if (real) {
      sum = turned(lambda.re, psi.re) + turned(lambda.im, psi.im);
    } else {
      sum = crossed(lambda.re, psi.im) - crossed(lambda.im, psi.re);
    }
    gradient[turn] += sign * sum;
    super.back(lambda, psi, gradient);
  }

  @Override
  void generate(int wanted, State psi, State into) {
    double half = 0.5 * sign;
    if (real) {
      image(psi.re, into.re, half);
      image(psi.im, into.im, half);
    } else {
      image(psi.im, into.re, half);
      image(psi.re, into.im, -half);
    }
  }

  /** into_i ← ±factor a_(i⊕x), minus where z counts an odd number of ones in i⊕x. */
  private void image(double[] a, double[] into, double factor) {
    for (int i = 0; i < a.length; i++) {
      int j = i ^ x;
      into[i] = odd(j) ? -factor * a[j] : factor * a[j];
    }
  }

  private boolean odd(int i) {
    return (Integer.bitCount(i & z) & 1) == 1;
  }

  private void rotate(State psi, double sine) {
    if (x == 0) {
      turnPhases(psi.re, psi.im, sine);
    } else if (real) {
      rotateAlike(psi.re, sine);
      rotateAlike(psi.im, sine);
    } else {
      rotateCrossed(psi.re, psi.im, sine);
      rotateCrossed(psi.im, psi.re, -sine);
    }
  }

  private void turnPhases(double[] re, double[] im, double sine) {
    for (int i = 0; i < re.length; i++) {
      double g = odd(i) ? -sine : sine;
      double a = re[i];
      double b = im[i];
      re[i] = c * a + g * b;
      im[i] = c * b - g * a;
    }
  }

  private void rotateAlike(double[] a, double sine) {
    int half = a.length >> 1;
    for (int k = 0; k < half; k++) {
      int i = ((k & ~low) << 1) | (k & low);
      int j = i ^ x;
      double g = odd(j) ? -sine : sine;
      double u = a[i];
      double v = a[j];
      a[i] = c * u + g * v;
      a[j] = c * v - g * u;
    }
  }

  /** (a_i, b_j) ← (c a_i + g b_j, c b_j - g a_i), i with the highest bit of x clear. */
  private void rotateCrossed(double[] a, double[] b, double sine) {
    int half = a.length >> 1;
    for (int k = 0; k < half; k++) {
      int i = ((k & ~low) << 1) | (k & low);
      int j = i ^ x;
      double g = odd(j) ? -sine : sine;
      double u = a[i];
      double v = b[j];
      a[i] = c * u + g * v;
      b[j] = c * v - g * u;
    }
  }

  private double diagonal(State lambda, State psi) {
    double sum = 0;
    for (int i = 0; i < psi.re.length; i++) {
      double w = lambda.re[i] * psi.im[i] - lambda.im[i] * psi.re[i];
      sum += odd(i) ? -w : w;
    }
    return sum;
  }

  /** Σ ±(b_i a_j - b_j a_i) over the pairs. */
  private double turned(double[] b, double[] a) {
    double sum = 0;
    int half = a.length >> 1;
    for (int k = 0; k < half; k++) {
      int i = ((k & ~low) << 1) | (k & low);
      int j = i ^ x;
      double w = b[i] * a[j] - b[j] * a[i];
      sum += odd(j) ? -w : w;
    }
    return sum;
  }

  /** Σ ±b_i a_(i⊕x). */
  private double crossed(double[] b, double[] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      int j = i ^ x;
      double w = b[i] * a[j];
      sum += odd(j) ? -w : w;
    }
    return sum;
  }
}
