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
  private double c;
  private double s;

  Givens(int qubits, Excitation excitation, int turn) {
    this.turn = turn;
    loss = (int) excitation.loss();
    gain = (int) excitation.gain();
    parity = (int) excitation.parity();
    sign = excitation.sign();
    free = ((1 << qubits) - 1) & ~(loss | gain);
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
  void gradient(State lambda, State psi, double[] gradient) {
    gradient[turn] += 2 * sign * (turned(lambda.re, psi.re) + turned(lambda.im, psi.im));
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
    int k = 0;
    do {
      int i = k | loss;
      int j = k | gain;
      double turned = sine * (1 - 2 * (Integer.bitCount(k & parity) & 1));
      double x = a[i];
      double y = a[j];
      a[i] = c * x - turned * y;
      a[j] = turned * x + c * y;
      k = (k - free) & free;
    } while (k != 0);
  }

  private double turned(double[] b, double[] a) {
    if (a.length == 0) {
      return 0;
    }
    double sum = 0;
    int k = 0;
    do {
      int i = k | loss;
      int j = k | gain;
      double pair = b[j] * a[i] - b[i] * a[j];
      sum += (1 - 2 * (Integer.bitCount(k & parity) & 1)) * pair;
      k = (k - free) & free;
    } while (k != 0);
    return sum;
  }

  private void generate(double[] a, double[] into) {
    Arrays.fill(into, 0);
    if (a.length == 0) {
      return;
    }
    int k = 0;
    do {
      int i = k | loss;
      int j = k | gain;
      double one = sign * (1 - 2 * (Integer.bitCount(k & parity) & 1));
      into[j] = one * a[i];
      into[i] = -one * a[j];
      k = (k - free) & free;
    } while (k != 0);
  }
}
