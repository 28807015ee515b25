package dev.stride.experiments.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllPairsTest {
  private static final int SAMPLES = 300;

  private static double normal(double z) {
    return 0.5 + 0.2 * z;
  }

  /** Half of the runs reach the target. */
  private static double saturated(double z) {
    return Math.min(1, 1 + 0.3 * z);
  }

  private static double[][][] equals(
      int optimizers, int strata, int seeds, DoubleUnaryOperator score, Streams streams) {
    UniformRandomProvider rng = streams.rng();
    double[][][] scores = new double[optimizers][strata][seeds];
    for (double[][] of : scores) {
      for (double[] stratum : of) {
        Arrays.setAll(stratum, i -> score.applyAsDouble(Samplers.gaussian(rng)));
      }
    }
    return scores;
  }

  /** The least p of the best against another, the best being picked from the same scores. */
  private static double least(double[][][] scores, Streams streams) {
    int best = 0;
    double most = 0;
    for (int k = 0; k < scores.length; k++) {
      double score = Arrays.stream(scores[k]).mapToDouble(InterquartileMean::of).sum();
      if (score > most) {
        best = k;
        most = score;
      }
    }
    AllPairs pairs = AllPairs.of(scores, 199, streams);
    int chosen = best;
    return IntStream.range(0, scores.length).mapToDouble(k -> pairs.p(chosen, k)).min().orElse(1);
  }

  private static int falseVerdicts(
      int optimizers, int seeds, int strata, DoubleUnaryOperator score) {
    Streams root = Streams.of(21).at(optimizers + "/" + seeds + "/" + strata);
    int wrong = 0;
    for (int k = 0; k < SAMPLES; k++) {
      double[][][] scores = equals(optimizers, strata, seeds, score, root.at("data", k));
      wrong += least(scores, root.at("draw", k)) <= AllPairs.LEVEL ? 1 : 0;
    }
    return wrong;
  }

  /**
   * Equal optimizers, one of which comes out best. If one in twenty samples has a false verdict,
   * more than 31 of 300 have a probability of 5e-5, so one of these 24 counts fails with 0.0013 at
   * most.
   */
  @ParameterizedTest
  @CsvSource({"2,10", "8,10", "15,10", "2,30", "8,30", "15,30"})
  void equalOptimizersAreSeldomToldApart(int optimizers, int seeds) {
    for (int strata : new int[] {1, 4}) {
      int normal = falseVerdicts(optimizers, seeds, strata, AllPairsTest::normal);
      assertTrue(normal <= 31, strata + " strata, normal: " + normal);
      int saturated = falseVerdicts(optimizers, seeds, strata, AllPairsTest::saturated);
      assertTrue(saturated <= 31, strata + " strata, saturated: " + saturated);
    }
  }

  /**
   * The other side: with 30 seeds in 4 strata the rate was about 4 % in a larger simulation; of 300
   * samples, fewer than 3 would then have a probability below 1e-3.
   */
  @Test
  void theVerdictIsNotOvercautious() {
    int wrong = falseVerdicts(8, 30, 4, AllPairsTest::normal);
    assertTrue(wrong >= 3, "only " + wrong);
  }

  /** Seven of them lie three standard errors of a difference or more behind the first. */
  @Test
  void aDifferenceIsFound() {
    double[][][] scores = equals(8, 4, 30, AllPairsTest::normal, Streams.of(22));
    for (double[] stratum : scores[0]) {
      Arrays.setAll(stratum, i -> stratum[i] + 0.2);
    }
    AllPairs pairs = AllPairs.of(scores, 999, Streams.of(23));
    for (int k = 1; k < 8; k++) {
      assertTrue(pairs.p(0, k) <= 0.01, "p " + pairs.p(0, k));
      assertTrue(pairs.difference(0, k).low() > 0);
      assertEquals(pairs.p(0, k), pairs.p(k, 0));
      assertEquals(-pairs.difference(0, k).low(), pairs.difference(k, 0).high());
    }
  }

  @Test
  void thePValueAndTheIntervalAgree() {
    int apart = 0;
    for (int k = 0; k < 100; k++) {
      double[][][] scores = equals(4, 2, 12, AllPairsTest::normal, Streams.of(24).at("data", k));
      for (double[] stratum : scores[0]) {
        Arrays.setAll(stratum, i -> stratum[i] + 0.15);
      }
      AllPairs pairs = AllPairs.of(scores, 199, Streams.of(25).at("draw", k));
      for (int i = 1; i < 4; i++) {
        boolean behind = pairs.p(0, i) <= AllPairs.LEVEL;
        assertEquals(!behind, pairs.difference(0, i).covers(0));
        apart += behind ? 1 : 0;
      }
    }
    assertTrue(apart > 30 && apart < 270, "both verdicts are seen, not " + apart);
  }

  @Test
  void pairsRemoveWhatTheyShare() {
    double[][] base = equals(1, 1, 30, AllPairsTest::normal, Streams.of(26))[0];
    double[][] better = {Arrays.stream(base[0]).map(v -> v + 0.25).toArray()};
    AllPairs pairs = AllPairs.of(new double[][][] {better, base, base}, 999, Streams.of(27));
    assertEquals(0.25, pairs.difference(0, 1).low(), 1e-12);
    assertEquals(0.25, pairs.difference(0, 1).high(), 1e-12);
    assertEquals(0.001, pairs.p(0, 1), 1e-12);
    assertEquals(new Interval(0, 0, 0), pairs.difference(1, 2));
    assertEquals(1, pairs.p(1, 2));
  }

  @Test
  void theDifferenceIsThatOfTheInterquartileMeans() {
    double[][] a = {{0.9, 0.1, 0.4, 0.8, 0.3}, {0.2, 0.2, 0.7, 0.6, 0.5}};
    double[][] b = {{0.5, 0.5, 0.1, 0.2, 0.3}, {0.9, 0.1, 0.1, 0.4, 0.8}};
    double expected = 0;
    for (int s = 0; s < 2; s++) {
      expected += (InterquartileMean.of(a[s]) - InterquartileMean.of(b[s])) / 2;
    }
    Interval difference = AllPairs.of(new double[][][] {a, b}, 99, Streams.of(28)).difference(0, 1);
    assertEquals(expected, difference.estimate(), 1e-15);
  }

  @Test
  void singleRunsSayNothing() {
    AllPairs pairs = AllPairs.of(new double[][][] {{{1}}, {{0}}}, 99, Streams.of(29));
    assertEquals(1, pairs.p(0, 1));
    assertEquals(
        new Interval(1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
        pairs.difference(0, 1));
  }

  @Test
  void theSameNamesGiveTheSameNumbers() {
    double[][][] scores = equals(3, 2, 10, AllPairsTest::normal, Streams.of(30));
    Interval first = AllPairs.of(scores, 199, Streams.of(31)).difference(0, 1);
    assertEquals(first, AllPairs.of(scores, 199, Streams.of(31)).difference(0, 1));
    assertNotEquals(first, AllPairs.of(scores, 199, Streams.of(32)).difference(0, 1));
  }

  /** Ten seeds have 9 degrees of freedom; an error of 0.01 moves a p-value of 0.05 by 0.001. */
  @Test
  void studentsDeviatesBecomeNormal() {
    for (double f : new double[] {9, 29, 116}) {
      for (double t : new double[] {0.5, 1, 2, 3, 5}) {
        double tail = new TDistribution(f).cumulativeProbability(-t);
        double z = -new NormalDistribution().inverseCumulativeProbability(tail);
        assertEquals(z, AllPairs.toNormal(t, f), 0.01);
        assertEquals(t, AllPairs.fromNormal(AllPairs.toNormal(t, f), f), 1e-12 * t);
      }
    }
  }
}
