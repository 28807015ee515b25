package dev.stride.vqe.chemistry;

/**
 * Contracted Gaussians on one nucleus that share their exponents: one s function, or an s and three
 * p functions.
 *
 * <p>s: Σ_k c_k (2a_k/π)^¾ exp(-a_k r²), p_x: Σ_k c_k (2a_k/π)^¾ 2√a_k x exp(-a_k r²), scaled so
 * that the sum, too, has norm 1.
 */
final class Shell {
  final Atom atom;

  /** Number of its first function among those of the molecule. */
  final int first;

  final double[] exponent;

  /** Factors of exp(-a_k r²) in the s function. */
  final double[] s;

  /** Factors of x exp(-a_k r²) in the p functions; empty where there are none. */
  final double[] p;

  Shell(Atom atom, int first, double[] exponent, double[] s, double[] p) {
    this.atom = atom;
    this.first = first;
    this.exponent = exponent;
    this.s = normalised(exponent, s, false);
    this.p = normalised(exponent, p, true);
  }

  /** 1 or 4. */
  int functions() {
    return p.length == 0 ? 1 : 4;
  }

  /** Largest angular momentum, 0 or 1. */
  int momentum() {
    return p.length == 0 ? 0 : 1;
  }

  /** Factors of function f: 0 is s, 1 to 3 are x, y and z. */
  double[] factors(int f) {
    return f == 0 ? s : p;
  }

  private static double[] normalised(double[] exponent, double[] contraction, boolean isP) {
    double[] factors = new double[contraction.length];
    for (int k = 0; k < factors.length; k++) {
      double root = Math.sqrt(2 * exponent[k] / Math.PI);
      factors[k] = contraction[k] * root * Math.sqrt(root) * (isP ? 2 * Math.sqrt(exponent[k]) : 1);
    }
    double norm = 0;
    for (int k = 0; k < factors.length; k++) {
      for (int l = 0; l < factors.length; l++) {
        double sum = exponent[k] + exponent[l];
        double ratio = Math.PI / sum;
        double overlap = ratio * Math.sqrt(ratio) * (isP ? 0.5 / sum : 1);
        norm += factors[k] * factors[l] * overlap;
      }
    }
    for (int k = 0; k < factors.length; k++) {
      factors[k] /= Math.sqrt(norm);
    }
    return factors;
  }
}
