package dev.stride.optim.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Problem;
import dev.stride.optim.Reference;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** L-BFGS, BFGS and conjugate gradients step by step. */
class LineDescentTest {
  private static final UniformRandomProvider UNUSED = Streams.of(0).rng();

  /** A smooth function that remembers where it was asked. */
  private static final class Smooth implements Problem {
    private final int n;
    private final ToDoubleFunction<double[]> function;
    private final UnaryOperator<double[]> slopes;
    private final List<double[]> asked = new ArrayList<>();

    Smooth(int n, ToDoubleFunction<double[]> function, UnaryOperator<double[]> slopes) {
      this.n = n;
      this.function = function;
      this.slopes = slopes;
    }

    @Override
    public Layout layout() {
      return Layout.flat(n);
    }

    @Override
    public void evaluate(Trial trial) {
      asked.add(trial.x.clone());
      trial.value = trial.wants(Order.VALUE) ? function.applyAsDouble(trial.x) : Double.NaN;
      System.arraycopy(slopes.apply(trial.x), 0, trial.gradient, 0, n);
    }

    @Override
    public double truth(double[] x) {
      return function.applyAsDouble(x);
    }
  }

  private static Smooth problem(String name) {
    if (name.equals("rosenbrock2")) {
      return new Smooth(
          2,
          x -> Math.pow(1 - x[0], 2) + 100 * Math.pow(x[1] - x[0] * x[0], 2),
          x -> {
            double t = x[1] - x[0] * x[0];
            return new double[] {-2 * (1 - x[0]) - 400 * x[0] * t, 200 * t};
          });
    }
    JsonNode known = Reference.read("optimizers/torch_lbfgs").get("problems").get(name);
    double[][] a = Reference.matrix(known.get("A"));
    double[] b = Reference.vector(known.get("b"));
    return new Smooth(
        b.length,
        x -> {
          double value = 0;
          for (int i = 0; i < x.length; i++) {
            value += x[i] * (Vectors.dot(a[i], x) / 2 - b[i]);
          }
          return value;
        },
        x -> {
          double[] gradient = new double[x.length];
          for (int i = 0; i < x.length; i++) {
            gradient[i] = Vectors.dot(a[i], x) - b[i];
          }
          return gradient;
        });
  }

  private static Outcome run(Minimizer minimizer, Problem problem, double[] x0, Budget budget) {
    return Metered.run(minimizer, problem, x0, budget, Curve.trace(), UNUSED);
  }

  private static Budget iterations(long limit) {
    return Budget.of(Charge.ITERATIONS, limit);
  }

  static Stream<Arguments> fixedSteps() {
    return Reference.golden("search/lbfgs_fixed_step")
        .get("runs")
        .valueStream()
        .map(run -> Arguments.of(run.get("name").asString(), run));
  }

