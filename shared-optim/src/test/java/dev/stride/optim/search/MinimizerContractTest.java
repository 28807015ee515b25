package dev.stride.optim.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import dev.stride.optim.form.Entry;
import dev.stride.optim.landscape.Landscape;
import dev.stride.optim.landscape.Landscapes;
import dev.stride.optim.landscape.NoisyLandscape;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every minimizer, over a table of all of them. */
class MinimizerContractTest {
  private static final List<String> TABLE =
      List.of(
          "spsa",
          "spsa:stability=10,calibration=0",
          "spsa:stability=10,calibration=5",
          "spsa:average=5",
          "qn-spsa",
          "qn-spsa:resamplings=2,blocking=true,allowedIncrease=0.5",
          "lbfgs",
          "lbfgs:memory=1",
          "lbfgs:lineSearch=none,learningRate=0.01",
          "bfgs",
          "cg",
          "nelder-mead",
          "powell",
          "bobyqa",
          "bobyqa:radius=0.1,lower=-2,upper=3",
          "cobyla",
          "rotosolve",
          "nft",
          "nft:reset=3",
          "random-search",
          "multi-start:starts=0",
          "multi-start:use=(spsa:stability=10),starts=0,iterations=3,measurements=2",
          "multi-start:use=(noise-stop:use=(sgd:learningRate=0.001),window=5),starts=0",
          "noise-stop:patience=1000",
          "noise-stop:use=nelder-mead,window=3,measurements=2,patience=1000",
          "cma-es",
          "cma-es:population=4",
          "cma-es:population=7",
          "sgd:learningRate=0.001",
          "adam",
          "surprise:learningRate=0.001",
          "clip-norm+momentum:learningRate=0.001");

  private static final Set<Order> ANSWERS =
      EnumSet.of(Order.VALUE, Order.GRADIENT, Order.FIDELITY, Order.FREQUENCIES);

  private static final Set<Order> LANDSCAPE = EnumSet.of(Order.VALUE, Order.GRADIENT);

  static Stream<String> all() {
    return TABLE.stream();
  }

  static Stream<String> unplanned() {
    return TABLE.stream().filter(text -> !text.startsWith("spsa") || text.contains("stability"));
  }

  private static Minimizer minimizer(String text) {
    return Optimizers.minimizer(text, ANSWERS, "a test");
  }

  /** Keeps every point that was judged: the start, each recommendation, and the last one again. */
  private static final class Judged implements Problem {
    private final Problem problem;
    private final List<double[]> points = new ArrayList<>();
    private final Map<Order, Integer> asked = new EnumMap<>(Order.class);

    /** The landscape, or rotors of the same dimension for what needs more than a landscape has. */
    Judged(String text, String landscape, Noise noise) {
      this(
          LANDSCAPE.containsAll(minimizer(text).orders())
              ? new NoisyLandscape(
                  Landscapes.registry().parse(landscape), noise, Streams.of(9).at("noise").rng())
              : new Rotors(start(landscape).length, noise, Streams.of(9).at("noise").rng()));
    }

    Judged(Problem problem) {
      this.problem = problem;
    }

    @Override
    public Layout layout() {
      return problem.layout();
    }

    @Override
    public void evaluate(Trial trial) {
      trial.orders().forEach(order -> asked.merge(order, 1, Integer::sum));
      problem.evaluate(trial);
    }

    @Override
    public Set<Order> answers() {
      return problem.answers();
    }

    @Override
    public double[][] frequencies() {
      return problem.frequencies();
    }

    @Override
    public double truth(double[] x) {
      points.add(x.clone());
      return problem.truth(x);
    }
  }

  private static Outcome run(String text, Problem problem, double[] start, Budget budget) {
    return Metered.run(
        minimizer(text),
        problem,
        start,
        budget,
        Curve.every(Charge.ITERATIONS, 1),
        Streams.of(6).at("search").rng());
  }

  private static double[] start(String landscape) {
    return Landscapes.registry().parse(landscape).start();
  }

