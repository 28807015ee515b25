package dev.stride.optim.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Diverged;
import dev.stride.optim.Layout;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Problem;
import dev.stride.optim.Reference;
import dev.stride.optim.Trial;
import dev.stride.optim.landscape.Landscape;
import dev.stride.optim.landscape.Landscapes;
import dev.stride.optim.landscape.NoisyLandscape;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** SPSA against Spall's formula in 50 digits, its calibration and its averages. */
class SpsaTest {
  /** A function of values alone. */
  private record Values(int n, ToDoubleFunction<double[]> function) implements Problem {
    @Override
    public Layout layout() {
      return Layout.flat(n);
    }

    @Override
    public Set<Order> answers() {
      return EnumSet.of(Order.VALUE);
    }

    @Override
    public void evaluate(Trial trial) {
      trial.value = function.applyAsDouble(trial.x);
    }

    @Override
    public double truth(double[] x) {
      return function.applyAsDouble(x);
    }
  }

  static Stream<Arguments> spsaRuns() {
    JsonNode file = Reference.read("derivative_free/formula_spsa");
    return file.get("runs")
        .valueStream()
        .map(
            run ->
                Arguments.of(
                    run.get("name").asString(),
                    function(file.get("problems"), run.get("problem").asString()),
                    run));
  }

  private static ToDoubleFunction<double[]> function(JsonNode problems, String name) {
    if (name.equals("rosenbrock2")) {
      return x -> Math.pow(1 - x[0], 2) + 100 * Math.pow(x[1] - x[0] * x[0], 2);
    }
    double[][] a = Reference.matrix(problems.get(name).get("A"));
    double[] b = Reference.vector(problems.get(name).get("b"));
    return x -> {
      double value = 0;
      for (int i = 0; i < x.length; i++) {
        value += x[i] * (Vectors.dot(a[i], x) / 2 - b[i]);
      }
      return value;
    };
  }

  /** Draws the directions of the file. */
  private static UniformRandomProvider directions(JsonNode run) {
    Iterator<Boolean> signs =
        Stream.of(Reference.matrix(run.get("directions")))
            .flatMapToDouble(DoubleStream::of)
            .mapToObj(sign -> sign > 0)
            .iterator();
    return new UniformRandomProvider() {
      @Override
      public long nextLong() {
        throw new AssertionError();
      }

      @Override
      public boolean nextBoolean() {
        return signs.next();
      }
    };
  }

  /** The recommended points, as {@code average} iterates make them. */
  private static List<double[]> replay(
      ToDoubleFunction<double[]> function, JsonNode run, int average) {
    double[][] expected = Reference.matrix(run.get("parameters"));
    JsonNode h = run.get("hyperparameters");
    Spsa spsa =
        new Spsa(
            h.get("a").asDouble(),
            h.get("c").asDouble(),
            h.get("A").asDouble(),
            h.get("alpha").asDouble(),
            h.get("gamma").asDouble(),
            0,
            average);
    return Metered.run(
            spsa,
            new Values(expected[0].length, function),
            expected[0],
            Budget.of(Charge.ITERATIONS, expected.length - 1),
            Curve.trace(),
            directions(run))
        .curve()
        .points();
  }

  /** See reference/README.md for the tolerance. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("spsaRuns")
  void followsSpallsFormula(String name, ToDoubleFunction<double[]> function, JsonNode run) {
    double[][] expected = Reference.matrix(run.get("parameters"));
    List<double[]> points = replay(function, run, 1);
    assertEquals(expected.length, points.size());
    for (int k = 0; k < expected.length; k++) {
      assertNear(expected[k], points.get(k), "step " + k);
    }
  }

  /** The search takes the same way; what is recommended is the mean of its last seven points. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("spsaRuns")
  void recommendsTheMeanOfRecentIterates(
      String name, ToDoubleFunction<double[]> function, JsonNode run) {
    double[][] expected = Reference.matrix(run.get("parameters"));
    List<double[]> points = replay(function, run, 7);
    assertNear(expected[0], points.get(0), "the start");
    for (int k = 1; k < expected.length; k++) {
      int first = Math.max(1, k - 6);
      double[] mean = new double[expected[0].length];
      for (int j = first; j <= k; j++) {
        Vectors.add(1.0 / (k - first + 1), expected[j], mean);
      }
      assertNear(mean, points.get(k), "step " + k);
    }
  }

  private static void assertNear(double[] expected, double[] actual, String where) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-9 * (1 + Math.abs(expected[i])), where);
    }
  }

  @Test
  void settingsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new Spsa(1, 1, 1, 1, 1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Spsa(1, 1, 1, 1, 1, -1, 1));
  }

  /** f = 3x, so that every pair measures a slope of 3; a value takes so many shots. */
  private record Slope(long shots) implements Problem {
    @Override
    public Layout layout() {
      return Layout.flat(1);
    }

    @Override
    public void evaluate(Trial trial) {
      trial.charge(Charge.SHOTS, shots);
      trial.value = truth(trial.x);
    }

    @Override
    public double truth(double[] x) {
      return 3 * x[0];
    }
  }

