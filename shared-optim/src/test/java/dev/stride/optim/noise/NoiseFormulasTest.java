package dev.stride.optim.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Script;
import dev.stride.optim.random.Streams;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each noise makes of one draw, by its formula: laws alone do not tell a sign, or an edge. */
class NoiseFormulasTest {
  private static final double VALUE = 0.75;

  static IntStream seeds() {
    return IntStream.range(0, 12);
  }

  private static UniformRandomProvider rng(int seed) {
    return Streams.of(seed).at("noise").rng();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void deviatesAreScaledAndAdded(int seed) {
    double normal = Samplers.gaussian(rng(seed));
    assertEquals(VALUE + 2 * normal, new Gaussian(2).perturb(VALUE, rng(seed)));
    double cauchy = Samplers.studentT(rng(seed), 1);
    assertEquals(VALUE + 2 * cauchy, new Cauchy(2).perturb(VALUE, rng(seed)));
    double t = Samplers.studentT(rng(seed), 2.5);
    assertEquals(VALUE + 2 * t, new HeavyTailed(2, 2.5).perturb(VALUE, rng(seed)));
    double u = rng(seed).nextDouble();
    assertEquals(VALUE - 3 + 6 * u, new Uniform(3).perturb(VALUE, rng(seed)), 1e-15);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void outliersComeBehindTheirCoin(int seed) {
    UniformRandomProvider rng = rng(seed);
    boolean comes = rng.nextDouble() < 0.5;
    double expected = comes ? VALUE + 2 * Samplers.gaussian(rng) : VALUE;
    assertEquals(expected, new Outliers(0.5, 2).perturb(VALUE, rng(seed)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void blackBoxNoiseIsThatOfTheReport(int seed) {
    double shift = 1.01e-8;
    double normal = Samplers.gaussian(rng(seed));
    assertEquals(
        1 + VALUE * Math.exp(0.5 * normal) + shift,
        new BbobGaussian(0.5).perturbAbove(1, 1 + VALUE, rng(seed)),
        1e-13);

    UniformRandomProvider rng = rng(seed);
    double down = Math.pow(rng.nextDouble(), 0.5);
    double up = Math.pow(1e9 / (VALUE + 1e-99), 0.25 * rng.nextDouble());
    assertEquals(
        1 + VALUE * down * Math.max(1, up) + shift,
        new BbobUniform(0.25, 0.5).perturbAbove(1, 1 + VALUE, rng(seed)),
        1e-12 * up);

    UniformRandomProvider coin = rng(seed);
    boolean comes = coin.nextDouble() < 0.5;
    double top = comes ? Samplers.gaussian(coin) : 0;
    double outlier = comes ? top / Math.abs(Samplers.gaussian(coin)) : 0;
    BbobCauchy cauchy = new BbobCauchy(0.25, 0.5);
    assertEquals(
        1 + VALUE + 0.25 * Math.max(0, 1000 + outlier) + shift,
        cauchy.perturbAbove(1, 1 + VALUE, rng(seed)),
        1e-9);
    assertEquals(VALUE + 0.25 * outlier, cauchy.perturb(VALUE, rng(seed)), 1e-12);
  }

  @Test
  void aSmallGapGrowsByUniformNoise() {
    double f = 1e-7;
    Script rng = new Script(0.25, 0.5);
    assertEquals(f * 0.5 * Math.pow(1e16, 0.25), new BbobUniform(0.5, 0.5).observe(f, rng), 1e-18);
  }

  @Test
  void whatHappensWithAProbabilityDoesNotOnItsEdge() {
    assertEquals(VALUE, new Outliers(0.5, 2).perturb(VALUE, new Script(0.5)));
    assertEquals(0, new Bernoulli(0.5).perturb(VALUE, new Script(0.5)));
    assertEquals(2 * VALUE, new Bernoulli(0.5).perturb(VALUE, new Script(Math.nextDown(0.5))));
    assertEquals(VALUE, new BbobCauchy(1, 0.5).perturb(VALUE, new Script(0.5)));
  }

  @Test
  void settingsAreChecked() {
    assertEquals(VALUE, new Bernoulli(1).perturb(VALUE, new Script(0.5)));
    assertThrows(IllegalArgumentException.class, () -> new Bernoulli(0));
    assertThrows(IllegalArgumentException.class, () -> new Bernoulli(1.5));
    assertEquals(VALUE - 3, new Biased(-3).perturb(VALUE, new Script()));
    assertThrows(IllegalArgumentException.class, () -> new Biased(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Biased(Double.POSITIVE_INFINITY));
  }
}