  @Test
  void everySearchIsInTheTable() {
    Set<String> missing = new TreeSet<>();
    Optimizers.registry().entries().stream().map(Entry::name).forEach(missing::add);
    TABLE.forEach(text -> missing.remove(text.replaceAll(":.*", "")));
    assertEquals(Set.of(), missing);
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsPrintedReadsBack(String text) {
    assertEquals(text, Optimizers.print(minimizer(text)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameSeedGivesTheSameBitsAndTheStartIsLeftAlone(String text) {
    double[] x0 = start("rosenbrock");
    Budget budget = Budget.of(Charge.ITERATIONS, 40);
    Judged one = new Judged(text, "rosenbrock", new Gaussian(0.1));
    Judged two = new Judged(text, "rosenbrock", new Gaussian(0.1));
    Outcome first = run(text, one, x0, budget);
    Outcome second = run(text, two, x0, budget);
    assertArrayEquals(start("rosenbrock"), x0, 0);
    assertArrayEquals(first.recommended(), second.recommended(), 0);
    assertArrayEquals(first.curve().truth(), second.curve().truth(), 0);
    assertEquals(first.ledger().counts(), second.ledger().counts());
  }

  /**
   * Cut off anywhere, a run is the beginning of the longer one, stays within its budget, spends all
   * of it unless it converged, and ends at the last point that was recommended. But for those that
   * plan with the budget, of course.
   */
  @ParameterizedTest
  @MethodSource("unplanned")
  void aSmallerBudgetCutsTheSameRunShort(String text) {
    Judged whole = new Judged(text, "quadratic:condition=20,dimension=3", new Gaussian(0.01));
    double[] x0 = start("quadratic:condition=20,dimension=3");
    boolean values = minimizer(text).orders().contains(Order.VALUE);
    Order order = values ? Order.VALUE : Order.GRADIENT;
    Charge unit = values ? Charge.VALUES : Charge.GRADIENTS;
    run(text, whole, x0, Budget.of(unit, 90));
    for (long limit = 0; limit < 90; limit++) {
      Judged cut = new Judged(text, "quadratic:condition=20,dimension=3", new Gaussian(0.01));
      Outcome outcome = run(text, cut, x0, Budget.of(unit, limit));
      assertEquals(Outcome.Stop.BUDGET, outcome.stop());
      assertEquals(limit, outcome.ledger().count(unit));
      assertEquals(limit, cut.asked.getOrDefault(order, 0).longValue());
      int last = cut.points.size() - 1;
      assertArrayEquals(cut.points.get(last - 1), outcome.recommended(), 0);
      assertEquals(cut.problem.truth(outcome.recommended()), outcome.truth(), 0);
      for (int i = 0; i < last; i++) {
        assertArrayEquals(whole.points.get(i), cut.points.get(i), 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theBudgetOfIterationsIsMetExactly(String text) {
    Judged problem = new Judged(text, "quadratic", new Gaussian(0.01));
    Outcome outcome = run(text, problem, start("quadratic"), Budget.of(Charge.ITERATIONS, 7));
    assertEquals(7, outcome.ledger().count(Charge.ITERATIONS));
    assertEquals(Outcome.Stop.BUDGET, outcome.stop());
    assertEquals("budget of 7 iterations spent", outcome.message());
  }

  @ParameterizedTest
  @MethodSource("all")
  void aProblemThatAnswersNanEndsTheRun(String text) {
    Judged nan = new Judged(text, "quadratic:condition=2,dimension=3", (value, rng) -> Double.NaN);
    Outcome outcome = run(text, nan, new double[] {1, 1, 1}, Budget.of(Charge.ITERATIONS, 50));
    assertEquals(Outcome.Stop.DIVERGED, outcome.stop());
    assertArrayEquals(new double[] {1, 1, 1}, outcome.recommended(), 0);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aStartThatIsNotFiniteEndsTheRunBeforeItBegins(String text) {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Judged problem = new Judged(text, "quadratic:condition=2,dimension=3", new None());
      Outcome outcome = run(text, problem, new double[] {1, bad, 1}, Budget.UNLIMITED);
      assertEquals(Outcome.Stop.DIVERGED, outcome.stop());
      assertEquals("started from parameters that are not finite", outcome.message());
      assertEquals(Map.of(), problem.asked);
      assertEquals(bad, outcome.recommended()[1], 0);
    }
  }

  /** f = -Σ exp(x_i): faster down the further it goes. */
  private record Abyss() implements Landscape {
    @Override
    public double[] start() {
      return new double[] {1, 2};
    }

    @Override
    public double value(double[] x) {
      return -StrictMath.exp(x[0]) - StrictMath.exp(x[1]);
    }

    @Override
    public void gradient(double[] x, double[] into) {
      Arrays.setAll(into, i -> -StrictMath.exp(x[i]));
    }

    @Override
    public void hessian(double[] x, double[] v, double[] into) {
      Arrays.setAll(into, i -> -StrictMath.exp(x[i]) * v[i]);
    }

    @Override
    public double minimum() {
      return Double.NEGATIVE_INFINITY;
    }

    @Override
    public double[] minimizer() {
      return new double[] {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lbfgs",
    "bfgs",
    "cg",
    "nelder-mead",
    "powell",
    "bobyqa",
    "cma-es",
    "cobyla",
    "random-search",
    "sgd",
    "spsa",
    "momentum",
    "surprise",
    "multi-start",
    "noise-stop:use=(sgd)"
  })
  void aProblemWithoutABottomEndsTheRun(String text) {
    Problem abyss = new NoisyLandscape(new Abyss(), new None(), Streams.of(1).rng());
    Outcome outcome = run(text, abyss, new Abyss().start(), Budget.of(Charge.ITERATIONS, 100_000));
    assertEquals(Outcome.Stop.DIVERGED, outcome.stop());
    assertTrue(Arrays.stream(outcome.recommended()).allMatch(Double::isFinite));
  }

  /** Without noise; the figures are what each method is good for, not what it happened to reach. */
  @ParameterizedTest
  @CsvSource({
    "lbfgs, 100, 1e-18",
    "'lbfgs:lineSearch=none,learningRate=0.5', 200, 1e-18",
    "bfgs, 100, 1e-18",
    "cg, 100, 1e-18",
    "nelder-mead, 1000, 1e-14",
    "powell, 1000, 1e-18",
    "bobyqa, 1000, 1e-14",
    "cobyla, 10000, 1e-14",
    "rotosolve, 1000, 1e-14",
    "nft, 1000, 1e-14",
    "qn-spsa, 10000, 1e-3",
    "random-search:scale=0.1, 10000, 1e-3",
    "multi-start, 1000, 1e-18",
    "cma-es, 1000, 1e-10",
    "spsa:learningRate=1, 4000, 1e-3",
    "sgd:learningRate=0.1, 500, 1e-12",
    "momentum:learningRate=0.02, 1000, 1e-12",
    "nesterov:learningRate=0.02, 1000, 1e-12",
    "adam:learningRate=0.02, 3000, 1e-8",
    "surprise:learningRate=0.1, 5000, 1e-12",
    "surprise-normalised:learningRate=0.1, 5000, 1e-12",
  })
  void findsTheBottomOfABowl(String text, long iterations, double gap) {
    String bowl = "quadratic:condition=10,dimension=3";
    Judged problem = new Judged(text, bowl, new None());
    Outcome outcome = run(text, problem, start(bowl), Budget.of(Charge.ITERATIONS, iterations));
    assertTrue(outcome.truth() <= gap, text + ": " + outcome.truth());
  }

  @ParameterizedTest
  @CsvSource({
    "lbfgs, 1e-18",
    "bfgs, 1e-18",
    "cg, 1e-18",
    "nelder-mead, 1e-14",
    "powell, 1e-14",
    "bobyqa, 1e-14",
    "cma-es, 1e-10"
  })
  void findsTheEndOfTheValleyAndStopsThere(String text, double gap) {
    for (String valley : new String[] {"rosenbrock", "rosenbrock:dimension=4"}) {
      double[] x0 = start(valley);
      Arrays.setAll(x0, i -> x0[i] / 2); // on the side of the global minimum in 4 dimensions
      Outcome outcome =
          run(text, new Judged(text, valley, new None()), x0, Budget.of(Charge.VALUES, 20_000));
      assertEquals(Outcome.Stop.CONVERGED, outcome.stop(), text + " on " + valley);
      assertTrue(outcome.truth() <= gap, text + " on " + valley + ": " + outcome.truth());
    }
  }

  /** One parameter is the least that there can be. */
  @ParameterizedTest
  @MethodSource("all")
  void onOneParameter(String text) {
    Judged problem = new Judged(text, "quadratic:condition=1,dimension=1", new None());
    Outcome outcome = run(text, problem, new double[] {1}, Budget.of(Charge.ITERATIONS, 200));
    assertTrue(outcome.truth() < 0.5, text + ": " + outcome.truth());
  }

  /** Noise must not end a search by itself, nor keep it from ending with the budget. */
  @ParameterizedTest
  @MethodSource("all")
  void underNoiseTheBudgetEndsTheRun(String text) {
    for (double sd : new double[] {1e-6, 0.1, 10}) {
      Judged problem = new Judged(text, "quadratic:condition=10,dimension=3", new Gaussian(sd));
      Outcome outcome =
          run(
              text,
              problem,
              new double[] {1, 1, 1},
              Budget.of(Charge.VALUES, 3000).and(Charge.GRADIENTS, 3000));
      assertEquals(Outcome.Stop.BUDGET, outcome.stop(), text + " at " + sd);
    }
  }
}
