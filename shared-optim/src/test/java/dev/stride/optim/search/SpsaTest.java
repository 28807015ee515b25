package dev.stride.optim.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Layout;
import dev.stride.optim.Metered;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Problem;
import dev.stride.optim.Reference;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Streams;
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

  /** On f = 3x every pair measures a slope of 3, so that the first step is learningRate long. */
  @Test
  void calibratesItsFirstStepAndChargesForIt() {
    Values problem = new Values(1, x -> 3 * x[0]);
    Outcome outcome =
        Metered.run(
            new Spsa(0.25, 0.1, 10, 0.602, 0.101, 4, 1),
            problem,
            new double[] {1},
            Budget.of(Charge.ITERATIONS, 1),
            Curve.every(Charge.VALUES, 1),
            Streams.of(1).rng());
    assertEquals(0.75, outcome.recommended()[0], 1e-13);
    assertEquals(8, outcome.ledger().count(Charge.CALIBRATIONS));
    assertEquals(10, outcome.ledger().count(Charge.VALUES));
  }
}
