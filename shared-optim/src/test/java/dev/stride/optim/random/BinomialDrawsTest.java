package dev.stride.optim.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Single binomial draws from uniform numbers that are written down, against what the algorithms
 * have to make of them by the distribution of Commons Math.
 */
class BinomialDrawsTest {
  @ParameterizedTest
  @CsvSource({"1, 0.3", "12, 0.5", "20, 0.2", "1000, 0.004", "100000, 0.00001", "9, 0.9"})
  void smallMeansAreInverted(int n, double p) {
    BinomialDistribution law = new BinomialDistribution(null, n, Math.min(p, 1 - p));
    int tried = 0;
    for (int k = 0; k <= n && law.cumulativeProbability(k - 1) < 1 - 1e-9; k++) {
      double mass = law.probability(k);
      if (mass < 1e-9) {
        continue;
      }
      double below = law.cumulativeProbability(k - 1);
      for (double part : new double[] {0.001, 0.999}) {
        Script rng = new Script(below + part * mass);
        assertEquals(p > 0.5 ? n - k : k, Samplers.binomial(rng, n, p), "k = " + k);
        assertEquals(1, rng.taken());
        tried++;
      }
    }
    assertTrue(tried >= 4, tried + " draws");
  }

  /**
   * Algorithm BTRS of Hörmann (1993): k from u, and acceptance in the inner region, or by v against
   * the density. What is refused is followed by u = 1/2, v = 0, which is always taken.
   */
  @ParameterizedTest
  @CsvSource({"100, 0.3", "40, 0.5", "1000, 0.011", "1000000, 0.00002", "1000000000, 0.5"})
  void largeMeansAreAcceptedByTheirDensity(int n, double p) {
    BinomialDistribution law = new BinomialDistribution(null, n, p);
    double sd = Math.sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * sd;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double inner = 0.92 - 4.2 / b;
    double alpha = (2.83 + 5.1 / b) * sd;
    long centre = (long) Math.floor(n * p + 0.5);
    double peak = law.logProbability((int) Math.floor((n + 1) * p));
    int byDensity = 0;
    int unasked = 0;
    for (int step = 1; step < 400; step++) {
      double u = step / 400.0 - 0.5;
      double us = 0.5 - Math.abs(u);
      double real = Math.floor((2 * a / us + b) * u + n * p + 0.5);
      if (real < 0 || real > n || real == centre) {
        continue;
      }
      long k = (long) real;
      double least = Math.exp(law.logProbability((int) k) - peak) * (a / (us * us) + b) / alpha;
      if (us >= 0.07) {
        // Taken unasked: the density would take it too, and no more is known of v below inner.
        assertEquals(k, Samplers.binomial(new Script(u + 0.5, inner), n, p));
        unasked++;
      }
      for (double by : new double[] {1 - 1e-5, 1 + 1e-5}) {
        double v = least * by;
        if (v < 1 && (us < 0.07 || v > inner)) {
          Script rng = new Script(u + 0.5, v, 0.5, 0);
          assertEquals(by < 1 ? k : centre, Samplers.binomial(rng, n, p), "u = " + u);
          assertEquals(by < 1 ? 2 : 4, rng.taken());
          byDensity++;
        }
      }
    }
    assertTrue(byDensity > 20 && unasked > 100, byDensity + " and " + unasked);
  }
}
