package dev.stride.optim.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.random.Streams;
import java.util.Arrays;
import org.apache.commons.math3.distribution.CauchyDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each statistical test rejects the right noise with probability 1e-4; the seeds are fixed. */
class NoiseTest {
  private static final double FALSE_ALARM = 1e-4;
  private static final int DRAWS = 20_000;

  private static double[] draws(String noise, double value) {
    UniformRandomProvider rng = Streams.of(11).at(noise).rng();
    Noise parsed = Noises.registry().parse(noise);
    double[] draws = new double[DRAWS];
    Arrays.setAll(draws, i -> parsed.perturb(value, rng));
    return draws;
  }

  private static void assertFollows(RealDistribution law, double[] draws) {
    double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(law, draws, false);
    assertTrue(p > FALSE_ALARM, "p = " + p);
  }

  private static void assertShare(double probability, long count, int of) {
    double p =
        new BinomialTest()
            .binomialTest(of, (int) count, probability, AlternativeHypothesis.TWO_SIDED);
    assertTrue(p > FALSE_ALARM, "p = " + p);
  }

  @Test
  void gaussian() {
    assertFollows(new NormalDistribution(null, 5, 2), draws("gaussian:2", 5));
  }

  @Test
  void heavyTailed() {
    double[] deviates =
        Arrays.stream(draws("heavy-tailed:2,df=2.5", 5)).map(v -> (v - 5) / 2).toArray();
    assertFollows(new TDistribution(null, 2.5), deviates);
  }

  @Test
  void bernoulliPaysAllOrNothingAndIsUnbiased() {
    double[] draws = draws("bernoulli:0.2", 3);
    assertShare(0.2, Arrays.stream(draws).filter(v -> v == 15).count(), DRAWS);
    assertEquals(DRAWS, Arrays.stream(draws).filter(v -> v == 15 || v == 0).count());
  }

  @Test
  void outliersAreRareAndLarge() {
    double[] draws = draws("outliers:probability=0.3,sd=4", 1);
    double[] hit = Arrays.stream(draws).filter(v -> v != 1).toArray();
    assertShare(0.3, hit.length, DRAWS);
    assertFollows(new NormalDistribution(null, 1, 4), hit);
  }

  @Test
  void uniform() {
    assertFollows(new UniformRealDistribution(null, 3, 7), draws("uniform:2", 5));
  }

  @Test
  void cauchy() {
    assertFollows(new CauchyDistribution(null, 5, 2), draws("cauchy:2", 5));
  }

  @Test
  void biasedIsOffByItsOffset() {
    assertTrue(Arrays.stream(draws("biased:-0.25", 3)).allMatch(v -> v == 2.75));
  }

  @Test
  void noneIsNone() {
    assertTrue(Arrays.stream(draws("none", 3)).allMatch(v -> v == 3));
  }

  @Test
  void noiseReadsBack() {
    for (Entry<Noise> entry : Noises.registry().entries()) {
      Noise noise = Noises.registry().parse(entry.name());
      assertEquals(noise, Noises.registry().parse(Noises.registry().print(noise)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bernoulli:0",
        "bernoulli:1.5",
        "heavy-tailed:1,df=0",
        "outliers:2",
        "uniform:-1",
        "cauchy:-1",
        "bbob-gaussian:-1",
        "bbob-uniform:-1",
        "bbob-uniform:beta=-1",
        "bbob-cauchy:-1",
        "bbob-cauchy:probability=1.5"
      })
  void wrongSettings(String noise) {
    assertThrows(BadInput.class, () -> Noises.registry().parse(noise));
  }

  /**
   * Of 20 000 draws the sample variance is off by √((κ-1)/20 000) of itself, κ being the kurtosis:
   * 30 for the outliers, 3.25, 4 and 1.8 for the others. Four times that is exceeded with
   * probability 1e-4.
   */
  @ParameterizedTest
  @CsvSource({
    "none, 3, 0, 0",
    "biased:7, 3, 0, 0",
    "gaussian:2, 3, 4, 0.04",
    "uniform:3, 3, 3, 0.03",
    "'outliers:probability=0.1,sd=2', 3, 0.4, 0.16",
    "bernoulli:0.2, 3, 36, 0.1",
    "'heavy-tailed:scale=2,df=10', 3, 5, 0.06"
  })
  void theVarianceIsThatOfTheDraws(String noise, double value, double variance, double relative) {
    assertEquals(variance, Noises.registry().parse(noise).variance(value), 1e-14 * variance);
    assertEquals(variance, StatUtils.variance(draws(noise, value)), relative * variance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cauchy", "heavy-tailed:df=2", "bbob-gaussian", "bbob-uniform"})
  void whereThereIsNoVarianceOrNoFormulaNoneIsTold(String noise) {
    assertTrue(Double.isNaN(Noises.registry().parse(noise).variance(3)));
  }
}
