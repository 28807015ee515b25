package dev.stride.optim.random;

import dev.stride.optim.Check;
import org.apache.commons.rng.UniformRandomProvider;

/** Samplers whose bits do not depend on the platform: they take logarithms from StrictMath. */
public final class Samplers {
  private Samplers() {}

  /** A standard normal deviate by Marsaglia's polar method (1964); 2.5 uniforms on average. */
  public static double gaussian(UniformRandomProvider rng) {
    while (true) {
      double u = 2 * rng.nextDouble() - 1;
      double v = 2 * rng.nextDouble() - 1;
      double s = u * u + v * v;
      if (s < 1 && s > 0) {
        return u * Math.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }

  /**
   * A deviate of Student's t with {@code df} degrees of freedom, by the polar method of R. W.
   * Bailey (Math. Comp. 62, 1994); 2.5 uniforms on average.
   *
   * @param df positive, not necessarily whole
   */
  public static double studentT(UniformRandomProvider rng, double df) {
    while (true) {
      double u = 2 * rng.nextDouble() - 1;
      double v = 2 * rng.nextDouble() - 1;
      double s = u * u + v * v;
      if (s < 1 && s > 0) {
        return u * Math.sqrt(df * StrictMath.expm1(-2 / df * StrictMath.log(s)) / s);
      }
    }
  }

  /**
   * A deviate of the beta distribution with density in proportion to x^(a-1) (1-x)^(b-1): X/(X+Y)
   * for two gamma deviates.
   *
   * @param a at least 0.1, below which both could come out as zero
   * @param b likewise
   */
  public static double beta(UniformRandomProvider rng, double a, double b) {
    if (!(a >= 0.1 && b >= 0.1)) { // no Check: handing it numbers allocates
      throw new IllegalArgumentException("a and b must be at least 0.1, not " + a + " and " + b);
    }
    double x = gamma(rng, a);
    return x / (x + gamma(rng, b));
  }

  /**
   * A deviate of the gamma distribution with scale 1, by G. Marsaglia and W. W. Tsang (A simple
   * method for generating gamma variables, ACM Trans. Math. Softw. 26, 2000): d(1 + cZ)³ with d =
   * shape - 1/3 and c = 1/√(9d), accepted 95 times out of 100 or more often; below 1, that of shape
   * + 1 times U^(1/shape).
   *
   * @param shape positive
   */
  public static double gamma(UniformRandomProvider rng, double shape) {
    if (shape < 1) {
      return gamma(rng, shape + 1) * StrictMath.pow(rng.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double z = gaussian(rng);
      double root = 1 + c * z;
      double v = root * root * root;
      // Without the squeeze of the paper: it saves logarithms, and the normal deviate costs one.
      if (v > 0 && StrictMath.log(rng.nextDouble()) < z * z / 2 + d * (1 - v + StrictMath.log(v))) {
        return d * v;
      }
    }
  }

  /**
   * A position in {@code [begin, end)}, each with its probability; allocates nothing. One uniform
   * number, and the cost grows with the position.
   *
   * <p>The probabilities may add up to one up to rounding alone. Even then no position of
   * probability 0 is drawn, unless all are 0 or no numbers.
   */
  public static int index(UniformRandomProvider rng, double[] p, int begin, int end) {
    double u = rng.nextDouble();
    int i = begin;
    while (i < end - 1 && u >= p[i]) {
      u -= p[i++];
    }
    // Behind all others there may be something left of u, and nothing at the end to take it.
    while (i > begin && p[i] == 0) {
      i--;
    }
    return i;
  }

  /**
   * The number of successes in {@code n} independent trials, each with probability {@code p}. The
   * cost does not grow with n.
   */
  public static long binomial(UniformRandomProvider rng, long n, double p) {
    Check.that(n >= 0, "n must not be negative, and is %s", n);
    Check.probability("p", p);
    return Binomial.sample(rng, n, p);
  }

  /**
   * A number k from 1 to {@code n} with a probability in proportion to k^-exponent (Zipf's law).
   * The cost does not grow with n.
   *
   * @param exponent not negative; all numbers are alike at 0
   */
  public static int zipf(UniformRandomProvider rng, int n, double exponent) {
    Check.that(n >= 1, "n must be at least 1, not %s", n);
    Check.notNegative("exponent", exponent);
    return Zipf.sample(rng, n, exponent);
  }

  /**
   * How often each outcome comes up in {@code n} independent trials, by conditional binomials;
   * allocates nothing. The cost grows with the number of outcomes and not with n.
   *
   * @param p weights of the outcomes, none negative, not all zero; probabilities when they add up
   *     to one
   * @param counts where the counts go, as long as {@code p}; they add up to {@code n}
   */
  public static void multinomial(UniformRandomProvider rng, long n, double[] p, long[] counts) {
    Check.that(p.length == counts.length, "%s weights and %s counts", p.length, counts.length);
    // What is left of the weights from i on, parked in counts[i] until i's own count replaces it:
    // summed from the end it is never less than p[i], and equal to it at the last outcome.
    double mass = 0;
    for (int i = p.length - 1; i >= 0; i--) {
      mass += p[i];
      counts[i] = Double.doubleToRawLongBits(mass);
    }
    Check.positive("the sum of the weights", mass);
    long left = n;
    for (int i = 0; i < p.length; i++) {
      double rest = Double.longBitsToDouble(counts[i]);
      counts[i] = left == 0 || p[i] == 0 ? 0 : binomial(rng, left, p[i] / rest);
      left -= counts[i];
    }
  }
}
