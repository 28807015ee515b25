package dev.stride.optim.random;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Binomial deviates at a cost that does not grow with the number of trials: inversion below n·p =
 * 10, and above it the transformed rejection BTRS (W. Hörmann, The generation of binomial random
 * variates, J. Stat. Comput. Simul. 46, 1993, algorithm BTRS).
 *
 * <p>The acceptance test takes the density in the saddle-point form of C. Loader (Fast and accurate
 * computation of binomial probabilities, 2000), which keeps 12 digits at n = 10⁹, where differences
 * of log-factorials keep five.
 */
final class Binomial {
  private static final double INVERSION_BELOW = 10;
  private static final int TABLE = 16;
  private static final double[] STIRLING_ERROR = stirlingErrors();

  private Binomial() {}

  static long sample(UniformRandomProvider rng, long n, double p) {
    if (p > 0.5) {
      return n - sample(rng, n, 1 - p);
    }
    if (n == 0 || p == 0) {
      return 0;
    }
    return n * p < INVERSION_BELOW ? inversion(rng, n, p) : rejection(rng, n, p);
  }

  /** Walks up the distribution function; n·p steps on average. */
  private static long inversion(UniformRandomProvider rng, long n, double p) {
    double odds = p / (1 - p);
    double none = StrictMath.exp(n * StrictMath.log1p(-p));
    double mean = n * p;
    // Behind this the mass is below 1e-20, and a u that gets here is rounding: draw again.
    double end = Math.min((double) n, mean + 20 * Math.sqrt(mean + 1) + 20);
    while (true) {
      double u = rng.nextDouble();
      double mass = none;
      for (long k = 0; k <= end; k++) {
        if (u < mass) {
          return k;
        }
        u -= mass;
        mass *= odds * (n - k) / (k + 1);
      }
    }
  }

  private static long rejection(UniformRandomProvider rng, long n, double p) {
    double sd = Math.sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * sd;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double centre = n * p + 0.5;
    double inner = 0.92 - 4.2 / b;
    double alpha = (2.83 + 5.1 / b) * sd;
    long mode = (long) Math.floor((n + 1) * p);
    double logPeak = Double.NaN;
    while (true) {
      double u = rng.nextDouble() - 0.5;
      double v = rng.nextDouble();
      double us = 0.5 - Math.abs(u);
      double real = Math.floor((2 * a / us + b) * u + centre);
      if (us >= 0.07 && v <= inner) {
        return (long) real;
      }
      if (real < 0 || real > n) {
        continue;
      }
      long k = (long) real;
      if (Double.isNaN(logPeak)) {
        logPeak = logDensity(mode, n, p);
      }
      double log = StrictMath.log(v * alpha / (a / (us * us) + b));
      if (log <= logDensity(k, n, p) - logPeak) {
        return k;
      }
    }
  }

  /** log P(k), up to what depends on n and p alone. */
  private static double logDensity(long successes, long trials, double p) {
    double n = trials;
    double k = successes;
    if (successes == 0 || successes == trials) {
      double logPower = successes == 0 ? StrictMath.log1p(-p) : StrictMath.log(p);
      return n * logPower - stirlingError(trials) - 0.5 * StrictMath.log(n / (2 * Math.PI));
    }
    return -stirlingError(successes)
        - stirlingError(trials - successes)
        - deviance(k, n * p)
        - deviance(n - k, n * (1 - p))
        - 0.5 * (StrictMath.log(k) + StrictMath.log(n - k));
  }

  /** x log(x/m) + m - x without cancellation where x is near m (Loader 2000, section 2). */
  private static double deviance(double x, double m) {
    double d = x - m;
    if (Math.abs(d) >= 0.1 * (x + m)) {
      return x * StrictMath.log(x / m) - d;
    }
    double v = d / (x + m);
    double sum = d * v;
    double term = 2 * x * v;
    for (int j = 3; ; j += 2) {
      term *= v * v;
      double next = sum + term / j;
      if (next == sum) {
        return sum;
      }
      sum = next;
    }
  }

  /** log k! - log(√(2πk) (k/e)^k). */
  private static double stirlingError(long k) {
    if (k < TABLE) {
      return STIRLING_ERROR[(int) k];
    }
    double square = (double) k * k;
    return (1 / 12.0
            - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - 1 / 1188.0 / square) / square) / square)
                / square)
        / k;
  }

  private static double[] stirlingErrors() {
    double[] errors = new double[TABLE];
    double logFactorial = 0;
    for (int k = 1; k < TABLE; k++) {
      logFactorial += StrictMath.log(k);
      errors[k] =
          logFactorial - (k + 0.5) * StrictMath.log(k) + k - 0.5 * StrictMath.log(2 * Math.PI);
    }
    return errors;
  }
}
