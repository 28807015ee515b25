package dev.stride.rl.bandit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.Agents;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Run;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ε-greedy, gradient and exponential-weight bandits forget: by hand, and what it is for. */
class ForgettingTest {
  private static Agent agent(String text) {
    return Agents.registry().parse(text);
  }

  private static Run run(String text, Scripted world, int pulls, long seed) {
    return world.run(agent(text), Sgd.of(1), pulls, Streams.of(seed));
  }

  /**
   * Arm 0 pays 1/2 and arm 1 pays 1/4, less than the first value of 1: arm 1 is pulled each time
   * that the last two pulls were of arm 0, so that it is forgotten.
   */
  @Test
  void aWindowForgetsByHand() {
    for (int seed = 0; seed < 4; seed++) {
      Scripted world = Scripted.constant(2, arm -> arm == 0 ? 0.5 : 0.25);
      Run run = run("epsilon-greedy:epsilon=0,initial=1,window=2", world, 9, seed);
      boolean best = world.arms.get(0) == 0;
      assertEquals(
          best ? List.of(0, 1, 0, 0, 1, 0, 0, 1, 0) : List.of(1, 0, 0, 1, 0, 0, 1, 0, 0),
          world.arms);
      assertArrayEquals(new double[] {0.5, best ? 0.25 : 1}, run.weights());
    }
  }

  /**
   * Arm 0 pays 1 once and then nothing, arm 1 pays 1/4. The remembered mean of arm 0 is 1, then 1/4
   * / (1 + 1/4) = 1/5 where arm 1 was pulled in between, or 1/2 / (1 + 1/2) = 1/3 and then 1/7.
   */
  @Test
  void aDiscountForgetsByHand() {
    for (int seed = 0; seed < 4; seed++) {
      Scripted world = new Scripted(2, (arm, t) -> arm == 1 ? 0.25 : t < 2 ? 1 : 0);
      Run run = run("epsilon-greedy:epsilon=0,initial=2,discount=0.5", world, 6, seed);
      boolean first = world.arms.get(0) == 0;
      assertEquals(
          first ? List.of(0, 1, 0, 1, 1, 1) : List.of(1, 0, 0, 0, 1, 1), world.arms, seed + "");
      assertArrayEquals(new double[] {first ? 0.2 : 1.0 / 7, 0.25}, run.weights(), 1e-15);
    }
  }

  @ParameterizedTest
  @CsvSource({"discount=0.9, 0.9, 9999", "window=40, 1, 40"})
  void theBestOfTheRememberedMeansIsPulled(String how, double discount, int window) {
    int pulls = 400;
    Scripted world = new Scripted(4, (arm, t) -> Math.sin(0.05 * t + arm) + arm * 1e-3);
    Run run = run("epsilon-greedy:epsilon=0,initial=0.7," + how, world, pulls, 1);
    for (int t = 0; t <= pulls; t++) {
      double[] n = new double[4];
      double[] means = new double[4];
      for (int s = 0; s < t; s++) {
        double weight = t - s > window ? 0 : Math.pow(discount, t - 1 - s);
        n[world.arms.get(s)] += weight;
        means[world.arms.get(s)] += weight * world.rewards.get(s);
      }
      for (int a = 0; a < 4; a++) {
        means[a] = n[a] == 0 ? 0.7 : means[a] / n[a];
      }
      if (t < pulls) {
        double best = Arrays.stream(means).max().orElseThrow();
        assertEquals(best, means[world.arms.get(t)], 1e-12, "pull " + t);
      } else {
        assertArrayEquals(means, run.weights(), 1e-10);
      }
    }
    long switches =
        IntStream.range(4, pulls)
            .filter(t -> !world.arms.get(t).equals(world.arms.get(t - 1)))
            .count();
    assertTrue(switches > 10, world.arms.toString());
  }

  /**
   * A mean whose weights all fade alike stays, however little is left: 2⁻⁵⁷ or 2⁻²⁰⁰⁰ of a pull.
   */
  @Test
  void aDiscountAloneChangesNoMean() {
    for (int pulls : new int[] {58, 59, 2001}) {
      Scripted world = new Scripted(2, (arm, t) -> t == 0 ? 0 : 1);
      Run run = run("epsilon-greedy:epsilon=0,initial=0.5,discount=0.5", world, pulls, 2);
      int first = world.arms.get(0);
      assertEquals(1, Collections.frequency(world.arms, first));
      assertEquals(0, run.weights()[first]);
      assertEquals(1, run.weights()[1 - first]);
    }
  }

