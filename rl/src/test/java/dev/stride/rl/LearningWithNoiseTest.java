package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

/** Rewards that only the agent sees with noise. */
class LearningWithNoiseTest {
  @Test
  void reportedReturnsAreNoiseless() {
    Learning noisy = Runs.learning("cliff-walking", "q-learning", "sgd:0.1", "gaussian:5", 1, 50);
    for (double value : Runs.of(noisy, 1).returns()) {
      assertEquals(Math.rint(value), value);
      assertTrue(value <= -13);
    }
  }

  @Test
  void noiseNeitherMovesTheEnvironmentNorTheExploration() {
    // With a step size of next to nothing, behaviour follows from the signs of rewards alone; the
    // walk does not even look at them.
    Learning quiet = Runs.learning("random-walk", "td-lambda", "sgd:0.1", "none", 1, 200);
    Learning noisy = Runs.learning("random-walk", "td-lambda", "sgd:0.1", "gaussian:1", 1, 200);
    assertArrayEquals(Runs.of(quiet, 1).returns(), Runs.of(noisy, 1).returns());
    assertEquals(Runs.of(quiet, 1).steps(), Runs.of(noisy, 1).steps());
    assertNotEquals(Runs.of(quiet, 1).valueError(), Runs.of(noisy, 1).valueError());
  }

  /**
   * The weights are linear in the rewards here, so unbiased noise leaves their expectation alone.
   * Paired differences over 400 seeds; five standard errors, false alarm 6e-7 for each of 19
   * states.
   */
  @Test
  void unbiasedNoiseLeavesExpectationsUnchanged() {
    SummaryStatistics[] differences = new SummaryStatistics[19];
    Arrays.setAll(differences, i -> new SummaryStatistics());
    Learning quiet = Runs.learning("random-walk", "td-lambda", "sgd:0.1", "none", 1, 50);
    Learning noisy = Runs.learning("random-walk", "td-lambda", "sgd:0.1", "gaussian:1", 1, 50);
    for (int seed = 0; seed < 400; seed++) {
      double[] v = Runs.of(quiet, seed).weights();
      double[] w = Runs.of(noisy, seed).weights();
      for (int i = 0; i < 19; i++) {
        differences[i].addValue(w[i] - v[i]);
      }
    }
    for (SummaryStatistics difference : differences) {
      assertTrue(difference.getStandardDeviation() > 0.01);
      assertEquals(0, difference.getMean(), 5 * difference.getStandardDeviation() / 20);
    }
  }
}