  private static Outcome slide(Minimizer spsa, long shots, Budget budget) {
    return Metered.run(
        spsa,
        new Slope(shots),
        new double[] {1},
        budget,
        Curve.every(Charge.VALUES, 1),
        Streams.of(1).rng());
  }

  private static Spsa planned(int calibration) {
    return new Spsa(0.25, 0.1, 0, 0.602, 0.101, calibration, 1);
  }

  /** Where steps of 3a/(A+k+1)^α lead from 1. */
  private static double end(double a, double stability, int steps) {
    double x = 1;
    for (int k = 0; k < steps; k++) {
      x -= 3 * a / Math.pow(stability + k + 1, 0.602);
    }
    return x;
  }

  @Test
  void calibratesItsFirstStepAndChargesForIt() {
    Spsa spsa = new Spsa(0.25, 0.1, 10, 0.602, 0.101, 4, 1);
    Outcome outcome = slide(spsa, 0, Budget.of(Charge.ITERATIONS, 1));
    assertEquals(0.75, outcome.recommended()[0], 1e-13);
    assertEquals(8, outcome.ledger().count(Charge.CALIBRATIONS));
    assertEquals(10, outcome.ledger().count(Charge.VALUES));
  }

  /** By their number, by their values, by what a value takes beside, and by the least of these. */
  @Test
  void stabilityIsATenthOfTheIterations() {
    Budget iterations = Budget.of(Charge.ITERATIONS, 40);
    assertEquals(end(0.25, 4, 40), slide(planned(0), 0, iterations).recommended()[0], 1e-11);
    Budget values = Budget.of(Charge.VALUES, 80);
    assertEquals(end(0.25, 4, 40), slide(planned(0), 0, values).recommended()[0], 1e-11);
    Budget shots = Budget.of(Charge.SHOTS, 2 * 7 * 30);
    assertEquals(end(0.25, 3, 30), slide(planned(0), 7, shots).recommended()[0], 1e-11);
    Budget all = shots.and(Charge.VALUES, 40).and(Charge.ITERATIONS, 100);
    assertEquals(end(0.25, 2, 20), slide(planned(0), 7, all).recommended()[0], 1e-11);
  }

  /** What the calibration took is not there for iterations; a is 0.25 (A+1)^α / 3. */
  @Test
  void plansBehindItsCalibration() {
    Outcome outcome = slide(planned(10), 0, Budget.of(Charge.VALUES, 80));
    double a = 0.25 * Math.pow(4, 0.602) / 3;
    assertEquals(end(a, 3, 30), outcome.recommended()[0], 1e-11);
  }

  @Test
  void withoutABudgetStabilityIsAHundred() {
    List<Double> last = new ArrayList<>();
    Minimizer twenty =
        (problem, x0, rng) ->
            planned(0)
                .minimize(
                    problem.part(
                        x -> {
                          last.add(x[0]);
                          if (last.size() == 20) {
                            throw new Diverged("far enough");
                          }
                        }),
                    x0,
                    rng);
    slide(twenty, 0, Budget.UNLIMITED);
    assertEquals(end(0.25, 100, 20), last.get(19), 1e-11);
  }

  /**
   * From a plateau whose slope is 10⁻⁶ into a bowl of slope 1: no step is above twice the first.
   */
  @Test
  void aSlopeThatGrowsDoesNotThrowItOut() {
    Values edge = new Values(1, x -> x[0] > 0.9 ? 0.9 + 1e-6 * (x[0] - 0.9) : x[0]);
    List<double[]> points =
        Metered.run(
                new Spsa(0.25, 1e-3, 0, 0.602, 0.101, 3, 1),
                edge,
                new double[] {1},
                Budget.of(Charge.ITERATIONS, 6),
                Curve.trace(),
                Streams.of(1).rng())
            .curve()
            .points();
    assertEquals(0.75, points.get(1)[0], 1e-9);
    for (int k = 2; k <= 6; k++) {
      assertEquals(points.get(k - 1)[0] - 0.5, points.get(k)[0], 1e-9);
    }
  }

  /**
   * As it comes, and without noise, it gets lower on every smooth landscape, whatever its scale.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "quadratic",
        "quadratic:condition=1000,dimension=10",
        "rotated",
        "rosenbrock",
        "rosenbrock:dimension=10",
        "canyon",
        "plateau",
        "cliff",
        "saddle",
        "stiff:mode=scaled",
        "stiff:mode=orthogonal"
      })
  void theDefaultsRunAwayNowhere(String name) {
    Landscape landscape = Landscapes.registry().parse(name);
    Minimizer spsa = Optimizers.minimizer("spsa", EnumSet.of(Order.VALUE), "a test");
    double gap = landscape.value(landscape.start()) - landscape.minimum();
    for (long seed = 0; seed < 10; seed++) {
      Outcome outcome =
          Metered.run(
              spsa,
              new NoisyLandscape(landscape, new None(), Streams.of(seed).at("noise").rng()),
              landscape.start(),
              Budget.of(Charge.ITERATIONS, 1000),
              Curve.every(Charge.ITERATIONS, 1000),
              Streams.of(seed).at("search").rng());
      assertEquals(Outcome.Stop.BUDGET, outcome.stop());
      assertTrue(outcome.truth() - landscape.minimum() < gap / 4, "to " + outcome.truth());
    }
  }
}
