package dev.stride.optim.random;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Zipf deviates, P(k) in proportion to k^-s for k from 1 to n, at a cost that does not grow with n:
 * rejection-inversion (W. Hörmann and G. Derflinger, Rejection-inversion to generate variates from
 * monotone discrete distributions, ACM TOMACS 6, 1996). x is drawn under the hat x^-s by inverting
 * its integral H, and the k next to it is taken if x lies in the part of [k - ½, k + ½] that has
 * the mass of k; less than two tries on average.
 */
final class Zipf {
  private Zipf() {}

  static int sample(UniformRandomProvider rng, int n, double s) {
    double q = 1 - s;
    // k = 1 is cut off on the left, so that its piece has just its mass.
    double low = integral(1.5, q) - 1;
    double high = integral(n + 0.5, q);
    while (true) {
      double u = high + rng.nextDouble() * (low - high);
      int k = (int) Math.max(1, Math.min(n, inverse(u, q) + 0.5));
      if (u >= integral(k + 0.5, q) - StrictMath.pow(k, -s)) {
        return k;
      }
    }
  }

  /** H(x) = ∫ from 1 to x of t^(q-1) dt. */
  private static double integral(double x, double q) {
    double log = StrictMath.log(x);
    return q == 0 ? log : StrictMath.expm1(q * log) / q;
  }

  private static double inverse(double y, double q) {
    return StrictMath.exp(q == 0 ? y : StrictMath.log1p(Math.max(-1, q * y)) / q);
  }
}