  /** Both ε and ties: each share within five standard deviations, false alarm 6e-7. */
  @Test
  void exploringAndTiesAreAsElsewhere() {
    int pulls = 20_000;
    Scripted world = Scripted.constant(4, arm -> arm == 2 ? 1 : 0);
    run("epsilon-greedy:epsilon=0.4,window=19000", world, pulls, 5);
    int others = pulls - Collections.frequency(world.arms, 2);
    // Until arm 2 is known the pulls are ties, some four of them.
    assertEquals(0.3, others / (double) pulls, 5 * Math.sqrt(0.3 * 0.7 / pulls) + 10.0 / pulls);
    world = Scripted.constant(4, arm -> arm == 3 ? 0 : 0.5);
    run("epsilon-greedy:epsilon=0,initial=1,window=19000", world, 15_000, 5);
    for (int a = 0; a < 3; a++) {
      double share = Collections.frequency(world.arms, a) / 15_000.0;
      assertEquals(1 / 3.0, share, 5 * Math.sqrt(2 / 9.0 / 15_000) + 1e-3, "arm " + a);
    }
  }

  @Test
  void whoRemembersTakesNoOptimizer() {
    assertTrue(agent("epsilon-greedy").takesRule());
    assertFalse(agent("epsilon-greedy:discount=0.99").takesRule());
    assertFalse(agent("epsilon-greedy:window=100").takesRule());
    assertTrue(agent("gradient-bandit:discount=0.9").takesRule());
  }

  /**
   * The weighted average of Sutton and Barto (2018), exercise 2.7: r̄ moves by β = α/ō, where ō
   * moves from 0 towards 1 by α (their equations 2.8 and 2.9), for α = 1 - γ.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.9, 0.5, 0.999})
  void theBaselineIsTheUnbiasedAverageOfTheBook(double discount) {
    Scripted world = new Scripted(3, (arm, t) -> arm + Math.sin(t));
    String text = "gradient-bandit:discount=" + discount;
    Run run = world.run(agent(text), Sgd.of(0.2), 60, Streams.of(2));
    double[] h = new double[3];
    double mean = 0;
    double trace = 0;
    for (int t = 0; t < 60; t++) {
      double reward = world.rewards.get(t);
      trace += (1 - discount) * (1 - trace);
      mean += (1 - discount) / trace * (reward - mean);
      double sum = Arrays.stream(h).map(Math::exp).sum();
      double[] policy = Arrays.stream(h).map(value -> Math.exp(value) / sum).toArray();
      for (int a = 0; a < 3; a++) {
        h[a] += 0.2 * (reward - mean) * ((a == world.arms.get(t) ? 1 : 0) - policy[a]);
      }
    }
    assertArrayEquals(h, run.weights(), 1e-11);
  }

  /** γ = 1/2, two arms, α = 1/10: a first reward of 1 makes w = √e + e/10, and 1 + e/10. */
  @Test
  void weightsAreSharedByHand() {
    String text = "exp3:gamma=0.5,share=0.1";
    Scripted world = Scripted.constant(2, arm -> 1);
    double[] logs = run(text, world, 1, 1).weights();
    int first = world.arms.get(0);
    assertEquals(Math.log(1.6487212707001282 + 0.2718281828459045), logs[first], 1e-15);
    assertEquals(Math.log(1.2718281828459046), logs[1 - first], 1e-15);

    world = new Scripted(3, (arm, t) -> arm == 1 ? 1 : 0.25);
    Run run = run(text, world, 200, 3);
    double[] w = {1, 1, 1};
    for (int t = 0; t < 200; t++) {
      int arm = world.arms.get(t);
      double sum = w[0] + w[1] + w[2];
      double p = 0.5 * w[arm] / sum + 0.5 / 3;
      w[arm] *= Math.exp(0.5 * world.rewards.get(t) / p / 3);
      for (int a = 0; a < 3; a++) {
        w[a] += Math.E * 0.1 / 3 * sum;
      }
    }
    for (int a = 0; a < 3; a++) {
      assertEquals(Math.log(w[a]), run.weights()[a], 1e-10);
    }
  }

