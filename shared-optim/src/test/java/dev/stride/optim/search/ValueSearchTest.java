package dev.stride.optim.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Layout;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Problem;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.exception.util.LocalizedFormats;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Powell's three methods and random search. */
class ValueSearchTest {
  /** A function that remembers its questions and answers. */
  private static final class Recorded implements Problem {
    private final int n;
    private final ToDoubleFunction<double[]> function;
    private final List<double[]> asked = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    Recorded(int n, ToDoubleFunction<double[]> function) {
      this.n = n;
      this.function = function;
    }

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
      asked.add(trial.x.clone());
      values.add(trial.value);
    }

    @Override
    public double truth(double[] x) {
      return function.applyAsDouble(x);
    }

    double lowest(int count) {
      return values.stream().limit(count).mapToDouble(v -> v).min().orElseThrow();
    }
  }

  private static double bowl(double[] x) {
    return x[0] * x[0] + 3 * x[1] * x[1] + x[0] * x[1];
  }

  private static Outcome run(Minimizer minimizer, Problem problem, Budget budget, double... x0) {
    return Metered.run(
        minimizer, problem, x0, budget, Curve.trace(), Streams.of(8).at("search").rng());
  }

  /** One recommendation for each value behind the design: the lowest by then. */
  @ParameterizedTest
  @CsvSource({"bobyqa, 5", "cobyla, 3"})
  void recommendsTheLowestSoFar(String text, int design) {
    Recorded problem = new Recorded(2, ValueSearchTest::bowl);
    Outcome outcome =
        run(
            Optimizers.minimizer(text, problem.answers(), "a test"),
            problem,
            Budget.of(Charge.VALUES, 25),
            2,
            1);
    List<double[]> points = outcome.curve().points();
    assertEquals(25 - design + 1, points.size());
    for (int k = 1; k < points.size(); k++) {
      assertEquals(problem.lowest(design + k), bowl(points.get(k)), 0);
    }
  }

  /** A box around a part of the bowl without its bottom: the minimum is on an edge. */
  @Test
  void bobyqaStaysInItsBox() {
    Recorded problem = new Recorded(2, ValueSearchTest::bowl);
    Outcome outcome = run(new Bobyqa(0.5, 1e-8, 1, 3), problem, Budget.UNLIMITED, 7, 2.5);
    assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
    assertArrayEquals(new double[] {1, 1}, outcome.recommended(), 1e-7);
    assertTrue(
        problem.asked.stream().flatMapToDouble(Arrays::stream).allMatch(v -> v >= 1 && v <= 3));
  }

  private static double rosenbrock(double[] x) {
    return 100 * Math.pow(x[1] - x[0] * x[0], 2) + Math.pow(1 - x[0], 2);
  }

  /** Commons Math alone: where its trust region step fails it has asked this often. */
  private static int untilItGivesUp(Bobyqa ours, ToDoubleFunction<double[]> function, double[] x0) {
    int[] asked = new int[1];
    double[] low = new double[x0.length];
    double[] high = new double[x0.length];
    Arrays.fill(low, ours.lower());
    Arrays.fill(high, ours.upper());
    assertThrows(
        CommonsMath.GaveUp.class,
        () ->
            CommonsMath.minimize(
                new BOBYQAOptimizer(2 * x0.length + 1, ours.radius(), ours.tolerance()),
                x -> {
                  asked[0]++;
                  return function.applyAsDouble(x);
                },
                x0,
                new SimpleBounds(low, high)));
    return asked[0];
  }

  @Test
  void bobyqaGoesOnWhereItsCodeGivesUp() {
    Bobyqa bobyqa = new Bobyqa(0.01, 0.001, -1e6, 1e6);
    double[] x0 = {548284.3536565676, -502306.4389535883};
    int alone = untilItGivesUp(bobyqa, ValueSearchTest::rosenbrock, x0);
    Recorded problem = new Recorded(2, ValueSearchTest::rosenbrock);
    Outcome outcome = run(bobyqa, problem, Budget.UNLIMITED, x0);
    assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
    assertTrue(outcome.truth() < problem.lowest(alone));
  }

  /** Steps leave it nowhere to go: the second trust region gets no lower, and that is the end. */
  @Test
  void bobyqaEndsWhereItsCodeGivesUpWithoutGettingLower() {
    ToDoubleFunction<double[]> steps = x -> Arrays.stream(x).map(v -> Math.floor(v * v * 10)).sum();
    double[] x0 = {
      -0.3292803071639454,
      -0.2676378100544008,
      0.32658423073660003,
      0.35863301282635307,
      -0.947030883788019,
      0.926359947898113
    };
    Bobyqa bobyqa = new Bobyqa(0.01, 1e-15, -1, 1);
    int alone = untilItGivesUp(bobyqa, steps, x0);
    Recorded problem = new Recorded(6, steps);
    Outcome outcome = run(bobyqa, problem, Budget.of(Charge.VALUES, 20_000), x0);
    assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
    assertTrue(outcome.ledger().count(Charge.VALUES) > alone);
    assertEquals(problem.lowest(Integer.MAX_VALUE), outcome.truth(), 0);
  }

  @ParameterizedTest
  @CsvSource({"powell", "bobyqa", "cobyla"})
  void whatTheProblemThrowsIsNotTheirs(String text) {
    Recorded broken =
        new Recorded(
            2,
            x -> {
              if (x[0] != 2) {
                throw new IllegalStateException("broken");
              }
              return 0;
            });
    Minimizer minimizer = Optimizers.minimizer(text, broken.answers(), "a test");
    assertThrows(IllegalStateException.class, () -> run(minimizer, broken, Budget.UNLIMITED, 2, 1));
  }

  /** Also where it is of the kind that Commons Math throws itself. */
  @ParameterizedTest
  @CsvSource({"powell", "bobyqa", "cobyla", "nelder-mead", "cma-es"})
  void noExceptionOfTheProblemIsTakenForTheirs(String text) {
    RuntimeException thrown = new MathIllegalStateException(LocalizedFormats.SIMPLE_MESSAGE, "x");
    int[] count = new int[1];
    Recorded broken =
        new Recorded(
            2,
            x -> {
              if (count[0]++ == 9) {
                throw thrown;
              }
              return bowl(x);
            });
    Minimizer minimizer = Optimizers.minimizer(text, broken.answers(), "a test");
    Throwable caught =
        assertThrows(RuntimeException.class, () -> run(minimizer, broken, Budget.UNLIMITED, 2, 1));
    assertSame(thrown, caught);
  }

  /** The extra dimension for one parameter is not asked for, nor recommended. */
  @Test
  void bobyqaTakesASingleParameter() {
    Recorded problem = new Recorded(1, x -> Math.pow(x[0] - 0.25, 2));
    Outcome outcome = run(new Bobyqa(0.5, 1e-8, -10, 10), problem, Budget.UNLIMITED, 3);
    assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
    assertEquals(0.25, outcome.recommended()[0], 1e-7);
  }

  /** Once at the end the search asks again; the same answer is the end. */
  @ParameterizedTest
  @CsvSource({"powell", "bobyqa", "cobyla"})
  void theLastQuestionIsAtTheResult(String text) {
    Recorded problem = new Recorded(2, ValueSearchTest::bowl);
    Outcome outcome =
        run(
            Optimizers.minimizer(text, problem.answers(), "a test"),
            problem,
            Budget.UNLIMITED,
            2,
            1);
    assertArrayEquals(outcome.recommended(), problem.asked.get(problem.asked.size() - 1), 0);
    assertTrue(outcome.truth() < 1e-12);
  }

  /** An answer that drifts is never the same again, so that only the budget ends the search. */
  @ParameterizedTest
  @CsvSource({"powell", "bobyqa", "cobyla"})
  void anotherAnswerStartsTheSearchAgain(String text) {
    int[] count = new int[1];
    Recorded problem = new Recorded(2, x -> bowl(x) + 1e-3 * count[0]++);
    Outcome outcome =
        run(
            Optimizers.minimizer(text, problem.answers(), "a test"),
            problem,
            Budget.of(Charge.VALUES, 3000),
            2,
            1);
    assertEquals(Outcome.Stop.BUDGET, outcome.stop());
  }

  @Test
  void powellRecommendsTheEndOfEachIteration() {
    Recorded problem = new Recorded(2, ValueSearchTest::bowl);
    Outcome outcome = run(new Powell(1e-14, 1e-4), problem, Budget.UNLIMITED, 2, 1);
    double[] truth = outcome.curve().truth();
    for (int k = 1; k < truth.length; k++) {
      assertTrue(truth[k] <= truth[k - 1]);
    }
    assertTrue(truth.length >= 3 && truth.length < 10, "iterations " + truth.length);
  }

  @Test
  void randomSearchKeepsWhatIsLower() {
    Recorded problem = new Recorded(2, ValueSearchTest::bowl);
    Outcome outcome = run(new RandomSearch(0.5), problem, Budget.of(Charge.ITERATIONS, 200), 2, 1);
    assertEquals(201, problem.values.size());
    List<double[]> points = outcome.curve().points();
    assertArrayEquals(new double[] {2, 1}, problem.asked.get(0), 0);
    double squares = 0;
    for (int k = 1; k < points.size(); k++) {
      assertEquals(problem.lowest(k + 1), bowl(points.get(k)), 0);
      for (int i = 0; i < 2; i++) {
        squares += Math.pow(problem.asked.get(k)[i] - points.get(k - 1)[i], 2);
      }
    }
    // 400 squares of N(0, ½): mean ¼, standard deviation ¼ √(2/400); 4.4 of them, by chance 1e-5.
    assertEquals(0.25, squares / 400, 4.4 * 0.25 * Math.sqrt(2.0 / 400));
  }

  @Test
  void settingsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new Powell(1e-16, 1e-4));
    assertThrows(IllegalArgumentException.class, () -> new Powell(1e-4, 1e-16));
    assertThrows(IllegalArgumentException.class, () -> new Bobyqa(0.1, 0.2, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Bobyqa(0.1, 0, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Bobyqa(1.1, 0.2, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Cobyla(0.1, 0.2));
    assertThrows(IllegalArgumentException.class, () -> new Cobyla(0.1, 0));
    assertThrows(IllegalArgumentException.class, () -> new RandomSearch(0));
  }
}