  /** See golden/search/README.md. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("fixedSteps")
  void withoutALineSearchItFollowsPyTorchsRule(String name, JsonNode run) {
    double[][] expected = Reference.matrix(run.get("parameters"));
    JsonNode h = run.get("hyperparameters");
    Lbfgs lbfgs =
        new Lbfgs(h.get("history_size").asInt(), 0, LineSearch.NONE, h.get("lr").asDouble());
    Smooth problem = problem(run.get("problem").asString());
    Outcome outcome = run(lbfgs, problem, expected[0], iterations(expected.length - 1));
    double slack = 10 * run.get("max_abs_deviation_of_double_replay").asDouble();
    for (int k = 0; k < expected.length; k++) {
      double[] x = outcome.curve().points().get(k);
      for (int i = 0; i < x.length; i++) {
        double tolerance = 1e-12 * Math.abs(expected[k][i]) + slack;
        assertEquals(expected[k][i], x[i], tolerance, "step " + k);
      }
    }
    assertEquals(0, outcome.ledger().count(Charge.VALUES));
    assertEquals(expected.length, outcome.ledger().count(Charge.GRADIENTS));
  }

  static Stream<Arguments> torchRuns() {
    return Reference.read("optimizers/torch_lbfgs")
        .get("runs")
        .valueStream()
        .map(run -> Arguments.of(run.get("name").asString(), run));
  }

  /**
   * PyTorch's runs have its own strong Wolfe search, which shares c₁, c₂ and the first trial with
   * ours, and brackets and interpolates differently; it also ends where the value changes by less
   * than 1e-9, and ours with the gradient. So the first trial point is the same, and the final
   * value is reached in as many evaluations.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("torchRuns")
  void withOneItGetsAsFarAsPyTorch(String name, JsonNode run) {
    double[][] evaluations = Reference.matrix(run.get("evaluations"));
    double[][] parameters = Reference.matrix(run.get("parameters"));
    Smooth problem = problem(run.get("problem").asString());
    Outcome outcome =
        run(
            new Lbfgs(100, 1e-9),
            problem,
            parameters[0],
            Budget.of(Charge.VALUES, evaluations.length));
    for (int k = 0; k < 2; k++) {
      for (int i = 0; i < problem.n; i++) {
        assertEquals(evaluations[k][i + 1], problem.asked.get(k)[i], 1e-13);
      }
    }
    double theirs = problem.truth(parameters[parameters.length - 1]);
    assertTrue(outcome.truth() <= theirs, outcome.truth() + " and not " + theirs);
  }

  /** x1 - x0 and x2 - x1 of two steps from (-1, 0.1), and the gradients at x0 and x1. */
  private record TwoSteps(double[] s, double[] next, double[] before, double[] after) {
    static TwoSteps of(Minimizer minimizer) {
      Smooth problem = skew();
      Outcome outcome = run(minimizer, problem, new double[] {-1, 0.1}, iterations(2));
      List<double[]> x = outcome.curve().points();
      double[] s = new double[2];
      double[] next = new double[2];
      Vectors.subtract(x.get(1), x.get(0), s);
      Vectors.subtract(x.get(2), x.get(1), next);
      return new TwoSteps(s, next, problem.slopes.apply(x.get(0)), problem.slopes.apply(x.get(1)));
    }

    /** Whether the second step goes along the given direction, forwards. */
    void assertAlong(double[] direction) {
      double scale = Vectors.dot(next, direction) / Vectors.dot(direction, direction);
      assertTrue(scale > 0);
      Vectors.add(-scale, direction, next);
      assertArrayEquals(new double[2], next, 1e-12);
    }
  }

  /** f = x⁴ + x² + xy + 3y². */
  private static Smooth skew() {
    return new Smooth(
        2,
        x -> Math.pow(x[0], 4) + x[0] * x[0] + x[0] * x[1] + 3 * x[1] * x[1],
        x -> new double[] {4 * Math.pow(x[0], 3) + 2 * x[0] + x[1], x[0] + 6 * x[1]});
  }

