package dev.stride.rl.bandit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Choices against indices and posteriors that are worked out anew from the history. */
class IndexPolicyTest {
  private static final int ARMS = 4;
  private static final int PULLS = 400;

  /** Rewards without a pattern, from 0 to 1, that favour the later arms. */
  private static double reward(int arm, int t) {
    double u = Streams.of(t).at("reward", arm).rng().nextDouble();
    return (u + 0.3 * arm / ARMS) / 1.3;
  }

  private static Agent agent(String text) {
    return Agents.registry().parse(text);
  }

  /** Remembered pulls of each arm and their rewards before pull t, by definition. */
  private static double[][] memory(Scripted world, int t, double discount, int window) {
    double[][] memory = new double[2][ARMS];
    for (int s = 0; s < t; s++) {
      double weight = t - s > window ? 0 : Math.pow(discount, t - 1 - s);
      memory[0][world.arms.get(s)] += weight;
      memory[1][world.arms.get(s)] += weight * world.rewards.get(s);
    }
    return memory;
  }

  /** The largest q with d(p, q) ≤ most, by bisection. */
  private static double bisection(double p, double most) {
    double low = p;
    double high = 1;
    for (int k = 0; k < 200; k++) {
      double q = (low + high) / 2;
      double d =
          (p > 0 ? p * Math.log(p / q) : 0) + (p < 1 ? (1 - p) * Math.log((1 - p) / (1 - q)) : 0);
      low = d <= most ? q : low;
      high = d <= most ? high : q;
    }
    return low;
  }

  /** Index of an arm from its remembered mean, pulls and the time, by the paper. */
  private interface Index {
    double of(double mean, double n, double t);
  }

