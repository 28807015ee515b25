package dev.stride.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeteredTest {
  /** f(x) = x, measured one too high, at 30 shots of 2 circuits each. */
  private static final class Line implements Problem {
    @Override
    public Layout layout() {
      return Layout.flat(1);
    }

    @Override
    public void evaluate(Trial trial) {
      trial.charge(Charge.CIRCUITS, 2);
      trial.charge(Charge.SHOTS, 30);
      trial.value = trial.x[0] + 1;
      trial.gradient[0] = 1;
    }

    @Override
    public double truth(double[] x) {
      return x[0];
    }
  }

  private static Outcome run(Budget budget, Curve curve, Minimizer minimizer) {
    return Metered.run(
        minimizer, new Line(), new double[] {10}, budget, curve, Streams.of(0).rng());
  }

  private static Curve everyIteration() {
    return Curve.every(Charge.ITERATIONS, 1);
  }

  /** Asks at x0, x0 - 1, ... and recommends twice that. */
  private static void walk(Metered problem, double[] x0, int rounds) {
    Trial trial = problem.trial().order(Order.VALUE, Order.GRADIENT);
    for (int k = 0; k < rounds; k++) {
      trial.x[0] = x0[0] - k;
      problem.evaluate(trial);
      problem.recommend(new double[] {2 * trial.x[0]});
    }
  }

  @Test
  void everythingIsCharged() {
    Outcome outcome = run(Budget.UNLIMITED, everyIteration(), (p, x0, rng) -> walk(p, x0, 3));
    Map<Charge, Long> counts = outcome.ledger().counts();
    assertEquals(3, counts.get(Charge.VALUES));
    assertEquals(3, counts.get(Charge.GRADIENTS));
    assertEquals(6, counts.get(Charge.CIRCUITS));
    assertEquals(90, counts.get(Charge.SHOTS));
    assertEquals(3, counts.get(Charge.ITERATIONS));
    assertEquals(0, counts.get(Charge.METRICS));
    assertEquals(Outcome.Stop.CONVERGED, outcome.stop());
  }

  @Test
  void theTruthJudgesWhatIsRecommendedAndNotWhatIsAsked() {
    Outcome outcome = run(Budget.UNLIMITED, everyIteration(), (p, x0, rng) -> walk(p, x0, 3));
    assertArrayEquals(new long[] {0, 1, 2, 3}, outcome.curve().at());
    assertArrayEquals(new double[] {10, 20, 18, 16}, outcome.curve().truth());
    assertEquals(16, outcome.truth(), 0);
    assertEquals(9, outcome.lowestMeasured(), 0);
  }

  @Test
  void aBudgetOfAnyKindEndsTheRunBeforeItIsPassed() {
    Outcome outcome =
        run(
            Budget.of(Charge.SHOTS, 100).and(Charge.VALUES, 50),
            everyIteration(),
            (p, x0, rng) -> walk(p, x0, 60));
    assertEquals(Outcome.Stop.BUDGET, outcome.stop());
    assertEquals("budget of 100 shots spent", outcome.message());
    assertEquals(90, outcome.ledger().count(Charge.SHOTS));
    assertEquals(10, outcome.ledger().left(Charge.SHOTS));
    // What the last, refused trial had been charged for by then was given back.
    assertEquals(3, outcome.ledger().count(Charge.VALUES));
    assertEquals(6, outcome.ledger().count(Charge.CIRCUITS));
    assertEquals(16, outcome.recommended()[0], 0);
  }

  @Test
  void whatIsNotFiniteEndsTheRunAtTheLastFinitePoint() {
    Outcome outcome =
        run(
            Budget.UNLIMITED,
            everyIteration(),
            (p, x0, rng) -> {
              p.recommend(new double[] {5});
              p.recommend(new double[] {Double.NEGATIVE_INFINITY});
            });
    assertEquals(Outcome.Stop.DIVERGED, outcome.stop());
    assertEquals(5, outcome.recommended()[0], 0);
    Outcome asked =
        run(
            Budget.UNLIMITED,
            everyIteration(),
            (p, x0, rng) -> walk(p, new double[] {Double.NaN}, 1));
    assertEquals(Outcome.Stop.DIVERGED, asked.stop());
    assertEquals(0, asked.ledger().count(Charge.VALUES));
  }

  /** The value is the parameter: 10⁶ times the start, and 10⁶ where that is below 1. */
  @ParameterizedTest
  @CsvSource({
    "10, 10000010, CONVERGED",
    "10, 10000011, DIVERGED",
    "-10, 9999990, CONVERGED",
    "-10, 9999991, DIVERGED",
    "0.25, 1e6, CONVERGED",
    "0.25, 1000001, DIVERGED",
    "10, -1e300, CONVERGED"
  })
  void aResultFarAboveTheStartHasDiverged(double start, double end, Outcome.Stop stop) {
    Outcome outcome =
        Metered.run(
            (p, x0, rng) -> p.recommend(new double[] {end}),
            new Line(),
            new double[] {start},
            Budget.UNLIMITED,
            everyIteration(),
            Streams.of(0).rng());
    assertEquals(stop, outcome.stop());
    assertEquals(end, outcome.truth(), 0);
    assertEquals(1, outcome.ledger().count(Charge.ITERATIONS));
  }

  @Test
  void whatComesBackHasNotDiverged() {
    Outcome outcome =
        run(
            Budget.of(Charge.ITERATIONS, 2),
            everyIteration(),
            (p, x0, rng) -> {
              p.recommend(new double[] {1e300});
              p.recommend(new double[] {3});
            });
    assertEquals(Outcome.Stop.BUDGET, outcome.stop());
    assertEquals(3, outcome.truth(), 0);
    assertArrayEquals(new double[] {10, 1e300, 3}, outcome.curve().truth());
  }

  /** Also behind a spent budget, and it says from where to where it went. */
  @Test
  void aSpentBudgetDoesNotHideThatARunDiverged() {
    Outcome outcome =
        run(
            Budget.of(Charge.ITERATIONS, 1),
            everyIteration(),
            (p, x0, rng) -> p.recommend(new double[] {1e82}));
    assertEquals(Outcome.Stop.DIVERGED, outcome.stop());
    assertEquals(
        "ended at a value of 1.00000e+82, far above the 10.0000 of the start", outcome.message());
  }

  @Test
  void otherErrorsAreNotTheOutcomesBusiness() {
    Minimizer broken =
        (p, x0, rng) -> {
          throw new IllegalStateException("broken");
        };
    assertThrows(
        IllegalStateException.class, () -> run(Budget.UNLIMITED, everyIteration(), broken));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Metered.run(
                broken,
                new Line(),
                new double[2],
                Budget.UNLIMITED,
                everyIteration(),
                Streams.of(0).rng()));
  }

  @Test
  void aCoarseCurveHasOnePointPerSpacing() {
    Outcome outcome =
        run(Budget.UNLIMITED, Curve.every(Charge.SHOTS, 100), (p, x0, rng) -> walk(p, x0, 10));
    // Costs are 30, 60, ..., 300: the first in each hundred.
    assertArrayEquals(new long[] {0, 120, 210, 300}, outcome.curve().at());
    Outcome end =
        run(Budget.UNLIMITED, Curve.every(Charge.SHOTS, 200), (p, x0, rng) -> walk(p, x0, 9));
    // The end has its point even where none is due.
    assertArrayEquals(new long[] {0, 210, 270}, end.curve().at());
    Outcome ends =
        run(
            Budget.UNLIMITED,
            Curve.every(Charge.SHOTS, Long.MAX_VALUE),
            (p, x0, rng) -> walk(p, x0, 10));
    assertArrayEquals(new long[] {0, 300}, ends.curve().at());
  }

  @Test
  void aTraceKeepsThePoints() {
    Outcome outcome = run(Budget.UNLIMITED, Curve.trace(), (p, x0, rng) -> walk(p, x0, 2));
    assertEquals(3, outcome.curve().points().size());
    assertArrayEquals(new double[] {10}, outcome.curve().points().get(0));
    assertArrayEquals(new double[] {18}, outcome.curve().points().get(2));
    assertTrue(
        run(Budget.UNLIMITED, everyIteration(), (p, x0, rng) -> {}).curve().points().isEmpty());
  }

  @Test
  void aLedgerChargesAllOrNothing() {
    Ledger ledger = new Ledger(Budget.of(Charge.STEPS, 10));
    ledger.charge(Charge.STEPS, 7);
    assertThrows(BudgetSpent.class, () -> ledger.charge(Charge.STEPS, 4));
    assertEquals(7, ledger.count(Charge.STEPS));
    ledger.charge(Charge.STEPS, 3);
    assertEquals(0, ledger.left(Charge.STEPS));
    assertEquals(Long.MAX_VALUE, ledger.left(Charge.SHOTS));
    assertThrows(IllegalArgumentException.class, () -> Budget.of(Charge.STEPS, -1));
  }

  @Test
  void layoutsAreBlocksWithoutGaps() {
    Layout layout = Layout.flat(3).with("phi", 2, 4);
    assertEquals(11, layout.size());
    assertEquals(3, layout.blocks().get(1).offset());
    assertEquals(8, layout.blocks().get(1).size());
    assertThrows(IllegalArgumentException.class, () -> layout.with("phi", 1));
    assertThrows(IllegalArgumentException.class, () -> Layout.flat(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Layout(List.of(new Layout.Block("a", 1, List.of(2)))));
  }

  @Test
  void aSnapshotIsRestoredByName() {
    Rule.State<Step> state =
        new Rule.State<>() {
          @Override
          public void apply(Step step, double[] x) {}

          @Override
          public void slots(Slots slots) {
            slots.vector("v", new double[2]);
          }
        };
    new Snapshot(Map.of("v", new double[2])).restore(state);
    for (Map<String, double[]> wrong :
        List.of(
            Map.of("w", new double[2]),
            Map.of("v", new double[3]),
            Map.of("v", new double[2], "w", new double[1]))) {
      assertThrows(IllegalArgumentException.class, () -> new Snapshot(wrong).restore(state));
    }
  }

  @Test
  void trialsOfferRoomForAMetricWhereThereIsOne() {
    assertEquals(9, Trial.free(3).metric.length);
    run(
        Budget.UNLIMITED,
        everyIteration(),
        (p, x0, rng) -> {
          assertEquals(0, p.trial().metric.length);
          assertTrue(p.trial().order(Order.VALUE).wants(Order.VALUE));
        });
  }

  /** A part shares answers, charges and budget; what it recommends is its owner's business. */
  @Test
  void aPartRecommendsToItsOwner() {
    List<Double> heard = new ArrayList<>();
    Outcome outcome =
        run(
            Budget.of(Charge.VALUES, 5),
            everyIteration(),
            (p, x0, rng) -> {
              Metered part = p.part(x -> heard.add(x[0]));
              assertEquals(1, part.size());
              walk(part, x0, 3);
              p.recommend(new double[] {4});
              assertEquals(2, part.left(Charge.VALUES));
              // The innermost of two is as good.
              Metered inner = part.part(x -> part.recommend(new double[] {-x[0]}));
              walk(inner, new double[] {3}, 10);
            });
    assertEquals(List.of(20.0, 18.0, 16.0, -6.0, -4.0), heard);
    assertEquals(Outcome.Stop.BUDGET, outcome.stop());
    assertEquals(5, outcome.ledger().count(Charge.VALUES));
    assertEquals(5, outcome.ledger().count(Charge.GRADIENTS));
    assertEquals(1, outcome.ledger().count(Charge.ITERATIONS));
    assertEquals(4, outcome.recommended()[0], 0);
    assertEquals(3, outcome.lowestMeasured(), 0);
    assertArrayEquals(new double[] {10, 4}, outcome.curve().truth());
  }

  @Test
  void aPartThatIsEndedIsToldOfNoMore() {
    run(
        Budget.of(Charge.ITERATIONS, 9),
        everyIteration(),
        (p, x0, rng) -> {
          Metered part = p.part(p::recommend, 4);
          Metered inner = part.part(part::recommend);
          assertEquals(4, part.left(Charge.ITERATIONS));
          walk(inner, x0, 1);
          assertEquals(3, part.left(Charge.ITERATIONS));
          assertEquals(3, inner.left(Charge.ITERATIONS));
          assertEquals(8, p.left(Charge.ITERATIONS));
          assertEquals(8, p.part(x -> {}, 100).left(Charge.ITERATIONS));
          assertEquals(Long.MAX_VALUE, part.left(Charge.VALUES));
        });
  }

  @Test
  void aPartMayNotRecommendWhatIsNotFinite() {
    Outcome outcome =
        run(
            Budget.UNLIMITED,
            everyIteration(),
            (p, x0, rng) -> p.part(p::recommend).recommend(new double[] {Double.NaN}));
    assertEquals(Outcome.Stop.DIVERGED, outcome.stop());
    assertEquals(10, outcome.recommended()[0], 0);
  }

  /** The whole's own figures, and those of the newest part. */
  @Test
  void figuresOfAPartAreShownUntilTheNext() {
    List<String> seen = new ArrayList<>();
    Figures figures =
        new Figures() {
          @Override
          public void figure(String name, double value) {
            seen.add(name + value);
          }

          @Override
          public void diagnosis(String text) {}
        };
    Minimizer minimizer =
        (p, x0, rng) -> {
          p.show(to -> to.figure("whole", 0));
          Metered first = p.part(p::recommend);
          assertTrue(first.isWatched());
          first.show(to -> to.figure("part", 1));
          first.recommend(x0);
          Metered second = p.part(p::recommend);
          second.show(to -> to.figure("part", 2));
          second.recommend(x0);
        };
    Metered.run(
        minimizer,
        new Line(),
        new double[] {10},
        Budget.UNLIMITED,
        everyIteration(),
        Streams.of(0).rng(),
        (iteration, gauges) -> gauges.accept(figures));
    assertEquals(List.of("whole0.0", "part1.0", "whole0.0", "part2.0"), seen);
  }

  @Test
  void aFidelityIsAskedBetweenFinitePoints() {
    Outcome outcome =
        run(
            Budget.UNLIMITED,
            everyIteration(),
            (p, x0, rng) -> {
              Trial trial = p.trial().order(Order.FIDELITY);
              p.evaluate(trial);
              trial.other[0] = Double.POSITIVE_INFINITY;
              p.evaluate(trial);
            });
    assertEquals(Outcome.Stop.DIVERGED, outcome.stop());
    assertEquals(1, outcome.ledger().count(Charge.FIDELITIES));
  }

  /** It is charged, but nothing is made of it. */
  @Test
  void aMeasuredValueThatIsNotANumberEndsTheRun() {
    Problem broken =
        new Problem() {
          @Override
          public Layout layout() {
            return Layout.flat(1);
          }

          @Override
          public void evaluate(Trial trial) {
            trial.value = trial.x[0] < 9 ? Double.NaN : trial.x[0];
            trial.gradient[0] = 1;
          }

          @Override
          public double truth(double[] x) {
            return x[0];
          }
        };
    Outcome outcome =
        Metered.run(
            (p, x0, rng) -> walk(p, x0, 9),
            broken,
            new double[] {10},
            Budget.UNLIMITED,
            everyIteration(),
            Streams.of(0).rng());
    assertEquals(Outcome.Stop.DIVERGED, outcome.stop());
    assertEquals("measured a value that is not a number", outcome.message());
    assertEquals(3, outcome.ledger().count(Charge.VALUES));
    assertEquals(18, outcome.recommended()[0], 0);
    assertEquals(9, outcome.lowestMeasured(), 0);
  }

  @Test
  void withoutAnIterationLeftNothingIsRecommended() {
    Outcome none =
        run(Budget.of(Charge.ITERATIONS, 0), everyIteration(), (p, x0, rng) -> walk(p, x0, 9));
    assertEquals(Outcome.Stop.BUDGET, none.stop());
    assertEquals(10, none.recommended()[0], 0);
    assertArrayEquals(new long[] {0}, none.curve().at());
    assertArrayEquals(new double[] {10}, none.curve().truth());
    Outcome two =
        run(Budget.of(Charge.ITERATIONS, 2), everyIteration(), (p, x0, rng) -> walk(p, x0, 9));
    assertEquals(18, two.recommended()[0], 0);
    assertArrayEquals(new long[] {0, 1, 2}, two.curve().at());
    assertEquals(2, two.ledger().count(Charge.VALUES));
  }
}
