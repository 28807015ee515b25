package dev.stride.optim.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each statistical test rejects a correct sampler with probability 1e-4; the seeds are fixed, so
 * that a test that passes once passes always.
 */
class SamplersTest {
  private static final double FALSE_ALARM = 1e-4;

  private static UniformRandomProvider rng(String name) {
    return Streams.of(20240501).at(name).rng();
  }

  @Test
  void positionsComeUpByTheirProbabilities() {
    UniformRandomProvider rng = rng("index");
    double[] p = {9, 0.1, 0.2, 0, 0.7, 9};
    long[] counts = new long[6];
    for (int i = 0; i < 30_000; i++) {
      counts[Samplers.index(rng, p, 1, 5)]++;
    }
    assertEquals(0, counts[0] + counts[3] + counts[5]);
    double alarm =
        new ChiSquareTest()
            .chiSquareTest(
                new double[] {0.1, 0.2, 0.7}, new long[] {counts[1], counts[2], counts[4]});
    assertTrue(alarm > FALSE_ALARM, "p = " + alarm);
  }

  @Test
  void normalDeviatesFollowTheNormalDistribution() {
    UniformRandomProvider rng = rng("gaussian");
    double[] drawn = new double[20_000];
    Arrays.setAll(drawn, i -> Samplers.gaussian(rng));
    double p =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovTest(new NormalDistribution(null, 0, 1), drawn, false);
    assertTrue(p > FALSE_ALARM, "p = " + p);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2.5, 3, 30})
  void heavyTailedDeviatesFollowStudentsT(double df) {
    UniformRandomProvider rng = rng("t" + df);
    double[] drawn = new double[20_000];
    Arrays.setAll(drawn, i -> Samplers.studentT(rng, df));
    double p =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovTest(new TDistribution(null, df), drawn, false);
    assertTrue(p > FALSE_ALARM, "p = " + p);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.7, 1, 1.5, 40})
  void gammaDeviatesFollowTheGammaDistribution(double shape) {
    UniformRandomProvider rng = rng("gamma" + shape);
    double[] drawn = new double[20_000];
    Arrays.setAll(drawn, i -> Samplers.gamma(rng, shape));
    double p =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovTest(new GammaDistribution(null, shape, 1), drawn, false);
    assertTrue(p > FALSE_ALARM, "p = " + p);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "0.5, 0.5", "3, 1", "20, 90.5"})
  void betaDeviatesFollowTheBetaDistribution(double a, double b) {
    UniformRandomProvider rng = rng("beta" + a + "/" + b);
    double[] drawn = new double[20_000];
    Arrays.setAll(drawn, i -> Samplers.beta(rng, a, b));
    double p =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovTest(new BetaDistribution(null, a, b), drawn, false);
    assertTrue(p > FALSE_ALARM, "p = " + p);
    assertThrows(IllegalArgumentException.class, () -> Samplers.beta(rng, a, 0.09));
    assertThrows(IllegalArgumentException.class, () -> Samplers.beta(rng, 0.09, b));
  }

  /** The cases lie on both sides of n·p = 10, of p = 1/2, and of the table of Stirling errors. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.3",
    "5, 0.5",
    "12, 0.9",
    "20, 0.5",
    "22, 0.46",
    "40, 0.25",
    "40, 0.24",
    "100, 0.99",
    "1000, 0.02",
    "1000, 0.6",
    "100000, 0.00003",
    "1000000, 0.5",
    "1000000000, 0.000000005",
    "1000000000, 0.0000001",
    "1000000000, 0.3",
    "1000000000, 0.9999999",
  })
  void binomialDeviatesFollowTheBinomialDistribution(int n, double p) {
    UniformRandomProvider rng = rng("binomial/" + n + "/" + p);
    BinomialDistribution law = new BinomialDistribution(null, n, p);
    int draws = 40_000;
    int[] edges = edges(law, n, 40);
    double[] expected = new double[edges.length + 1];
    double below = 0;
    for (int i = 0; i < edges.length; i++) {
      double up = law.cumulativeProbability(edges[i]);
      expected[i] = (up - below) * draws;
      below = up;
    }
    expected[edges.length] = (1 - below) * draws;
    long[] observed = new long[expected.length];
    for (int i = 0; i < draws; i++) {
      long k = Samplers.binomial(rng, n, p);
      assertTrue(k >= 0 && k <= n);
      int bin = Arrays.binarySearch(edges, (int) k);
      observed[bin < 0 ? -bin - 1 : bin]++;
    }
    double pValue = new ChiSquareTest().chiSquareTest(expected, observed);
    assertTrue(pValue > FALSE_ALARM, "p = " + pValue + " " + Arrays.toString(observed));
  }

  /** Upper ends of bins that hold about 1/bins of the mass each; the last bin is open. */
  private static int[] edges(BinomialDistribution law, int n, int bins) {
    return java.util.stream.IntStream.range(1, bins)
        .map(i -> law.inverseCumulativeProbability((double) i / bins))
        .distinct()
        .filter(k -> k < n)
        .toArray();
  }

  @Test
  void binomialEnds() {
    UniformRandomProvider rng = rng("ends");
    assertEquals(0, Samplers.binomial(rng, 1_000_000_000, 0));
    assertEquals(1_000_000_000, Samplers.binomial(rng, 1_000_000_000, 1));
    assertEquals(0, Samplers.binomial(rng, 0, 0.5));
    assertThrows(IllegalArgumentException.class, () -> Samplers.binomial(rng, 10, 1.01));
    assertThrows(IllegalArgumentException.class, () -> Samplers.binomial(rng, 10, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Samplers.binomial(rng, -1, 0.5));
  }

  /** On both sides of exponent 1, where the integral of the hat is a logarithm, and near it. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "20, 0", "20, 0.5", "20, 1", "20, 1.0000001", "1000, 1", "30, 2.5"})
  void zipfDeviatesFollowTheirLaw(int n, double exponent) {
    UniformRandomProvider rng = rng("zipf/" + n + "/" + exponent);
    int draws = 40_000;
    double[] law = new double[n];
    Arrays.setAll(law, i -> StrictMath.pow(i + 1.0, -exponent));
    double sum = Arrays.stream(law).sum();
    long[] counts = new long[n];
    for (int i = 0; i < draws; i++) {
      counts[Samplers.zipf(rng, n, exponent) - 1]++;
    }
    // What is expected less than five times on average is counted together, in an own bin.
    double rare = 0;
    long rareCount = 0;
    double chi = 0;
    int bins = 0;
    for (int i = 0; i < n; i++) {
      double expected = law[i] / sum * draws;
      if (expected < 5) {
        rare += expected;
        rareCount += counts[i];
      } else {
        chi += (counts[i] - expected) * (counts[i] - expected) / expected;
        bins++;
      }
    }
    if (rare > 0) {
      chi += (rareCount - rare) * (rareCount - rare) / rare;
      bins++;
    }
    if (bins == 1) {
      assertEquals(draws, counts[0]);
    } else {
      double p = 1 - new ChiSquaredDistribution(null, bins - 1).cumulativeProbability(chi);
      assertTrue(p > FALSE_ALARM, "p = " + p + " " + Arrays.toString(counts));
    }
  }

  @Test
  void zipfEnds() {
    UniformRandomProvider rng = rng("zipf");
    for (int i = 0; i < 1000; i++) {
      int k = Samplers.zipf(rng, 1_000_000, 10);
      assertTrue(k >= 1 && k < 100, "k = " + k);
    }
    assertThrows(IllegalArgumentException.class, () -> Samplers.zipf(rng, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> Samplers.zipf(rng, 1, -1));
  }

  @Test
  void multinomialCountsFollowTheirWeights() {
    UniformRandomProvider rng = rng("multinomial");
    double[] p = {0.1, 0, 0.25, 1e-3, 0.4, 0.249, 0};
    long[] counts = new long[p.length];
    long[] sums = new long[p.length];
    int rounds = 300;
    for (int i = 0; i < rounds; i++) {
      Samplers.multinomial(rng, 1000, p, counts);
      assertEquals(1000, Arrays.stream(counts).sum());
      Arrays.setAll(sums, j -> sums[j] + counts[j]);
    }
    assertEquals(0, sums[1]);
    assertEquals(0, sums[6]);
    double[] expected = {0.1, 0.25, 1e-3, 0.4, 0.249};
    long[] observed = {sums[0], sums[2], sums[3], sums[4], sums[5]};
    double pValue = new ChiSquareTest().chiSquareTest(expected, observed);
    assertTrue(pValue > FALSE_ALARM, "p = " + pValue);
  }

  /** Cov(N_i, N_j) = -n p_i p_j; the estimate from m rounds has a relative sd below √(5/m). */
  @Test
  void multinomialCountsCompete() {
    UniformRandomProvider rng = rng("covariance");
    double[] p = {0.5, 0.3, 0.2};
    long[] counts = new long[3];
    int rounds = 20_000;
    double covariance = 0;
    for (int i = 0; i < rounds; i++) {
      Samplers.multinomial(rng, 100, p, counts);
      covariance += (counts[0] - 50) * (counts[1] - 30.0) / rounds;
    }
    // Four standard deviations of the estimate: false alarm 6e-5.
    double sd = Math.sqrt((25 * 21 + 15 * 15) / (double) rounds);
    assertEquals(-15, covariance, 4 * sd);
  }

  @Test
  void weightsNeedNotAddUpToOneAndTheLastOutcomeTakesWhatIsLeft() {
    long[] counts = new long[3];
    Samplers.multinomial(rng("weights"), 10, new double[] {0, 7, 0}, counts);
    assertArrayEquals(new long[] {0, 10, 0}, counts);
    assertThrows(
        IllegalArgumentException.class,
        () -> Samplers.multinomial(rng("none"), 10, new double[3], counts));
  }
}
