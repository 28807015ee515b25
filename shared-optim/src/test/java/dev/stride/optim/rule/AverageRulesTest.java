package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lookahead, averages and Schedule-Free: closed forms, and what sparse steps make of them. */
class AverageRulesTest {
  private static final double EXACT = 1e-14;

  /** A rule with its parameters, stepped by hand. */
  private static final class Walk {
    final double[] x;
    private final Rule.State<? super Step> state;

    Walk(String text, double... x) {
      this.x = x;
      state = Rules.parse(text, Step.class, "a test").start(Layout.flat(x.length));
    }

    void dense(double... proposed) {
      Step step = Step.dense(x.length);
      System.arraycopy(proposed, 0, step.value, 0, x.length);
      state.apply(step, x);
      step.addTo(x);
    }

    void at(int i, double proposed) {
      Step step = Step.sparse(x.length);
      step.size = 1;
      step.index[0] = i;
      step.value[0] = proposed;
      state.apply(step, x);
      step.addTo(x);
    }

    double[] recommended() {
      double[] into = x.clone();
      state.recommended(x, into);
      return into;
    }
  }

  @Test
  void lookaheadGoesBackHalfWayEverySecondStep() {
    Walk walk = new Walk("lookahead:steps=2,rate=0.5", 10, 0);
    walk.dense(1, 4);
    assertArrayEquals(new double[] {11, 4}, walk.x, 0);
    assertArrayEquals(new double[] {10, 0}, walk.recommended(), 0);
    walk.dense(1, 4);
    assertArrayEquals(new double[] {11, 4}, walk.x, EXACT);
    assertArrayEquals(new double[] {11, 4}, walk.recommended(), EXACT);
    walk.dense(1, 4);
    assertArrayEquals(new double[] {12, 8}, walk.x, EXACT);
    assertArrayEquals(new double[] {11, 4}, walk.recommended(), EXACT);
  }

  @Test
  void lookaheadCountsTheStepsOfEachParameter() {
    Walk walk = new Walk("lookahead:steps=2,rate=0.5", 10, 20);
    walk.at(0, 4);
    walk.at(1, 4);
    assertArrayEquals(new double[] {14, 24}, walk.x, 0);
    walk.at(1, 4);
    assertArrayEquals(new double[] {14, 24}, walk.x, EXACT);
    assertArrayEquals(new double[] {10, 24}, walk.recommended(), EXACT);
    walk.at(1, 4);
    walk.at(0, 4);
    assertArrayEquals(new double[] {14, 28}, walk.x, EXACT);
    assertArrayEquals(new double[] {14, 24}, walk.recommended(), EXACT);
  }

  /** A dense step, then sparse ones: the first has counted for both. */
  @Test
  void denseStepsCountForAllParametersOfLookahead() {
    Walk walk = new Walk("lookahead:steps=2,rate=0.5", 0, 0);
    walk.dense(4, 4);
    walk.at(1, 4);
    assertArrayEquals(new double[] {4, 4}, walk.x, EXACT);
    walk.at(0, 4);
    assertArrayEquals(new double[] {4, 4}, walk.x, EXACT);
  }

  @Test
  void theEarlyAveragesByHand() {
    Walk ema = new Walk("ema:decay=0.75", 1);
    Walk mean = new Walk("polyak", 1);
    Walk late = new Walk("polyak:start=1", 1);
    for (Walk walk : new Walk[] {ema, mean, late}) {
      assertEquals(1, walk.recommended()[0], 0);
      walk.dense(2);
      assertEquals(3, walk.recommended()[0], EXACT);
      walk.dense(4);
      assertEquals(7, walk.x[0], 0);
    }
    assertEquals((0.75 * 0.25 * 3 + 0.25 * 7) / (1 - 0.5625), ema.recommended()[0], EXACT);
    assertEquals(5, mean.recommended()[0], EXACT);
    assertEquals(7, late.recommended()[0], EXACT);
    late.dense(1);
    assertEquals(7.5, late.recommended()[0], EXACT);
  }

  /** Asking for the average changes nothing. */
  @Test
  void theAverageCanBeAskedForTwice() {
    Walk walk = new Walk("ema:decay=0.5", 1);
    walk.dense(1);
    walk.dense(1);
    double[] once = walk.recommended();
    assertArrayEquals(once, walk.recommended(), 0);
  }

  /** Rounding: a hundred updates of numbers below 10. */
  @ParameterizedTest
  @ValueSource(
      strings = {"sgd:learningRate=0.5+ema:decay=0.9", "sgd:learningRate=0.5+polyak:start=7"})
  void theAverageOfSparseStepsIsThatOfDenseOnes(String text) {
    Walk sparse = new Walk(text, 1, -2, 3, 0.5);
    Walk dense = new Walk(text, 1, -2, 3, 0.5);
    UniformRandomProvider rng = Streams.of(5).rng();
    for (int k = 0; k < 100; k++) {
      int at = Math.min(rng.nextInt(5), 3);
      double proposed = Samplers.gaussian(rng);
      double[] all = new double[4];
      all[at] = proposed;
      dense.dense(all);
      if (k == 50) {
        sparse.dense(all);
      } else {
        sparse.at(at, proposed);
      }
      assertArrayEquals(dense.x, sparse.x, 0);
      assertArrayEquals(dense.recommended(), sparse.recommended(), 1e-13, "step " + k);
    }
  }