  private static Index index(String text) {
    Index bernoulli = (mean, n, t) -> bisection(mean, Math.log(t) / n);
    Index logs = (mean, n, t) -> bisection(mean, (Math.log(t) + 3 * Math.log(Math.log(t))) / n);
    Index normal = (mean, n, t) -> mean + 0.5 * Math.sqrt(2 * Math.log(t) / n);
    return switch (text.replaceAll(",.*", "")) {
      case "ucb1:c=1.5" -> (mean, n, t) -> mean + 1.5 * Math.sqrt(Math.log(t) / n);
      case "kl-ucb:c=0" -> bernoulli;
      case "kl-ucb:c=3" -> logs;
      default -> normal;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ucb1:c=1.5                      | 1   | 999",
        "ucb1:c=1.5,discount=0.9         | 0.9 | 999",
        "ucb1:c=1.5,window=30            | 1   | 30",
        "kl-ucb:c=0                      | 1   | 999",
        "kl-ucb:c=0,discount=0.95        | 0.95| 999",
        "kl-ucb:c=0,window=40            | 1   | 40",
        "kl-ucb:c=3                      | 1   | 999",
        "kl-ucb-normal:deviation=0.5     | 1   | 999",
        "kl-ucb-normal:deviation=0.5,discount=0.9 | 0.9 | 999",
        "kl-ucb-normal:deviation=0.5,window=20    | 1   | 20",
      })
  void theArmWithTheLargestIndexIsPulled(String text, double discount, int window) {
    Scripted world = new Scripted(ARMS, IndexPolicyTest::reward);
    Run run = world.run(agent(text), Sgd.of(1), PULLS, Streams.of(1));
    assertEquals(Set.of(0, 1, 2, 3), new HashSet<>(world.arms.subList(0, ARMS)));
    Index index = index(text);
    for (int t = ARMS; t < PULLS; t++) {
      double[][] memory = memory(world, t, discount, window);
      double time = 1 + Arrays.stream(memory[0]).sum();
      double[] indices = new double[ARMS];
      for (int a = 0; a < ARMS; a++) {
        double n = memory[0][a];
        indices[a] = n == 0 ? 1e300 : index.of(memory[1][a] / n, n, time);
      }
      double best = Arrays.stream(indices).max().orElseThrow();
      assertEquals(best, indices[world.arms.get(t)], 1e-9, "pull " + t);
    }
    double[][] end = memory(world, PULLS, discount, window);
    for (int a = 0; a < ARMS; a++) {
      assertEquals(end[0][a] == 0 ? 0 : end[1][a] / end[0][a], run.weights()[a], 1e-10);
    }
    // All arms matter: none is pulled always.
    assertEquals(ARMS, new HashSet<>(world.arms.subList(ARMS, PULLS)).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ucb1", "kl-ucb", "kl-ucb-normal", "thompson", "thompson-beta"})
  void whoForgetsNothingRemembersAll(String text) {
    Scripted plain = new Scripted(ARMS, IndexPolicyTest::reward);
    double[] weights = plain.run(agent(text), Sgd.of(1), PULLS, Streams.of(1)).weights();
    for (String all : List.of(":discount=1", ":window=400", ":window=5000")) {
      Scripted world = new Scripted(ARMS, IndexPolicyTest::reward);
      assertArrayEquals(
          weights, world.run(agent(text + all), Sgd.of(1), PULLS, Streams.of(1)).weights());
      assertEquals(plain.arms, world.arms);
    }
    for (String less : List.of(":discount=0.999", ":window=100")) {
      Scripted world = new Scripted(ARMS, IndexPolicyTest::reward);
      world.run(agent(text + less), Sgd.of(1), PULLS, Streams.of(1));
      assertTrue(!plain.arms.equals(world.arms), less);
    }
  }

  @Test
  void boundsOfTheDivergence() {
    for (double p : new double[] {0, 1e-12, 0.001, 0.2, 0.5, 0.9, 0.999, 1 - 1e-12}) {
      for (double most : new double[] {1e-12, 1e-6, 0.01, 0.3, 2, 9, 40}) {
        // Both lose digits where d is small, for its two terms cancel.
        double tolerance = 3e-12 + 1e-16 / Math.sqrt(most);
        assertEquals(bisection(p, most), KlUcb.bound(p, most), tolerance, p + ", " + most);
      }
      assertEquals(p, KlUcb.bound(p, 0));
    }
    assertEquals(1 - Math.exp(-0.7), KlUcb.bound(0, 0.7), 1e-15);
    assertEquals(1, KlUcb.bound(1, 0.7));
    assertEquals(1, KlUcb.bound(1 + 1e-15, 0.7));
    assertTrue(KlUcb.bound(0.5, 800) < 1);
  }

  @Test
  void budgetsOfPulls() {
    assertEquals(Math.log(50), KlUcb.budget(50, 0), 1e-15);
    assertEquals(Math.log(50) + 3 * Math.log(Math.log(50)), KlUcb.budget(50, 3), 1e-14);
    assertEquals(0, KlUcb.budget(1, 0));
    assertEquals(0, KlUcb.budget(1, 3));
    assertEquals(0, KlUcb.budget(2, 3));
  }

  @ParameterizedTest
  @CsvSource({"kl-ucb, 1", "thompson-beta, 1", "exp3, 1"})
  void rewardsAreReadOnTheirScale(String name, double most) {
    Scripted unit = new Scripted(ARMS, (a, t) -> Math.rint(reward(a, t) * 8) / 8);
    Scripted scaled = new Scripted(ARMS, (a, t) -> 16 * Math.rint(reward(a, t) * 8) / 8 - 4);
    Run one = unit.run(agent(name), Sgd.of(1), PULLS, Streams.of(1));
    Run two = scaled.run(agent(name + ":low=-4,high=12"), Sgd.of(1), PULLS, Streams.of(1));
    assertEquals(unit.arms, scaled.arms);
    assertArrayEquals(one.weights(), two.weights());
    // Beyond the ends is as good as the end.
    Scripted ends = Scripted.constant(2, a -> a);
    Scripted beyond = Scripted.constant(2, a -> a == 0 ? -7 : 9);
    one = ends.run(agent(name), Sgd.of(1), 50, Streams.of(1));
    two = beyond.run(agent(name), Sgd.of(1), 50, Streams.of(1));
    assertEquals(ends.arms, beyond.arms);
    assertArrayEquals(one.weights(), two.weights());
    assertTrue(one.weights()[1] >= most);
  }

  /** The choices, drawn again from posteriors that are counted anew. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "thompson-beta                                       | 1    | 999",
        "thompson-beta:successes=0.5,failures=3,discount=0.9 | 0.9  | 999",
        "thompson-beta:successes=2,window=25                 | 1    | 25",
      })
  void betaPosteriorsAreExact(String text, double discount, int window) {
    ThompsonBeta agent = (ThompsonBeta) agent(text);
    Scripted world = new Scripted(ARMS, (a, t) -> reward(a, t) < 0.4 + 0.1 * a ? 1 : 0);
    world.run(agent, Sgd.of(1), PULLS, Streams.of(8));
    UniformRandomProvider rng = Streams.of(8).at("exploration").rng();
    for (int t = 0; t < PULLS; t++) {
      double[][] memory = memory(world, t, discount, window);
      int best = -1;
      double most = -1;
      for (int a = 0; a < ARMS; a++) {
        double s = memory[1][a];
        double f = memory[0][a] - s;
        double drawn = Samplers.beta(rng, agent.successes() + s, agent.failures() + f);
        best = drawn > most ? a : best;
        most = Math.max(most, drawn);
      }
      assertEquals(best, world.arms.get(t), "pull " + t);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "thompson                                   | 1   | 999",
        "thompson:mean=2,deviation=0.5,discount=0.9 | 0.9 | 999",
        "thompson:noise=0.3,window=25               | 1   | 25",
      })
  void normalPosteriorsAreExact(String text, double discount, int window) {
    Thompson agent = (Thompson) agent(text);
    Scripted world = new Scripted(ARMS, IndexPolicyTest::reward);
    world.run(agent, Sgd.of(1), PULLS, Streams.of(8));
    UniformRandomProvider rng = Streams.of(8).at("exploration").rng();
    for (int t = 0; t < PULLS; t++) {
      double[][] memory = memory(world, t, discount, window);
      int best = -1;
      double most = -1e300;
      for (int a = 0; a < ARMS; a++) {
        double precision =
            1 / (agent.deviation() * agent.deviation())
                + memory[0][a] / (agent.noise() * agent.noise());
        double mean =
            (agent.mean() / (agent.deviation() * agent.deviation())
                    + memory[1][a] / (agent.noise() * agent.noise()))
                / precision;
        double drawn = mean + Samplers.gaussian(rng) / Math.sqrt(precision);
        best = drawn > most ? a : best;
        most = Math.max(most, drawn);
      }
      assertEquals(best, world.arms.get(t), "pull " + t);
    }
  }

  /**
   * How often the second and third pulls go to the arm that always pays 1, by the closed form of
   * P(X > Y) for beta and normal posteriors. 20 000 runs, five standard deviations: false alarm
   * 6e-7 per share.
   */
  @Test
  void thompsonMatchesProbabilities() {
    assertShares("thompson-beta", (n1, n0) -> betaAbove(n1 + 1, 1, 1, n0 + 1));
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    assertShares(
        "thompson",
        (n1, n0) ->
            normal.cumulativeProbability(n1 / (n1 + 1) / Math.sqrt(1 / (n1 + 1) + 1 / (n0 + 1))));
  }

  /** P(X > Y) for X of Beta(a, b) and Y of Beta(c, d), by the midpoint rule. */
  private static double betaAbove(double a, double b, double c, double d) {
    BetaDistribution x = new BetaDistribution(null, a, b);
    BetaDistribution y = new BetaDistribution(null, c, d);
    int n = 2000;
    return IntStream.rangeClosed(1, n)
        .mapToDouble(i -> (i - 0.5) / n)
        .map(u -> x.density(u) * y.cumulativeProbability(u) / n)
        .sum();
  }

  private static void assertShares(String text, DoubleBinaryOperator share) {
    int[][] pulls = new int[9][2];
    for (int seed = 0; seed < 20_000; seed++) {
      Scripted world = Scripted.constant(2, arm -> arm);
      world.run(agent(text), Sgd.of(1), 3, Streams.of(seed).at(text));
      int n0 = 0;
      int n1 = 0;
      for (int arm : world.arms) {
        pulls[3 * n1 + n0][arm]++;
        n0 += 1 - arm;
        n1 += arm;
      }
    }
    for (int n1 = 0; n1 < 3; n1++) {
      for (int n0 = 0; n0 + n1 < 3; n0++) {
        int[] here = pulls[3 * n1 + n0];
        int n = here[0] + here[1];
        double expected = share.applyAsDouble(n1, n0);
        double sd = Math.sqrt(expected * (1 - expected) / n);
        assertEquals(expected, here[1] / (double) n, 5 * sd + 1e-6, text + n1 + n0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ucb1:c=-1                     | c must not be negative",
        "ucb1:discount=0               | discount must be above 0 and at most 1, not 0",
        "ucb1:discount=1.1             | discount must be above 0 and at most 1, not 1.1",
        "ucb1:window=-1                | window must be from 0 to 10000000, not -1",
        "ucb1:discount=0.9,window=10   | two ways to forget",
        "kl-ucb:c=-1                   | c must not be negative",
        "kl-ucb:low=1                  | low must be below high",
        "kl-ucb:window=-1              | window must be from 0",
        "kl-ucb-normal:c=-1            | c must not be negative",
        "kl-ucb-normal:deviation=0     | deviation must be positive",
        "kl-ucb-normal:window=-1       | window must be from 0",
        "thompson:deviation=0          | deviation must be positive",
        "thompson:noise=0              | noise must be positive",
        "thompson:window=-1            | window must be from 0",
        "thompson-beta:successes=0     | successes and failures must be at least 0.1",
        "thompson-beta:failures=0.05   | successes and failures must be at least 0.1",
        "thompson-beta:high=-1         | low must be below high",
        "thompson-beta:window=-1       | window must be from 0",
        "exp3:gamma=0                  | gamma must be above 0 and at most 1, not 0",
        "exp3:gamma=1.5                | gamma must be above 0 and at most 1, not 1.5",
        "exp3:high=0                   | low must be below high",
      })
  void badInputIsNamed(String text, String message) {
    BadInput bad = assertThrows(BadInput.class, () -> agent(text));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }
}
