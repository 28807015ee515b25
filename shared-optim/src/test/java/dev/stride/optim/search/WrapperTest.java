package dev.stride.optim.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import dev.stride.optim.Trial;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** Multi-start and noise-aware stopping. */
class WrapperTest {
  /** A function of values with normal noise that remembers where it was asked. */
  private static final class Noisy implements Problem {
    private final ToDoubleFunction<double[]> function;
    private final double sd;
    private final UniformRandomProvider rng;
    private final List<Double> asked = new ArrayList<>();

    Noisy(ToDoubleFunction<double[]> function, double sd, long seed) {
      this.function = function;
      this.sd = sd;
      rng = Streams.of(seed).at("noise").rng();
    }

    @Override
    public Layout layout() {
      return Layout.flat(1);
    }

    @Override
    public Set<Order> answers() {
      return EnumSet.of(Order.VALUE);
    }

    @Override
    public void evaluate(Trial trial) {
      asked.add(trial.x[0]);
      trial.value = truth(trial.x) + sd * Samplers.gaussian(rng);
    }

    @Override
    public double truth(double[] x) {
      return function.applyAsDouble(x);
    }
  }

  private static Outcome run(Minimizer minimizer, Problem problem, double x0, Budget budget) {
    return Metered.run(
        minimizer,
        problem,
        new double[] {x0},
        budget,
        Curve.trace(),
        Streams.of(8).at("search").rng());
  }

  private static List<Double> path(Outcome outcome) {
    return outcome.curve().points().stream().map(x -> x[0]).toList();
  }

  /** Recommends its start moved by one downwards, and by one more, as often as it is let. */
  private static Minimizer walk(int steps) {
    return (problem, x0, rng) -> {
      double[] x = x0.clone();
      for (int k = 0; k < steps; k++) {
        x[0] -= 1;
        problem.recommend(x);
      }
    };
  }

  /** The runs end at 8, a and b in ±1 of x0 minus 2; the value is lowest at 7. */
  @Test
  void multiStartKeepsTheBestResult() {
    Noisy problem = new Noisy(x -> Math.abs(x[0] - 7.5), 0, 1);
    Outcome outcome = run(new MultiStart(walk(2), 3, 1, 0, 1), problem, 10, Budget.UNLIMITED);
    List<Double> path = path(outcome);
    // The start, two steps, and twice two steps and an end.
    assertEquals(9, path.size());
    assertEquals(List.of(10.0, 9.0, 8.0, 8.0, 8.0), path.subList(0, 5));
    assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
    // Each comparison asks at the result and at the best so far, and nothing else was asked.
    assertEquals(4, problem.asked.size());
    double first = problem.asked.get(0);
    double second = problem.asked.get(2);
    assertTrue(first > 7 && first < 9 && second > 7 && second < 9 && first != second);
    assertEquals(8, problem.asked.get(1), 0);
    double best = problem.truth(new double[] {first}) < 0.5 ? first : 8;
    assertEquals(best, path.get(5), 0);
    assertEquals(best, problem.asked.get(3), 0);
    assertEquals(best, path.get(7), 0);
    double last = problem.truth(new double[] {second}) < Math.abs(best - 7.5) ? second : best;
    assertEquals(last, outcome.recommended()[0], 0);
    assertEquals(8, outcome.ledger().count(Charge.ITERATIONS));
    assertEquals(4, outcome.ledger().count(Charge.VALUES));
  }

  /** The mean of a thousand comparisons tells 0.2 apart under noise of 1: 4.5 standard errors. */
  @Test
  void multiStartComparesMeans() {
    Noisy problem = new Noisy(x -> x[0] < 7.9 ? 0 : 0.2, 1, 2);
    Outcome outcome = run(new MultiStart(walk(2), 2, 1, 0, 1000), problem, 10, Budget.UNLIMITED);
    assertEquals(2000, outcome.ledger().count(Charge.VALUES));
    double candidate = problem.asked.get(0);
    assertEquals(candidate < 7.9 ? candidate : 8, outcome.recommended()[0], 0);
    assertTrue(candidate < 7.9, "this seed draws a better start");
  }

