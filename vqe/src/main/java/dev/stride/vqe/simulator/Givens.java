package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Excitation;
import java.util.Arrays;

/**
 * exp(θ(T-T†)) for one fermionic excitation: a real rotation of the pairs of basis states (s, t)
 * that T couples, and nothing else. Pairs are enumerated over the spectator qubits.
 */
final class Givens extends Operation {
  private final int turn;
  private final int free;
  private final int loss;
  private final int gain;
  private final int parity;
  private final int sign;
  private final int pairs;
  private double c;
  private double s;

  Givens(int qubits, Excitation excitation, int turn) {
    this.turn = turn;
    loss = (int) excitation.loss();
    gain = (int) excitation.gain();
    parity = (int) excitation.parity();
    sign = excitation.sign();
    free = ((1 << qubits) - 1) & ~(loss | gain);
    pairs = 1 << Integer.bitCount(free);
  }

  @Override
  void set(double[] cos, double[] sin) {
    c = cos[turn];
    s = sign * sin[turn];
  }

  @Override
  void apply(State psi) {
    rotate(psi.re, s);
    rotate(psi.im, s);
  }

  @Override
  void undo(State psi) {
    rotate(psi.re, -s);
    rotate(psi.im, -s);
  }

  @Override
  void back(State lambda, State psi, double[] gradient) {
    gradient[turn] += 2 * sign * (back(lambda.re, psi.re) + back(lambda.im, psi.im));
  }

  @Override
  void generate(int wanted, State psi, State into) {
    generate(psi.re, into.re);
    generate(psi.im, into.im);
  }

  private void rotate(double[] a, double sine) {
    if (a.length == 0) {
      return;
    }
    long bits = Double.doubleToRawLongBits(sine);
    for (int n = 0, k = 0; n < pairs; n++, k = (k - free) & free) {
      int i = k | loss;
      int j = k | gain;
      double turned = signed(bits, k);
      double x = a[i];
      double y = a[j];
      a[i] = c * x - turned * y;
      a[j] = turned * x + c * y;
    }
  }

  /** Σ ±(b_j a_i - b_i a_j) over the pairs, which are then rotated back in both. */
  private double back(double[] b, double[] a) {
    if (a.length == 0) {
      return 0;
    }
    long bits = Double.doubleToRawLongBits(s);
    long one = Double.doubleToRawLongBits(1);
    double sum = 0;
    for (int n = 0, k = 0; n < pairs; n++, k = (k - free) & free) {
      int i = k | loss;
      int j = k | gain;
      double turned = signed(bits, k);
      double x = a[i];
      double y = a[j];
      double u = b[i];
      double v = b[j];
      sum += signed(one, k) * (v * x - u * y);
      a[i] = c * x + turned * y;
      a[j] = c * y - turned * x;
      b[i] = c * u + turned * v;
      b[j] = c * v - turned * u;
    }
    return sum;
  }

  /** The number with these bits, its sign turned where k has an odd number of parity orbitals. */
  private double signed(long bits, int k) {
    return Double.longBitsToDouble(bits ^ ((long) Integer.bitCount(k & parity) << 63));
  }

  private void generate(double[] a, double[] into) {
    Arrays.fill(into, 0);
    if (a.length == 0) {
      return;
    }
    for (int n = 0, k = 0; n < pairs; n++, k = (k - free) & free) {
      int i = k | loss;
      int j = k | gain;
      double one = sign * signed(Double.doubleToRawLongBits(1), k);
      into[j] = one * a[i];
      into[i] = -one * a[j];
    }
  }
}
