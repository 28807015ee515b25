package dev.stride.optim.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Problem;
import dev.stride.optim.landscape.Landscapes;
import dev.stride.optim.landscape.NoisyLandscape;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.Noises;
import dev.stride.optim.noise.None;
import dev.stride.optim.noise.Outliers;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Checkpoint;
import dev.stride.optim.rule.Sgd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends a search, and what does not. */
class EndTest {
  private static final Set<Order> LANDSCAPE = EnumSet.of(Order.VALUE, Order.GRADIENT);

  private static Minimizer minimizer(String text) {
    return Optimizers.minimizer(text, EnumSet.allOf(Order.class), "a test");
  }

  /** The landscape, or rotors of the same dimension for what needs more than a landscape has. */
  private static Problem problem(String text, String landscape, Noise noise) {
    return LANDSCAPE.containsAll(minimizer(text).orders())
        ? new NoisyLandscape(
            Landscapes.registry().parse(landscape), noise, Streams.of(9).at("noise").rng())
        : new Rotors(start(landscape).length, noise, Streams.of(9).at("noise").rng());
  }

  private static double[] start(String landscape) {
    return Landscapes.registry().parse(landscape).start();
  }

  private static Outcome run(Minimizer minimizer, Problem problem, double[] start, Budget budget) {
    return Metered.run(
        minimizer, problem, start, budget, Curve.trace(), Streams.of(6).at("search").rng());
  }