  @Test
  void multiStartCutsRunsOffAtTheirIterations() {
    Noisy problem = new Noisy(x -> x[0], 0, 1);
    Outcome outcome = run(new MultiStart(walk(1000), 3, 0.25, 4, 1), problem, 10, Budget.UNLIMITED);
    assertEquals(4 + 2 * (4 + 1), outcome.ledger().count(Charge.ITERATIONS));
    assertTrue(outcome.recommended()[0] <= 6 && outcome.recommended()[0] >= 5.75);
  }

  /** A later run that fails costs an iteration and nothing else; the first one is the user's. */
  @Test
  void multiStartDropsLaterRunsThatDiverge() {
    Minimizer fragile =
        (problem, x0, rng) -> {
          if (x0[0] != 10) {
            throw new Diverged("broken");
          }
          problem.recommend(new double[] {3});
        };
    Noisy problem = new Noisy(x -> x[0], 0, 1);
    Outcome outcome = run(new MultiStart(fragile, 4, 1, 0, 1), problem, 10, Budget.UNLIMITED);
    assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
    assertEquals(List.of(10.0, 3.0, 3.0, 3.0, 3.0), path(outcome));
    assertEquals(0, outcome.ledger().count(Charge.VALUES));
    Outcome first = run(new MultiStart(fragile, 4, 1, 0, 1), problem, 11, Budget.UNLIMITED);
    assertEquals(Outcome.Stop.DIVERGED, first.stop());
    assertEquals("broken", first.message());
  }

  /** What lies in a canyon's wrong ripple from one start does not from one of twenty. */
  @Test
  void multiStartFindsTheGlobalMinimum() {
    Noisy ripples =
        new Noisy(x -> x[0] * x[0] / 20 - Math.cos(3 * x[0]) + Math.sin(2 * x[0]) + 2, 0, 1);
    double lowest = Double.POSITIVE_INFINITY;
    for (double x = -10; x < 10; x += 1e-4) {
      lowest = Math.min(lowest, ripples.truth(new double[] {x}));
    }
    Outcome single = run(new NelderMead(0.1), ripples, 5, Budget.UNLIMITED);
    assertTrue(single.truth() > lowest + 0.1);
    Outcome several =
        run(new MultiStart(new NelderMead(0.1), 20, 8, 0, 1), ripples, 5, Budget.UNLIMITED);
    assertEquals(lowest, several.truth(), 1e-6);
  }

  /** Recommends x0 minus {@code step} times the iteration. */
  private static Minimizer slide(double step) {
    return (problem, x0, rng) -> {
      double[] x = x0.clone();
      while (true) {
        x[0] -= step;
        problem.recommend(x);
      }
    };
  }

  private static long checks(NoiseStop stop, Problem problem, long seed) {
    Outcome outcome =
        Metered.run(
            stop,
            problem,
            new double[] {0},
            Budget.UNLIMITED,
            Curve.every(Charge.ITERATIONS, Long.MAX_VALUE),
            Streams.of(seed).rng());
    long checks = outcome.ledger().count(Charge.ITERATIONS) / stop.window();
    assertEquals(2L * stop.measurements() * checks, outcome.ledger().count(Charge.VALUES));
    return checks;
  }

  /**
   * On a plain, a check passes with probability α: over 4000 runs the share that goes beyond the
   * first check is binomial, and so is that beyond a second one. Limits of 4.4 standard deviations:
   * by chance 1.1e-5 for each of the three.
   */
  @Test
  void onAPlainTheFalseAlarmsAreAsFrequentAsStated() {
    int runs = 4000;
    NoiseStop stop = new NoiseStop(slide(1), 3, 4, 0.1, 1);
    NoiseStop patient = new NoiseStop(slide(1), 3, 4, 0.1, 2);
    int beyondFirst = 0;
    int beyondSecond = 0;
    int patientBeyondSecond = 0;
    for (int k = 0; k < runs; k++) {
      long checks = checks(stop, new Noisy(x -> 0, 1, k), k);
      beyondFirst += checks > 1 ? 1 : 0;
      beyondSecond += checks > 2 ? 1 : 0;
      long patiently = checks(patient, new Noisy(x -> 0, 1, runs + k), k);
      assertTrue(patiently >= 2);
      patientBeyondSecond += patiently > 2 ? 1 : 0;
    }
    assertShare(0.1, beyondFirst, runs);
    assertShare(0.01, beyondSecond, runs);
    assertShare(1 - 0.9 * 0.9, patientBeyondSecond, runs);
  }