  @Test
  void linksBehindAnAverageAreInIt() {
    Walk walk = new Walk("polyak+box:low=0,high=4", 1);
    walk.dense(1);
    walk.dense(100);
    assertArrayEquals(new double[] {3}, walk.recommended(), EXACT);
  }

  /** With β = 0 the train point is the base point: gradient descent, and its mean. */
  @Test
  void scheduleFreeWithoutMomentumIsTheMeanOfGradientDescent() {
    Walk free = new Walk("schedule-free:learningRate=0.3,momentum=0", 1, 2);
    Walk mean = new Walk("sgd:learningRate=0.3+polyak", 1, 2);
    UniformRandomProvider rng = Streams.of(6).rng();
    for (int k = 0; k < 40; k++) {
      double[] proposed = {Samplers.gaussian(rng), Samplers.gaussian(rng)};
      free.dense(proposed);
      mean.dense(proposed);
      assertArrayEquals(mean.x, free.x, 1e-13);
      assertArrayEquals(mean.recommended(), free.recommended(), 1e-13);
    }
  }

  /** z: 1, 2, 4; x: 1, 1.5, 7/3 for steps of 1, 1, 2 from 0 on; y is a quarter of z more. */
  @Test
  void scheduleFreeByHand() {
    Walk walk = new Walk("schedule-free:learningRate=1,momentum=0.75", 0);
    walk.dense(1);
    assertEquals(1, walk.x[0], EXACT);
    walk.dense(1);
    assertEquals(0.25 * 2 + 0.75 * 1.5, walk.x[0], EXACT);
    walk.dense(2);
    assertEquals(0.25 * 4 + 0.75 * 7 / 3, walk.x[0], EXACT);
    assertEquals(7 / 3.0, walk.recommended()[0], EXACT);
  }

  /** What is touched first after many steps of others starts from its own first step. */
  @Test
  void scheduleFreeCountsTheStepsOfEachParameter() {
    Walk both = new Walk("schedule-free:learningRate=1,momentum=0.75", 0, 5);
    Walk alone = new Walk("schedule-free:learningRate=1,momentum=0.75", 5);
    for (int k = 0; k < 10; k++) {
      both.at(0, 1);
    }
    for (int k = 0; k < 4; k++) {
      both.at(1, k);
      alone.dense(k);
      assertEquals(alone.x[0], both.x[1], 0);
    }
    assertEquals(alone.recommended()[0], both.recommended()[1], 0);
    double[] before = both.recommended();
    both.at(1, 7);
    assertEquals(before[0], both.recommended()[0], 0);
  }

  /** The rate of this schedule is 0 from its third step on; nothing moves any more. */
  @Test
  void stepsOfRateZeroWeighNothing() {
    Walk walk =
        new Walk("schedule-free:learningRate=(warmup-cosine:peak=1,steps=2,warmup=0)", 0, 0);
    walk.dense(1, 1);
    walk.dense(1, 1);
    double[] x = walk.x.clone();
    double[] recommended = walk.recommended();
    walk.dense(9, 9);
    assertArrayEquals(x, walk.x, EXACT);
    assertArrayEquals(recommended, walk.recommended(), 0);
  }

  @Test
  void ratesWhoseSquaresVanishDoNoHarm() {
    Walk walk = new Walk("schedule-free:learningRate=1e-200", 3);
    walk.dense(1);
    assertArrayEquals(new double[] {3}, walk.x, 0);
    assertArrayEquals(new double[] {3}, walk.recommended(), 0);
  }

  /** Averages converge where the iterates keep to a noise ball. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd:learningRate=0.2+polyak:start=100",
        "sgd:learningRate=0.2+ema:decay=0.999",
        "schedule-free:learningRate=0.2",
        "rmsprop:learningRate=1,decay=0.99+schedule-free:learningRate=0.05",
        "adam:learningRate=1,beta1=0+schedule-free:learningRate=0.05"
      })
  void averagesAreNearerToTheMinimum(String text) {
    Walk walk = new Walk(text, 3, -3, 3, -3, 3, -3, 3, -3);
    UniformRandomProvider rng = Streams.of(9).at(text).rng();
    for (int k = 0; k < 5000; k++) {
      double[] proposed = new double[8];
      Arrays.setAll(proposed, i -> -walk.x[i] + Samplers.gaussian(rng));
      walk.dense(proposed);
    }
    // The iterates keep to a ball of length 0.9. An average over at least 2000 gradients of unit
    // noise has an error of 0.022 in each of 8 entries: 0.3 is χ² = 180 with 8 degrees of freedom,
    // a false alarm below 1e-30. What is left of the start is below 0.1.
    assertEquals(0, Norm.of(walk.recommended(), 8), 0.3);
  }
}