  /**
   * Answers that have nothing to do with each other, and one that lies by turns: no search may wait
   * for a success that never comes.
   */
  @ParameterizedTest
  @MethodSource("dev.stride.optim.search.MinimizerContractTest#all")
  void aBudgetOfIterationsEndsWhatNeverSucceeds(String text) {
    for (String landscape : new String[] {"alternating:amplitude=100", "reddi"}) {
      for (String noise : new String[] {"none", "biased", "bbob-uniform"}) {
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> {
              Problem problem = problem(text, landscape, Noises.registry().parse(noise));
              run(minimizer(text), problem, start(landscape), Budget.of(Charge.ITERATIONS, 30));
            },
            text + " on " + landscape + " with " + noise);
      }
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          Noise erratic = (value, rng) -> rng.nextDouble();
          Problem problem = problem(text, "quadratic", erratic);
          Budget budget = Budget.of(Charge.ITERATIONS, 30);
          Outcome outcome = run(minimizer(text), problem, start("quadratic"), budget);
          assertEquals(30, outcome.ledger().count(Charge.ITERATIONS));
        },
        text);
  }

  /**
   * Noise that is often absent: at an end six answers in a row agree with probability 2⁻⁵ or less
   * with {@code outliers:probability=0.5}, and of three seeds a search that took one answer for all
   * would end nearly always.
   */
  @ParameterizedTest
  @CsvSource({"lbfgs", "bfgs", "cg", "powell", "bobyqa", "cobyla", "rotosolve", "nft", "cma-es"})
  void noiseThatIsOftenAbsentDoesNotEndTheRun(String text) {
    Noise outliers = new Outliers(0.5, 1);
    for (String bowl : new String[] {"quadratic:condition=2,dimension=2", "quadratic"}) {
      Problem problem = problem(text, bowl, outliers);
      Budget budget = Budget.of(Charge.VALUES, 20_000).and(Charge.GRADIENTS, 20_000);
      Outcome outcome = run(minimizer(text), problem, start(bowl), budget);
      assertEquals(Outcome.Stop.BUDGET, outcome.stop(), text + " on " + bowl);
    }
  }

  /** Commons Math's criteria are met under noise, too, in time. */
  @Test
  void cmaEsGoesOnUnderNoise() {
    for (double sd : new double[] {1e-6, 0.1}) {
      Problem problem = problem("cma-es", "quadratic", new Gaussian(sd));
      Outcome outcome =
          run(minimizer("cma-es"), problem, start("quadratic"), Budget.of(Charge.VALUES, 100_000));
      assertEquals(Outcome.Stop.BUDGET, outcome.stop());
      assertTrue(outcome.truth() < 10 * sd, "truth " + outcome.truth() + " at " + sd);
    }
  }

  /** A gradient that points downhill, away from the minimum: the search says that it is lost. */
  @ParameterizedTest
  @CsvSource({"lbfgs", "bfgs", "cg", "noise-stop:use=lbfgs"})
  void aLineSearchThatFailsIsNotConvergence(String text) {
    Problem wrong = Problem.of(1, x -> x[0] * x[0], (x, into) -> into[0] = -2 * x[0]);
    Outcome outcome = run(minimizer(text), wrong, new double[] {1}, Budget.UNLIMITED);
    assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
    assertEquals("nothing lower along the gradient, whose norm is 2.00", outcome.message());
  }

  /** One run of several that is lost does not end the others. */
  @Test
  void multiStartGoesOnBehindARunThatIsStuck() {
    Problem wrong = Problem.of(1, x -> x[0] * x[0], (x, into) -> into[0] = -2 * x[0]);
    Outcome outcome =
        run(new MultiStart(new Lbfgs(5, 0), 3, 1, 0, 1), wrong, new double[] {1}, Budget.UNLIMITED);
    assertEquals("", outcome.message());
    assertEquals(2, outcome.ledger().count(Charge.ITERATIONS));
  }

  /** A first trial that leads nowhere is given up; the others go on from there. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 10, 1e20, 1e100})
  void anyLearningRateIsAFirstTrialOfALineSearch(double learningRate) {
    Problem bowl =
        Problem.of(
            2,
            x -> Math.pow(x[0], 4) + x[0] * x[0] + x[0] * x[1] + 3 * x[1] * x[1],
            (x, into) -> {
              into[0] = 4 * Math.pow(x[0], 3) + 2 * x[0] + x[1];
              into[1] = x[0] + 6 * x[1];
            });
    Outcome outcome =
        run(
            new Lbfgs(5, 1e-9, LineSearch.WOLFE, learningRate),
            bowl,
            new double[] {-1, 0.1},
            Budget.of(Charge.VALUES, 2000));
    assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
    assertEquals("", outcome.message());
    assertEquals(0, outcome.truth(), 1e-17);
  }

  /**
   * A gradient of 10⁻¹⁶⁰ and then one of 10¹⁰ make β infinite, and the direction no number: it
   * plays no part in the new start.
   */
  @Test
  void cgStartsAgainWithTheGradientAlone() {
    Problem step =
        Problem.of(
            2,
            x -> x[0] == 0 ? 1 : 5e9 * (x[1] - 1) * (x[1] - 1) - 1e10,
            (x, into) -> {
              into[0] = x[0] == 0 ? 1e-160 : 0;
              into[1] = x[0] == 0 ? 0 : 1e10 * (x[1] - 1);
            });
    Outcome outcome = run(new Cg(0, 0.2), step, new double[2], Budget.of(Charge.VALUES, 1000));
    assertEquals(1, outcome.recommended()[1], 1e-12);
  }

  /** NFT predicts the value at its last point with rounding, and ends there all the same. */
  @Test
  void aValueThatWasOnlyPredictedIsNoSignOfNoise() {
    for (String text : new String[] {"rotosolve", "nft"}) {
      Problem rotors = new Rotors(3, (value, rng) -> value, Streams.of(1).rng());
      Outcome outcome =
          run(minimizer(text), rotors, new double[] {1, 2, 0.5}, Budget.of(Charge.VALUES, 5000));
      assertEquals(Outcome.Stop.CONVERGED, outcome.stop(), text);
    }
  }

  /** To the maximum of 2·10⁶ - 2·10⁶ (x-1)², from 0, where it is 0. */
  @Test
  void whoLooksForTheMaximumMayEndFarAboveTheStart() {
    Problem hill =
        Problem.of(
            1,
            x -> 2e6 - 2e6 * (x[0] - 1) * (x[0] - 1),
            (x, gradient) -> gradient[0] = -4e6 * (x[0] - 1));
    Budget budget = Budget.of(Charge.ITERATIONS, 100);
    Minimizer up = minimizer("maximise+adam:learningRate=0.1");
    Outcome outcome = run(up, hill, new double[1], budget);
    assertEquals(Outcome.Stop.BUDGET, outcome.stop(), outcome.message());
    assertEquals(2e6, outcome.truth(), 1e3);
  }

  /** Saved at every tenth of 30 iterations: once each, whatever budget ends the run. */
  @ParameterizedTest
  @ValueSource(strings = {"ITERATIONS", "GRADIENTS"})
  void aRunIsHandedOverOnceWhereItStands(Charge spent) {
    List<Checkpoint> saved = new ArrayList<>();
    Minimizer descent = Descent.gradient(Sgd.of(0.01)).saving(10, saved::add);
    double[] start = start("quadratic");
    run(descent, problem("sgd", "quadratic", new None()), start, Budget.of(spent, 30));
    assertEquals(3, saved.size());
  }
}
