package dev.stride.vqe.simulator;

import java.util.Arrays;

/**
 * A run of exp(-iθZ/2) in one pass: the phase of a basis state is the product of two entries, from
 * tables for its low and for its high qubits.
 */
final class Phases extends Operation {
  private final int[] qubit;
  private final int[] turn;
  private final double[] c;
  private final double[] s;
  private final double[] lowRe;
  private final double[] lowIm;
  private final double[] highRe;
  private final double[] highIm;
  private final double[] work;

  /**
   * @param run the qubits of the gates, in any order, repetitions allowed
   * @param turns their turns
   * @param work room for 2^qubits numbers, which others may use between calls
   */
  Phases(int qubits, int[] run, int[] turns, double[] work) {
    qubit = run;
    turn = turns;
    c = new double[qubits];
    s = new double[qubits];
    lowRe = new double[1 << (qubits / 2)];
    lowIm = new double[lowRe.length];
    highRe = new double[1 << (qubits - qubits / 2)];
    highIm = new double[highRe.length];
    this.work = work;
  }

  @Override
  void set(double[] cos, double[] sin) {
    Arrays.fill(c, 1);
    Arrays.fill(s, 0);
    for (int k = 0; k < turn.length; k++) {
      int q = qubit[k];
      double a = cos[turn[k]];
      double b = sin[turn[k]];
      double sum = c[q] * a - s[q] * b;
      s[q] = c[q] * b + s[q] * a;
      c[q] = sum;
    }
    int split = Integer.numberOfTrailingZeros(lowRe.length);
    fill(lowRe, lowIm, 0);
    fill(highRe, highIm, split);
  }

  @Override
  void apply(State psi) {
    multiply(psi.re, psi.im, 1);
  }

  @Override
  void undo(State psi) {
    multiply(psi.re, psi.im, -1);
  }

  /**
   * With w_i = Im(lambda_i* psi_i), the answer for qubit q is Σ ±w_i with the sign of bit q: folds
   * w in halves from the highest qubit down, so that all of them cost two passes.
   */
  @Override
  void back(State lambda, State psi, double[] gradient) {
    int row = lowRe.length;
    for (int h = 0; h < highRe.length; h++) {
      back(lambda, psi, h * row, highRe[h], highIm[h]);
    }
    for (int q = c.length - 1; q >= 0; q--) {
      double difference = fold(work, 1 << q);
      for (int k = 0; k < qubit.length; k++) {
        if (qubit[k] == q) {
          gradient[turn[k]] += difference;
        }
      }
    }
  }

  @Override
  void generate(int wanted, State psi, State into) {
    int bit = 1 << qubit[indexOf(turn, wanted)];
    for (int i = 0; i < psi.re.length; i++) {
      double half = (i & bit) == 0 ? 0.5 : -0.5;
      into.re[i] = half * psi.im[i];
      into.im[i] = -half * psi.re[i];
    }
  }

  /** Entry i ← Π over its bits of exp(-iθ/2) where the bit is clear and exp(iθ/2) where set. */
  private void fill(double[] re, double[] im, int first) {
    re[0] = 1;
    im[0] = 0;
    for (int bit = 1, q = first; bit < re.length; bit *= 2, q++) {
      for (int i = 0; i < bit; i++) {
        double x = re[i];
        double y = im[i];
        re[i] = c[q] * x + s[q] * y;
        im[i] = c[q] * y - s[q] * x;
        re[i + bit] = c[q] * x - s[q] * y;
        im[i + bit] = c[q] * y + s[q] * x;
      }
    }
  }

  private void multiply(double[] re, double[] im, int sign) {
    int row = lowRe.length;
    for (int h = 0; h < highRe.length; h++) {
      multiply(re, im, h * row, lowRe, lowIm, highRe[h], sign * highIm[h], sign);
    }
  }

  private static void multiply(
      double[] re,
      double[] im,
      int at,
      double[] lowRe,
      double[] lowIm,
      double c,
      double s,
      int sign) {
    for (int i = 0; i < lowRe.length; i++) {
      double a = lowRe[i];
      double b = sign * lowIm[i];
      double p = a * c - b * s;
      double q = a * s + b * c;
      double x = re[at + i];
      double y = im[at + i];
      re[at + i] = x * p - y * q;
      im[at + i] = x * q + y * p;
    }
  }

  /** One row of w, and of both states multiplied by the conjugate phases. */
  private void back(State lambda, State psi, int at, double c, double s) {
    double[] lr = lambda.re;
    double[] li = lambda.im;
    double[] pr = psi.re;
    double[] pi = psi.im;
    for (int i = 0; i < lowRe.length; i++) {
      double a = lowRe[i];
      double b = lowIm[i];
      double p = a * c - b * s;
      double q = a * s + b * c;
      double u = lr[at + i];
      double v = li[at + i];
      double x = pr[at + i];
      double y = pi[at + i];
      work[at + i] = u * y - v * x;
      lr[at + i] = u * p + v * q;
      li[at + i] = v * p - u * q;
      pr[at + i] = x * p + y * q;
      pi[at + i] = y * p - x * q;
    }
  }

  /** Adds the upper half of the first 2·half entries to the lower; returns lower minus upper. */
  private static double fold(double[] w, int half) {
    double even = 0;
    double odd = 0;
    for (int i = 0; i < half - 1; i += 2) {
      double x = w[i];
      double y = w[i + half];
      double u = w[i + 1];
      double v = w[i + half + 1];
      even += x - y;
      odd += u - v;
      w[i] = x + y;
      w[i + 1] = u + v;
    }
    return half == 1 ? w[0] - w[1] : even + odd;
  }
}
