package dev.stride.rl.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Entries;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Recorder;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.List;
import java.util.Objects;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

/** Double Q-learning. */
class DoubleQLearningTest {

  /** States 0, 1, 2, 3, then the end; two overlapping features for each. */
  private static FiniteMdp corridor() {
    return FiniteMdp.of(
        FiniteMdp.startIn(0, 4),
        2,
        9,
        (s, a) -> List.of(new Outcome(1, Math.min(s + 1, 3), 1 + s - 2 * a, s == 3)));
  }

  private static double q(int block, int state, int action, double[] w) {
    int first = 10 * block + 2 * state + action;
    return w[first] + w[first + 2] / 2;
  }

  @Test
  void oneSaysWhichIsBestAndTheOtherWhatItIsWorth() {
    Recorder recorder = new Recorder(0.2);
    Runs.run(corridor(), new DoubleQLearning(0.4, 1), new Runs.Overlap(4), recorder, 0.8, 200, 2);
    assertEquals(800, recorder.seen().size());
    int firsts = 0;
    int differ = 0;
    for (int k = 0; k < 800; k++) {
      Recorder.Seen seen = recorder.seen().get(k);
      double[] w = seen.weights();
      assertEquals(20, w.length);
      int state = k % 4;
      int at = 0;
      while (seen.features()[at] != 1) {
        at++;
      }
      int block = at / 10;
      int action = at % 2;
      firsts += 1 - block;
      assertEquals(10 * block + 2 * state + action, at);
      assertEquals(0.5, seen.features()[at + 2]);
      double target = 1 + state - 2 * action;
      double[] difference = new double[20];
      difference[at] = -1;
      difference[at + 2] = -0.5;
      if (state < 3) {
        double one = q(block, state + 1, 0, w);
        double other = q(block, state + 1, 1, w);
        // Where the two are tied, the difference tells which was drawn.
        int second = 10 * (1 - block) + 2 * (state + 1);
        int best = one == other ? (seen.difference()[second] > 0 ? 0 : 1) : one > other ? 0 : 1;
        target += 0.8 * q(1 - block, state + 1, best, w);
        difference[second + best] = 0.8;
        difference[second + best + 2] = 0.4;
        differ += q(1 - block, state + 1, best, w) < q(1 - block, state + 1, 1 - best, w) ? 1 : 0;
      }
      assertEquals(target - q(block, state, action, w), seen.delta(), 1e-12);
      assertArrayEquals(difference, seen.difference(), 1e-15);
      assertArrayEquals(seen.features(), seen.trace());
    }
    assertTrue(differ > 0);
    // A fair coin: five standard deviations, false alarm 6e-7.
    assertEquals(400, firsts, 5 * Math.sqrt(200));
  }

  @Test
  void thePolicyIsGreedyOnTheSum() {
    Entries x = Entries.sparse(1);
    Objects.requireNonNull(x.index)[0] = 1;
    x.value[0] = 1;
    x.size = 1;
    double[] weights = {9, 0, 0, 1, 2, 0, 0, 9, 0, 3, 2, 9};
    double[] policy = new double[3];
    new DoubleQLearning(0.1, 0).policy(x, weights, 3, policy);
    // 1 + 3, 2 + 2 and 0 + 9 in the second of two states.
    assertArrayEquals(new double[] {0, 0, 1}, policy);
    weights[11] = 4;
    new DoubleQLearning(0.1, 0).policy(x, weights, 3, policy);
    assertArrayEquals(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, policy, 1e-15);
    weights[11] = 9;
    new DoubleQLearning(0.1, 0).policy(x, weights, 2, policy);
    assertArrayEquals(new double[] {0.5, 0.5, 0}, policy);
  }

  /**
   * In the style of example 6.7 of Sutton and Barto (2018): behind the first state all actions are
   * worth -0.1, seen through noise. So is entering it; the maximum of estimates is above that, and
   * the other half's value of it is not above (van Hasselt 2010, lemma 1). Means of 100 runs are
   * held to five standard errors, false alarm 3e-7.
   */
  @Test
  void theMaximumOfNoiseIsNotTakenForValue() {
    FiniteMdp mdp =
        FiniteMdp.of(
            FiniteMdp.startIn(0, 2),
            8,
            9,
            (s, a) ->
                List.of(s == 0 ? new Outcome(1, 1, 0, false) : new Outcome(1, 1, -0.1, true)));
    SummaryStatistics single = entering(mdp, new QLearning(1, 0), 1);
    SummaryStatistics twice = entering(mdp, new DoubleQLearning(1, 0), 2);
    assertTrue(single.getMean() - 5 * error(single) > 0, single.toString());
    assertTrue(twice.getMean() - 5 * error(twice) <= -0.1, twice.toString());
    assertTrue(twice.getMean() + 5 * error(twice) < single.getMean(), twice.toString());
  }

  private static double error(SummaryStatistics statistics) {
    return statistics.getStandardDeviation() / Math.sqrt((double) statistics.getN());
  }

  /** The mean over the values of the first state. */
  private static SummaryStatistics entering(FiniteMdp mdp, Agent agent, int blocks) {
    SummaryStatistics statistics = new SummaryStatistics();
    for (int seed = 0; seed < 100; seed++) {
      Run run =
          Run.of(
              new Run.Setting(
                  new FiniteWorld(mdp),
                  agent,
                  new Table.States(2),
                  Sgd.of(0.1),
                  new Gaussian(1),
                  1,
                  2000,
                  Streams.of(seed),
                  w -> 0,
                  Curve.every(Charge.EPISODES, Long.MAX_VALUE),
                  null,
                  null));
      agent.learn(run);
      double sum = 0;
      for (int block = 0; block < blocks; block++) {
        for (int a = 0; a < 8; a++) {
          sum += run.weights()[16 * block + a];
        }
      }
      statistics.addValue(sum / (8 * blocks));
    }
    return statistics;
  }
}
