package dev.stride.optim.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LandscapeTest {
  static Stream<String> all() {
    return Stream.concat(
        Landscapes.registry().entries().stream().map(Entry::name),
        Stream.of(
            "quadratic:condition=7,dimension=1",
            "rosenbrock:dimension=5",
            "canyon:b=0.1,c=1",
            "plateau:width=0.3,dimension=4"));
  }

  private static double[] near(double[] x, double spread, UniformRandomProvider rng) {
    return Arrays.stream(x).map(v -> v + spread * Samplers.gaussian(rng)).toArray();
  }

  /** Central differences with step h are off by h² f‴/6 and by rounding over h. */
  @ParameterizedTest
  @MethodSource("all")
  void theGradientIsTheDerivativeOfTheValue(String text) {
    Landscape landscape = Landscapes.registry().parse(text);
    UniformRandomProvider rng = Streams.of(1).at(text).rng();
    double h = 1e-5;
    for (int round = 0; round < 20; round++) {
      double[] x = near(landscape.start(), 0.5, rng);
      double[] gradient = new double[x.length];
      landscape.gradient(x, gradient);
      for (int i = 0; i < x.length; i++) {
        double[] ahead = x.clone();
        double[] behind = x.clone();
        ahead[i] += h;
        behind[i] -= h;
        double slope = (landscape.value(ahead) - landscape.value(behind)) / (2 * h);
        assertEquals(slope, gradient[i], 1e-6 * (1 + Math.abs(slope)), text);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothingLiesBelowTheMinimum(String text) {
    Landscape landscape = Landscapes.registry().parse(text);
    UniformRandomProvider rng = Streams.of(2).at(text).rng();
    for (int round = 0; round < 20_000; round++) {
      double[] x = near(new double[landscape.start().length], 2, rng);
      assertTrue(landscape.value(x) >= landscape.minimum());
    }
    assertTrue(landscape.value(landscape.start()) > landscape.minimum());
  }

  /** By a scan of the floor, whose curvature of about 25 leaves an error below 1e-9. */
  @ParameterizedTest
  @ValueSource(strings = {"canyon", "canyon:b=0.1,c=1", "canyon:b=3,c=2", "canyon:b=0"})
  void theCanyonsMinimumIsReached(String text) {
    Landscape canyon = Landscapes.registry().parse(text);
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= 400_000; i++) {
      lowest = Math.min(lowest, canyon.value(new double[] {i * 1e-5, 0}));
    }
    assertEquals(lowest, canyon.minimum(), 1e-9);
  }

  @Test
  void knownMinima() {
    assertEquals(0, new Rosenbrock(4).value(new double[] {1, 1, 1, 1}), 0);
    assertEquals(-0.25, new Saddle(0.1).value(new double[] {0, -1}), 0);
    assertEquals(0, new Plateau(1, 3).value(new double[3]), 0);
    assertEquals(24.2, new Rosenbrock(2).value(new double[] {-1.2, 1}), 1e-13);
    assertEquals((1 + 10 + 100) / 2.0, new Quadratic(100, 3).value(new double[] {1, 1, 1}), 1e-13);
  }

  @Test
  void noiseFallsOnEveryAnswerAndNotOnTheTruth() {
    Landscape bowl = new Quadratic(1, 2);
    NoisyLandscape noisy =
        new NoisyLandscape(bowl, new Gaussian(0.1), Streams.of(4).at("noise").rng());
    Trial trial = Trial.free(2).order(Order.VALUE, Order.GRADIENT);
    noisy.evaluate(trial);
    double first = trial.value;
    assertNotEquals(0, first);
    assertNotEquals(trial.gradient[0], trial.gradient[1]);
    noisy.evaluate(trial);
    assertNotEquals(first, trial.value);
    assertEquals(0, noisy.truth(new double[2]), 0);
  }

  @Test
  void wrongSettings() {
    for (String text :
        new String[] {
          "quadratic:condition=0.5",
          "quadratic:dimension=0",
          "rosenbrock:1",
          "canyon:c=0",
          "plateau:width=0",
          "saddle:offset=-1"
        }) {
      assertThrows(BadInput.class, () -> Landscapes.registry().parse(text), text);
    }
  }
}
