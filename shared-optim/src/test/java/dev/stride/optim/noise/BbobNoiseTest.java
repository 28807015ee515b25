package dev.stride.optim.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.random.Streams;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.CauchyDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The definitions of INRIA RR-6869, undone until a standard law is left. Each statistical test
 * rejects the right noise with probability 1e-4; the seeds are fixed.
 */
class BbobNoiseTest {
  private static final double FALSE_ALARM = 1e-4;
  private static final int DRAWS = 20_000;
  private static final double MINIMUM = -3;
  private static final double GAP = 5;
  private static final double ADDED = 1.01e-8;

  /** Gaps as they are observed, without what is added to every one. */
  private static double[] gaps(String text, DoubleUnaryOperator undo) {
    UniformRandomProvider rng = Streams.of(12).at(text).rng();
    Noise noise = Noises.registry().parse(text);
    double[] draws = new double[DRAWS];
    Arrays.setAll(
        draws,
        i -> undo.applyAsDouble(noise.perturbAbove(MINIMUM, MINIMUM + GAP, rng) - MINIMUM - ADDED));
    return draws;
  }

  private static double[] numbers(String text, double number, DoubleUnaryOperator undo) {
    UniformRandomProvider rng = Streams.of(13).at(text).rng();
    Noise noise = Noises.registry().parse(text);
    double[] draws = new double[DRAWS];
    Arrays.setAll(draws, i -> undo.applyAsDouble(noise.perturb(number, rng)));
    return draws;
  }

  private static void assertFollows(RealDistribution law, double[] draws) {
    double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(law, draws, false);
    assertTrue(p > FALSE_ALARM, "p = " + p);
  }

  private static void assertShare(double probability, long count) {
    double p =
        new BinomialTest()
            .binomialTest(DRAWS, (int) count, probability, AlternativeHypothesis.TWO_SIDED);
    assertTrue(p > FALSE_ALARM, "p = " + p);
  }

  @Test
  void theGaussianFactorIsLogNormal() {
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    assertFollows(normal, gaps("bbob-gaussian:1", f -> StrictMath.log(f / GAP)));
    assertFollows(normal, gaps("bbob-gaussian", f -> StrictMath.log(f / GAP) / 0.01));
    assertFollows(normal, numbers("bbob-gaussian:0.5", -4, v -> StrictMath.log(v / -4) / 0.5));
  }

  @Test
  void theUniformFactorsAreUniformEach() {
    UniformRealDistribution unit = new UniformRealDistribution(null, 0, 1);
    double log = StrictMath.log(1e9 / GAP);
    assertFollows(unit, gaps("bbob-uniform:alpha=0,beta=0.5", f -> StrictMath.pow(f / GAP, 2)));
    assertFollows(
        unit, gaps("bbob-uniform:alpha=0.7,beta=0", f -> StrictMath.log(f / GAP) / (0.7 * log)));
    assertFollows(
        unit, numbers("bbob-uniform:alpha=0,beta=0.5", -4, v -> StrictMath.pow(v / -4, 2)));
  }

  /**
   * Independent of each other: log U^β has variance β², log of the other factor α² L²/12. The
   * variance of a sample's variance is below (κ-1)/N of its square, with a kurtosis κ of at most 9:
   * 4 standard deviations, false alarm 6e-5.
   */
  @Test
  void theUniformFactorsAreIndependent() {
    double[] logs = gaps("bbob-uniform:alpha=0.59,beta=1", f -> StrictMath.log(f / GAP));
    double log = 0.59 * StrictMath.log(1e9 / GAP);
    double variance = 1 + log * log / 12;
    double sd = Math.sqrt(variance / DRAWS);
    assertEquals(log / 2 - 1, Arrays.stream(logs).average().orElseThrow(), 4 * sd);
    double spread = variance * Math.sqrt(8.0 / DRAWS);
    assertEquals(variance, new Variance().evaluate(logs), 4 * spread);
  }

  /** Above 10⁹ the second factor would be below 1. */
  @Test
  void theUniformNoiseNeverLiftsAHugeGap() {
    UniformRandomProvider rng = Streams.of(1).rng();
    BbobUniform noise = new BbobUniform(1, 0);
    for (int i = 0; i < 100; i++) {
      assertEquals(1e12 + ADDED, noise.perturbAbove(0, 1e12, rng), 0);
      assertEquals(5, new BbobUniform(0, 0).perturb(5, rng), 0);
    }
  }

  @Test
  void cauchyOutliersAreSeldomAndCauchyAndCutOff() {
    double[] severe = gaps("bbob-cauchy:alpha=1,probability=0.2", f -> f - GAP - 1000);
    assertShare(0.2, Arrays.stream(severe).filter(v -> Math.abs(v) > 1e-6).count());
    double[] hit = gaps("bbob-cauchy:alpha=1,probability=1", f -> f - GAP - 1000);
    assertFollows(new CauchyDistribution(null, 0, 1), hit);
    assertTrue(Arrays.stream(hit).allMatch(v -> v >= -1000 - 1e-6));
    double cut = new CauchyDistribution(null, 0, 1).cumulativeProbability(-1000);
    assertShare(cut, Arrays.stream(hit).filter(v -> v <= -1000 + 1e-6).count());
  }

  @Test
  void cauchyOutliersOfANumberAreNeitherRaisedNorCutOff() {
    double[] severe = numbers("bbob-cauchy:alpha=2,probability=0.2", -4, v -> (v + 4) / 2);
    assertShare(0.2, Arrays.stream(severe).filter(v -> v != 0).count());
    double[] hit = numbers("bbob-cauchy:alpha=2,probability=1", -4, v -> (v + 4) / 2);
    assertFollows(new CauchyDistribution(null, 0, 1), hit);
    assertTrue(Arrays.stream(hit).anyMatch(v -> v < -1000));
  }

  /** From the same draws: a lower gap is observed lower, always, up to α = 1 and not beyond. */
  @Test
  void uniformNoiseKeepsTheOrderUpToAnAlphaOfOne() {
    for (double alpha : new double[] {0.5, 1, 1.49}) {
      BbobUniform noise = new BbobUniform(alpha, 1);
      UniformRandomProvider low = Streams.of(5).rng();
      UniformRandomProvider high = Streams.of(5).rng();
      int turned = 0;
      for (int i = 0; i < 1000; i++) {
        turned += noise.perturbAbove(0, 1e-6, low) > noise.perturbAbove(0, 1, high) ? 1 : 0;
      }
      assertTrue(alpha > 1 ? turned > 100 : turned == 0, alpha + ": " + turned);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bbob-gaussian:1", "bbob-uniform:0.5,beta=1", "bbob-cauchy:1,probability=1"})
  void aGapBelowTheTargetIsLeftAlone(String text) {
    Noise noise = Noises.registry().parse(text);
    UniformRandomProvider rng = Streams.of(1).rng();
    assertEquals(9.9e-9, noise.perturbAbove(0, 9.9e-9, rng), 0);
    assertEquals(MINIMUM - 1, noise.perturbAbove(MINIMUM, MINIMUM - 1, rng), 0);
    assertEquals(-9.9e-9, noise.perturb(-9.9e-9, rng), 0);
    assertEquals(0, noise.perturb(0, rng), 0);
    assertTrue(noise.perturbAbove(0, 1e-8, rng) >= 1.01e-8);
    assertTrue(noise.perturb(-1e-8, rng) != -1e-8);
  }
}
