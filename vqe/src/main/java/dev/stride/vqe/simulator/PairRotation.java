package dev.stride.vqe.simulator;

import java.util.Arrays;

/**
 * exp(θ(T-T†)) for one excitation, on listed basis states: (x, y) ← (c x - s y, s x + c y) for
 * every pair that T couples. A pair stands in the order in which its sign is plus: the one that T
 * takes to the other first, or the other where T turns the sign. Real.
 */
final class PairRotation extends Operation {
  private final int turn;
  final int[] first;
  final int[] second;
  private double c;
  private double s;

  PairRotation(int turn, int[] first, int[] second) {
    this.turn = turn;
    this.first = first;
    this.second = second;
  }

  @Override
  void set(double[] cos, double[] sin) {
    c = cos[turn];
    s = sin[turn];
  }

  @Override
  void apply(State psi) {
    rotate(psi.re, first, second, c, s);
  }

  @Override
  void undo(State psi) {
    rotate(psi.re, first, second, c, -s);
  }

  @Override
  void back(State lambda, State psi, double[] gradient) {
    gradient[turn] += 2 * back(lambda.re, psi.re, first, second, c, s);
  }

  @Override
  void generate(int wanted, State psi, State into) {
    Arrays.fill(into.re, 0);
    for (int k = 0; k < first.length; k++) {
      into.re[second[k]] = psi.re[first[k]];
      into.re[first[k]] = -psi.re[second[k]];
    }
  }

  private static void rotate(double[] a, int[] first, int[] second, double c, double s) {
    for (int k = 0; k < first.length; k++) {
      int i = first[k];
      int j = second[k];
      double x = a[i];
      double y = a[j];
      a[i] = c * x - s * y;
      a[j] = s * x + c * y;
    }
  }

  /** Σ b_j a_i - b_i a_j over the pairs, which are then rotated back in both. */
  private static double back(
      double[] b, double[] a, int[] first, int[] second, double c, double s) {
    double sum = 0;
    for (int k = 0; k < first.length; k++) {
      int i = first[k];
      int j = second[k];
      double x = a[i];
      double y = a[j];
      double u = b[i];
      double v = b[j];
      sum += v * x - u * y;
      a[i] = c * x + s * y;
      a[j] = c * y - s * x;
      b[i] = c * u + s * v;
      b[j] = c * v - s * u;
    }
    return sum;
  }
}