  /**
   * A fall of d standard errors per window: with 100 measurements the variance is as good as known,
   * and the first check fails with probability Φ(1.645 - d), 0.087 at d = 3.004.
   */
  @Test
  void whileTheValueFallsTheSearchIsStoppedAsRarelyAsStated() {
    int runs = 2000;
    double d = 3.004;
    double fall = d * Math.sqrt(2.0 / 100);
    int stopped = 0;
    for (int k = 0; k < runs; k++) {
      NoiseStop stop = new NoiseStop(slide(fall / 2), 2, 100, 0.05, 1);
      Problem falling = new Noisy(x -> Math.max(x[0], -1.5 * fall), 1, k);
      stopped += checks(stop, falling, k) == 1 ? 1 : 0;
    }
    assertShare(0.087, stopped, runs);
  }

  private static void assertShare(double probability, int count, int runs) {
    double sd = Math.sqrt(runs * probability * (1 - probability));
    assertEquals(runs * probability, count, 4.4 * sd);
  }

  /** The value falls until -10 and no further; a check every 3 iterations. */
  @Test
  void withoutNoiseItStopsWhereTheValueNoLongerFalls() {
    Noisy problem = new Noisy(x -> Math.max(x[0], -10), 0, 1);
    Outcome outcome = run(new NoiseStop(slide(1), 3, 2, 0.05, 1), problem, 0, Budget.UNLIMITED);
    assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
    // Falls at 3, 6, 9 and 12 (from 9 to 10); not at 15.
    assertEquals(15, outcome.ledger().count(Charge.ITERATIONS));
    assertEquals(-15, outcome.recommended()[0], 0);
    assertEquals(5 * 4, outcome.ledger().count(Charge.VALUES));
    assertEquals(
        List.of(0.0, -3.0, 0.0, -3.0, -3.0, -6.0, -3.0, -6.0), problem.asked.subList(0, 8));
  }

  /** Too slow for one window, the fall shows over three: the reference stays where it was. */
  @Test
  void patienceLetsASlowFallAddUp() {
    NoiseStop patient = new NoiseStop(slide(1), 1, 2, 0.5, 3);
    Noisy stairs = new Noisy(x -> Math.max(3 * Math.ceil(x[0] / 3), -9), 0, 1);
    Outcome outcome = run(patient, stairs, 0, Budget.UNLIMITED);
    // The stairs go down at 3, 6 and 9; then three checks fail.
    assertEquals(12, outcome.ledger().count(Charge.ITERATIONS));
  }

  /** What ends by itself ends the whole; BUDGET and DIVERGED pass through. */
  @Test
  void theEndOfTheInnerSearchIsTheEnd() {
    Noisy problem = new Noisy(x -> x[0], 0, 1);
    Outcome outcome = run(new NoiseStop(walk(7), 2, 2, 0.05, 1), problem, 0, Budget.UNLIMITED);
    assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
    assertEquals(7, outcome.ledger().count(Charge.ITERATIONS));
    Outcome cut =
        run(new NoiseStop(slide(1), 2, 2, 0.05, 1), problem, 0, Budget.of(Charge.VALUES, 6));
    assertEquals(Outcome.Stop.BUDGET, cut.stop());
    assertEquals(-4, cut.recommended()[0], 0);
    Noisy cliff = new Noisy(x -> x[0] < -5 ? Double.NaN : x[0], 0, 1);
    Outcome broken = run(new NoiseStop(slide(1), 2, 2, 0.05, 1), cliff, 0, Budget.UNLIMITED);
    assertEquals(Outcome.Stop.DIVERGED, broken.stop());
  }