  /**
   * w(b)' ≥ e α/K Σw and w(a)' ≤ e w(a) + e α/K Σw for the largest w(a) ≥ Σw/K: no weight falls
   * below α/(K(1 + α)) of the largest, also where they are beyond all numbers.
   */
  @Test
  void nobodyFallsFarBehindAndNothingOverflows() {
    Scripted world = Scripted.constant(4, arm -> arm == 2 ? 1 : 0);
    double[] logs = run("exp3:gamma=0.5,share=0.001", world, 20_000, 3).weights();
    assertTrue(logs[2] > 1000 && Double.isFinite(logs[2]), Arrays.toString(logs));
    for (double log : logs) {
      assertTrue(logs[2] - log <= Math.log(4 * 1.001 / 0.001), Arrays.toString(logs));
    }
    logs = run("exp3:gamma=0.5", world, 20_000, 3).weights();
    assertTrue(logs[2] - logs[1] > 1000, Arrays.toString(logs));
  }

  /** How often an agent misses the best arm. */
  private static int missed(String text, double rate, int pulls, IntUnaryOperator best, Pay pay) {
    Scripted world = new Scripted(4, (arm, t) -> pay.of(arm == best.applyAsInt(t), t));
    Agent agent = agent(text);
    world.run(agent, Sgd.of(agent.takesRule() ? rate : 1), pulls, Streams.of(pay.seed()));
    return (int)
        IntStream.range(0, pulls).filter(t -> world.arms.get(t) != best.applyAsInt(t)).count();
  }

  /** Rewards of four arms, drawn from their seed. */
  private record Pay(boolean coins, int seed, UniformRandomProvider rng) {
    Pay(boolean coins, int seed) {
      this(coins, seed, Streams.of(seed).at("rewards").rng());
    }

    double of(boolean best, int t) {
      double mean = coins ? (best ? 0.8 : 0.2) : (best ? 1 : 0) - (t < 200 ? 0 : 20);
      return coins ? (rng.nextDouble() < mean ? 1 : 0) : mean + Samplers.gaussian(rng);
    }
  }

  private static void assertGain(SummaryStatistics gain) {
    double error = gain.getStandardDeviation() / Math.sqrt((double) gain.getN());
    assertTrue(gain.getMean() > 5 * error, gain.getMean() + " with an error of " + error);
  }

  /**
   * Arms that pay 1 with probability 0.2 and the best with 0.8, another one after every 500 of 3000
   * pulls: regret, in units of 0.6, against the form that forgets nothing, by 20 runs of each. The
   * mean difference is 33 standard errors or more, and five are asked for: false alarm below 1e-9.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epsilon-greedy:window=3000 | epsilon-greedy:discount=0.95",
        "epsilon-greedy:window=3000 | epsilon-greedy:window=50",
        "exp3:gamma=0.2             | exp3:gamma=0.2,share=0.001",
      })
  void whoForgetsFollowsTheBestArm(String plain, String forgetting) {
    IntUnaryOperator best = t -> 3 * (t / 500) % 4;
    SummaryStatistics gain = new SummaryStatistics();
    for (int seed = 0; seed < 20; seed++) {
      gain.addValue(
          missed(plain, 0.1, 3000, best, new Pay(true, seed))
              - missed(forgetting, 0.1, 3000, best, new Pay(true, seed)));
    }
    assertGain(gain);
  }

  /**
   * Normal rewards, the best arm's larger by 1, that all fall by 20 after 200 of 1000 pulls, when
   * another arm becomes the best: below a baseline of all rewards, whatever is pulled looks bad for
   * long. 250 runs of each; the mean difference is 12.7 standard errors, and five are asked for:
   * false alarm below 1e-9.
   */
  @Test
  void aBaselineThatForgetsFollowsRewardsThatFall() {
    IntUnaryOperator best = t -> t < 200 ? 0 : 1;
    SummaryStatistics gain = new SummaryStatistics();
    for (int seed = 0; seed < 250; seed++) {
      gain.addValue(
          missed("gradient-bandit", 0.03, 1000, best, new Pay(false, seed))
              - missed("gradient-bandit:discount=0.9", 0.03, 1000, best, new Pay(false, seed)));
    }
    assertGain(gain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epsilon-greedy:discount=0    | discount must be above 0 and at most 1, not 0",
        "epsilon-greedy:window=-1     | window must be from 0 to 10000000, not -1",
        "epsilon-greedy:window=9,discount=0.9 | two ways to forget",
        "gradient-bandit:discount=1.5 | discount must be above 0 and at most 1, not 1.5",
        "gradient-bandit:baseline=false,discount=0.9 | discount=0.9 is that of the baseline, and",
        "exp3:share=-0.1              | share must be from 0 to 1, not -0.1",
        "exp3:share=2                 | share must be from 0 to 1, not 2",
      })
  void badInputIsNamed(String text, String message) {
    BadInput bad = assertThrows(BadInput.class, () -> agent(text));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }
}
