package dev.stride.optim.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The searches get as far as SciPy's on the same functions from the same starts. */
class ScipyReferenceTest {

  /** A sum of weighted squares of residuals, with forward-mode derivatives: r, ∂r/∂x_i. */
  private static final class Functions {
    static double[][] residuals(String name, double[] x) {
      return switch (name) {
        case "rosenbrock2" ->
            new double[][] {{10 * (x[1] - x[0] * x[0]), -20 * x[0], 10}, {1 - x[0], -1, 0}};
        case "beale" ->
            new double[][] {
              {1.5 - x[0] + x[0] * x[1], x[1] - 1, x[0]},
              {2.25 - x[0] + x[0] * x[1] * x[1], x[1] * x[1] - 1, 2 * x[0] * x[1]},
              {
                2.625 - x[0] + x[0] * x[1] * x[1] * x[1],
                x[1] * x[1] * x[1] - 1,
                3 * x[0] * x[1] * x[1]
              }
            };
        case "himmelblau" ->
            new double[][] {
              {x[0] * x[0] + x[1] - 11, 2 * x[0], 1}, {x[0] + x[1] * x[1] - 7, 1, 2 * x[1]}
            };
        case "booth" -> new double[][] {{x[0] + 2 * x[1] - 7, 1, 2}, {2 * x[0] + x[1] - 5, 2, 1}};
        case "powell_singular4" -> powell(x);
        case "wood4" -> wood(x);
        default -> throw new AssertionError(name);
      };
    }

    private static double[][] powell(double[] x) {
      double five = Math.sqrt(5);
      double ten = Math.sqrt(10);
      double middle = x[1] - 2 * x[2];
      double outer = x[0] - x[3];
      return new double[][] {
        {x[0] + 10 * x[1], 1, 10, 0, 0},
        {five * (x[2] - x[3]), 0, 0, five, -five},
        {middle * middle, 0, 2 * middle, -4 * middle, 0},
        {ten * outer * outer, 2 * ten * outer, 0, 0, -2 * ten * outer}
      };
    }

    private static double[][] wood(double[] x) {
      double ninety = Math.sqrt(90);
      double ten = Math.sqrt(10);
      double tenth = Math.sqrt(0.1);
      return new double[][] {
        {10 * (x[1] - x[0] * x[0]), -20 * x[0], 10, 0, 0},
        {1 - x[0], -1, 0, 0, 0},
        {ninety * (x[3] - x[2] * x[2]), 0, 0, -2 * ninety * x[2], ninety},
        {1 - x[2], 0, 0, -1, 0},
        {ten * (x[1] + x[3] - 2), 0, ten, 0, ten},
        {tenth * (x[1] - x[3]), 0, tenth, 0, -tenth}
      };
    }
  }

  private record SumOfSquares(String name, int n) implements Problem {
    @Override
    public Layout layout() {
      return Layout.flat(n);
    }

    @Override
    public void evaluate(Trial trial) {
      trial.value = truth(trial.x);
      if (trial.wants(Order.GRADIENT)) {
        for (int i = 0; i < n; i++) {
          trial.gradient[i] = 0;
          for (double[] r : Functions.residuals(name, trial.x)) {
            trial.gradient[i] += 2 * r[0] * r[i + 1];
          }
        }
      }
    }

    @Override
    public double truth(double[] x) {
      double sum = 0;
      for (double[] r : Functions.residuals(name, x)) {
        sum += r[0] * r[0];
      }
      return sum;
    }
  }

  static Stream<Arguments> functions() {
    return Reference.read("derivative_free/scipy_minimize")
        .get("functions")
        .valueStream()
        .map(function -> Arguments.of(function.get("function").asString(), function));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void theFunctionsAreTheirs(String name, JsonNode function) {
    SumOfSquares problem = new SumOfSquares(name, function.get("dimension").asInt());
    double[] start = Reference.vector(function.get("start"));
    double value = function.get("value_at_start").asDouble();
    assertEquals(value, problem.truth(start), 1e-13 * (1 + value));
    Trial trial = Trial.free(problem.n).order(Order.VALUE, Order.GRADIENT);
    System.arraycopy(start, 0, trial.x, 0, problem.n);
    problem.evaluate(trial);
    double[] gradient = Reference.vector(function.get("gradient_at_start"));
    for (int i = 0; i < problem.n; i++) {
      assertEquals(gradient[i], trial.gradient[i], 1e-12 * (1 + Math.abs(gradient[i])));
    }
  }

  /** A method of SciPy's, and of its runs the one with the tightest criterion that there is. */
  private record Theirs(String method, String comment) {}

  private static final Map<String, Theirs> COUNTERPARTS =
      Map.of(
          "nelder-mead", new Theirs("Nelder-Mead", "tight"),
          "powell", new Theirs("Powell", "tight"),
          "bfgs", new Theirs("BFGS", "tight"),
          "cg", new Theirs("CG", "nonlinear conjugate gradient"),
          "lbfgs", new Theirs("L-BFGS-B", "tight"),
          "cobyla", new Theirs("COBYLA", "tight"));

  /**
   * Below this both are at the minimum, as far as their criteria tell; they stop anywhere there.
   */
  private static final double MINIMUM = 1e-15;

  static Stream<Arguments> runs() {
    return functions()
        .flatMap(
            function ->
                COUNTERPARTS.keySet().stream()
                    .sorted()
                    .map(ours -> Arguments.of(function.get()[0], ours, function.get()[1])));
  }

  /**
   * With twice the evaluations that SciPy took, the recommended point is worth at most ten times
   * its final value. No pair is left out. Where SciPy did not get to the minimum either, that is
   * what is compared: COBYLA used up its 20,000 evaluations on rosenbrock2 (at 1e-7),
   * powell_singular4 (4e-6) and wood4 (at 7.877, near a stationary point that is no minimum); and
   * CG stopped by its default criterion, at 2e-8 on powell_singular4.
   */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("runs")
  void getsAsFarWithTwiceTheEvaluations(String name, String ours, JsonNode function) {
    SumOfSquares problem = new SumOfSquares(name, function.get("dimension").asInt());
    JsonNode theirs = result(function, COUNTERPARTS.get(ours));
    long evaluations = theirs.get("function_evaluations").asLong();
    Outcome outcome =
        Metered.run(
            Optimizers.minimizer(ours, problem.answers(), "a test"),
            problem,
            Reference.vector(function.get("start")),
            Budget.of(Charge.VALUES, 2 * evaluations),
            Curve.every(Charge.VALUES, 100),
            Streams.of(0).rng());
    double value = theirs.get("value").asDouble();
    assertTrue(
        outcome.truth() <= Math.max(MINIMUM, 10 * value),
        () -> outcome.truth() + " and not " + value + " within twice " + evaluations);
  }

  private static JsonNode result(JsonNode function, Theirs theirs) {
    return function
        .get("results")
        .valueStream()
        .filter(result -> result.get("method").asString().equals(theirs.method))
        .filter(result -> result.get("comment").asString().startsWith(theirs.comment))
        .findFirst()
        .orElseThrow();
  }
}