  /** The outer one has seen enough while the inner one runs: the whole ends, and not one start. */
  @Test
  void aWrapperInsideLetsTheOuterOneEnd() {
    Noisy plain = new Noisy(x -> 0, 0, 1);
    Minimizer inner = new MultiStart(slide(1), 0, 1, 0, 1);
    Outcome outcome =
        run(new NoiseStop(inner, 3, 2, 0.05, 1), plain, 0, Budget.of(Charge.ITERATIONS, 100));
    assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
    assertEquals(3, outcome.ledger().count(Charge.ITERATIONS));
    Minimizer stopped = new NoiseStop(slide(1), 1000, 2, 0.05, 1);
    Outcome cut = run(new MultiStart(stopped, 2, 1, 4, 1), plain, 0, Budget.UNLIMITED);
    assertEquals(4 + 4 + 1, cut.ledger().count(Charge.ITERATIONS));
    Minimizer twice = new MultiStart(slide(1), 5, 1, 7, 1);
    Outcome both = run(new MultiStart(twice, 2, 1, 3, 1), plain, 0, Budget.UNLIMITED);
    assertEquals(3 + 3 + 1, both.ledger().count(Charge.ITERATIONS));
  }

  /** BOBYQA catches what its library throws, and not what ends a wrapper. */
  @Test
  void bobyqaLetsWrappersEnd() {
    Noisy bowl = new Noisy(x -> x[0] * x[0], 1, 1);
    Bobyqa bobyqa = new Bobyqa(0.5, 1e-8, -10, 10);
    Budget limit = Budget.of(Charge.VALUES, 100_000);
    Outcome stopped = run(new NoiseStop(bobyqa, 20, 10, 0.05, 1), bowl, 3, limit);
    assertEquals(Outcome.Stop.CONVERGED, stopped.stop());
    assertEquals(0, stopped.ledger().count(Charge.ITERATIONS) % 20);
    Outcome several = run(new MultiStart(bobyqa, 3, 1, 5, 1), bowl, 3, limit);
    assertEquals(Outcome.Stop.CONVERGED, several.stop());
    assertEquals(5 + 2 * (5 + 1), several.ledger().count(Charge.ITERATIONS));
  }

  /** How many random numbers the inner search draws does not move the starts. */
  @Test
  void theStartsDoNotDependOnTheInnerSearch() {
    List<List<Double>> starts = new ArrayList<>();
    for (int draws : new int[] {0, 3}) {
      List<Double> seen = new ArrayList<>();
      Minimizer drawing =
          (problem, x0, rng) -> {
            seen.add(x0[0]);
            for (int i = 0; i < draws; i++) {
              rng.nextDouble();
            }
          };
      run(new MultiStart(drawing, 5, 1, 0, 1), new Noisy(x -> 0, 0, 1), 0, Budget.UNLIMITED);
      starts.add(seen);
    }
    assertEquals(starts.get(0), starts.get(1));
    assertEquals(5, starts.get(0).stream().distinct().count());
  }

  @Test
  void settingsAreChecked() {
    Minimizer use = walk(1);
    assertThrows(IllegalArgumentException.class, () -> new MultiStart(use, -1, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new MultiStart(use, 1, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new MultiStart(use, 1, 1, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new MultiStart(use, 1, 1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new MultiStart(use, 1, 2, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new NoiseStop(use, 0, 2, 0.1, 1));
    assertThrows(IllegalArgumentException.class, () -> new NoiseStop(use, 1, 1, 0.1, 1));
    assertThrows(IllegalArgumentException.class, () -> new NoiseStop(use, 1, 2, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new NoiseStop(use, 1, 2, 0.6, 1));
    assertThrows(IllegalArgumentException.class, () -> new NoiseStop(use, 1, 2, 0.1, 0));
    assertArrayEquals(
        new Object[] {Order.VALUE}, new NoiseStop(use, 1, 2, 0.1, 1).orders().toArray());
    assertEquals(
        EnumSet.of(Order.VALUE, Order.GRADIENT),
        new MultiStart(new Lbfgs(5, 0, LineSearch.NONE, 1), 1, 1, 1, 1).orders());
  }
}