  /** The product formula in full, for n = 2. */
  @Test
  void theSecondStepOfBfgsIsPreconditioned() {
    TwoSteps steps = TwoSteps.of(new Bfgs(0));
    double[] s = steps.s;
    double[] y = new double[2];
    Vectors.subtract(steps.after, steps.before, y);
    double rho = 1 / Vectors.dot(s, y);
    double scale = Vectors.dot(s, y) / Vectors.dot(y, y);
    double[] direction = new double[2];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double h = rho * s[i] * s[j];
        for (int k = 0; k < 2; k++) {
          double left = (i == k ? 1 : 0) - rho * s[i] * y[k];
          double right = (j == k ? 1 : 0) - rho * y[k] * s[j];
          h += left * scale * right;
        }
        direction[i] -= h * steps.after[j];
      }
    }
    steps.assertAlong(direction);
    // With one pair L-BFGS has the same matrix.
    TwoSteps.of(new Lbfgs(5, 0)).assertAlong(direction);
  }

  @Test
  void theSecondStepOfCgIsConjugateOrARestart() {
    // |g1ᵀg0| is 0.684 of g1ᵀg1.
    TwoSteps steps = TwoSteps.of(new Cg(0, 0.69));
    double[] y = new double[2];
    Vectors.subtract(steps.after, steps.before, y);
    double beta = Vectors.dot(steps.after, y) / Vectors.dot(steps.before, steps.before);
    assertTrue(beta > 0);
    double[] direction = {
      -steps.after[0] - beta * steps.before[0], -steps.after[1] - beta * steps.before[1]
    };
    steps.assertAlong(direction);
    TwoSteps restarted = TwoSteps.of(new Cg(0, 0.68));
    restarted.assertAlong(new double[] {-restarted.after[0], -restarted.after[1]});
  }

  /** t = 1/‖g‖₁ at first, and then the last t times the ratio of the slopes. */
  @Test
  void cgTriesWhatTheLastStepSuggests() {
    Smooth problem = skew();
    double[] x0 = {-1, 0.1};
    Outcome outcome = run(new Cg(0, 0.1), problem, x0, iterations(2));
    double[] before = problem.slopes.apply(x0);
    double[] expected = x0.clone();
    Vectors.add(-1 / Vectors.norm1(before), before, expected);
    assertArrayEquals(expected, problem.asked.get(1), 1e-15);
    double[] x1 = outcome.curve().points().get(1);
    double[] after = problem.slopes.apply(x1);
    double t = (x0[0] - x1[0]) / before[0];
    double[] second = x1.clone();
    Vectors.add(-t * Vectors.dot(before, before) / Vectors.dot(after, after), after, second);
    assertArrayEquals(x1, problem.asked.get(1), 0);
    assertArrayEquals(second, problem.asked.get(2), 1e-12);
  }

  /** Along -cos x from 2.5 the curvature is negative until π/2: those pairs teach nothing. */
  @Test
  void pairsWithoutCurvatureAreSkippedAndCounted() {
    Smooth wave =
        new Smooth(1, x -> -StrictMath.cos(x[0]), x -> new double[] {StrictMath.sin(x[0])});
    Map<String, Double> last = new HashMap<>();
    List<Double> skipped = new ArrayList<>();
    List<Double> where = new ArrayList<>();
    Metered.run(
        new Lbfgs(5, 1e-9, LineSearch.NONE, 0.5),
        wave,
        new double[] {2.5},
        iterations(12),
        Curve.trace(),
        UNUSED,
        (iteration, gauges) -> {
          gauges.accept(into(last));
          skipped.addAll(last.values());
          where.add(wave.asked.get(wave.asked.size() - 1)[0]);
        });
    assertEquals(12, skipped.size());
    double expected = 0;
    double before = 2.5;
    for (int k = 0; k < 12; k++) {
      double x = where.get(k);
      boolean flat = (StrictMath.sin(x) - StrictMath.sin(before)) * (x - before) <= 0;
      expected += flat ? 1 : 0;
      assertEquals(expected, skipped.get(k), 0, "at " + x);
      before = x;
    }
    assertTrue(expected >= 2, "skipped " + expected);
  }

  /** Along a slope that is the same everywhere no pair has a curvature. */
  @ParameterizedTest
  @CsvSource({"lbfgs", "bfgs"})
  void aPlaneTeachesNothing(String text) {
    Smooth plane = new Smooth(2, x -> -x[0], x -> new double[] {-1, 0});
    Map<String, Double> last = new HashMap<>();
    Outcome outcome =
        Metered.run(
            Optimizers.minimizer(text, plane.answers(), "a test"),
            plane,
            new double[] {0, 0},
            iterations(3),
            Curve.trace(),
            UNUSED,
            (iteration, gauges) -> gauges.accept(into(last)));
    assertEquals(Map.of(Figures.SKIPPED_PAIRS, 3.0), last);
    // Twenty doublings of the step each time.
    assertEquals(3 * (1L << 19), outcome.recommended()[0], 0);
  }

  private static Figures into(Map<String, Double> map) {
    return new Figures() {
      @Override
      public void figure(String name, double value) {
        map.put(name, value);
      }

      @Override
      public void diagnosis(String text) {}
    };
  }

  @ParameterizedTest
  @CsvSource({"lbfgs", "bfgs", "cg", "lbfgs:lineSearch=none"})
  void atTheMinimumNothingIsRecommended(String text) {
    Smooth bowl = new Smooth(1, x -> x[0] * x[0], x -> new double[] {2 * x[0]});
    Outcome outcome =
        run(
            Optimizers.minimizer(text, bowl.answers(), "a test"),
            bowl,
            new double[] {0},
            Budget.UNLIMITED);
    assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
    assertEquals("", outcome.message());
    // One at the start, and five that have to agree with it.
    assertEquals(6, outcome.ledger().count(Charge.GRADIENTS));
    assertEquals(0, outcome.ledger().count(Charge.ITERATIONS));
  }

  @Test
  void settingsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new Lbfgs(5, 1, LineSearch.NONE, 0));
    assertThrows(IllegalArgumentException.class, () -> new Bfgs(-1));
    assertThrows(IllegalArgumentException.class, () -> new Cg(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Cg(-1, 1));
  }
}
