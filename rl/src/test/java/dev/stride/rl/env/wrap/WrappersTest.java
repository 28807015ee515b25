package dev.stride.rl.env.wrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Entries;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.Learning;
import dev.stride.rl.LearningResult;
import dev.stride.rl.control.QLearning;
import dev.stride.rl.env.Bandit;
import dev.stride.rl.env.CliffWalking;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import dev.stride.rl.env.RandomWalk;
import dev.stride.rl.env.World;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import java.util.Arrays;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each wrapper does, against closed forms and frequencies. */
class WrappersTest {
  private static World world(Environment environment, long seed) {
    return environment.world(Streams.of(seed).rng());
  }

  /** Value 2i/6 - 1 and i(6-i) steps of the i-th of five states of the walk. */
  @ParameterizedTest
  @CsvSource({"2, -1", "-3, 0.5", "0, 0", "1, 0"})
  void scaledRewards(double scale, double offset) {
    FiniteMdp mdp = world(new ScaledReward(scale, offset, new RandomWalk(5, -1, 1)), 1).model();
    double[] v = TrueValues.of(mdp, TrueValues.uniform(mdp), 1);
    for (int i = 1; i <= 5; i++) {
      assertEquals(scale * (i / 3.0 - 1) + offset * i * (6 - i), v[i - 1], 1e-12);
    }
  }

  @Test
  void whatComesWithRewardsIsScaledToo() {
    assertEquals(3, world(new ScaledReward(-3, 1, new Bandit(2)), 1).model().rewardSd(0));
    World up = world(new ScaledReward(2, 3, new Stubs.Continuous()), 1);
    assertEquals(2 * 7 + 3 * 50, up.bestReturn());
    assertEquals(1, up.regret());
    World down = world(new ScaledReward(2, -3, new Stubs.Continuous()), 1);
    assertEquals(2 * 7 - 3, down.bestReturn());
    World around = world(new ScaledReward(-1, 0, new Stubs.Continuous()), 1);
    assertEquals(Double.NaN, around.bestReturn());
    assertEquals(Double.NaN, around.regret());
    UniformRandomProvider rng = Streams.of(1).rng();
    UniformRandomProvider same = Streams.of(1).rng();
    World plain = world(new Stubs.Continuous(), 1);
    up.reset(rng);
    plain.reset(same);
    up.step(0, rng);
    plain.step(0, same);
    assertEquals(2 * plain.reward() + 3, up.reward());
  }

  @Test
  void aTimeLimitReplacesTheOther() {
    assertEquals(5, world(new TimeLimit(5, new CliffWalking(false)), 1).limit());
    assertEquals(5000, world(new TimeLimit(5000, new CliffWalking(false)), 1).limit());
    World world = world(new TimeLimit(7, new Stubs.Continuous()), 1);
    assertEquals(7, world.limit());
    assertEquals(7, world.bestReturn());
    assertEquals(0.5, world.regret());
  }

  @Test
  void stickyActionsOfOneActionChangeNothing() {
    FiniteMdp mdp = world(new Sticky(0.5, new RandomWalk(5, -1, 1)), 1).model();
    assertEquals(10, mdp.states());
    double[] v = TrueValues.of(mdp, TrueValues.uniform(mdp), 1);
    for (int s = 0; s < 10; s++) {
      assertEquals((s / 2 + 1) / 3.0 - 1, v[s], 1e-12);
    }
  }

  /** In state 1, after action 0: chosen 1 happens with 0.6, and 0 again with 0.4. */
  @Test
  void stickyActions() {
    World world = world(new Sticky(0.4, new Stubs.Finite()), 1);
    FiniteMdp mdp = world.model();
    assertEquals(9, mdp.states());
    assertArrayEquals(new double[] {0, 0, 0.75, 0, 0, 0.25, 0, 0, 0}, mdp.start());
    int pair = (3 + 0) * 2 + 1;
    int o = mdp.first(pair);
    assertEquals(o + 4, mdp.end(pair));
    double[] probabilities = {0.6 * 0.5, 0.6 * 0.5, 0.4 * 0.75, 0.4 * 0.25};
    int[] next = {0 * 3 + 1, 1 * 3 + 1, 2 * 3 + 0, 1 * 3 + 0};
    double[] rewards = {0, 11, 1, 10};
    for (int i = 0; i < 4; i++) {
      assertEquals(probabilities[i], mdp.probability(o + i), 1e-15);
      assertEquals(next[i], mdp.next(o + i));
      assertEquals(rewards[i], mdp.reward(o + i));
    }
    // Nothing was done before, or the same: no doubt about what happens.
    assertEquals(2, mdp.end((3 + 2) * 2 + 1) - mdp.first((3 + 2) * 2 + 1));
    assertEquals(2, mdp.end((3 + 1) * 2 + 1) - mdp.first((3 + 1) * 2 + 1));
    for (int s = 0; s < 9; s++) {
      for (int a = 0; a < 2; a++) {
        assertEquals(Stubs.TARGET[s / 3 * 2 + a], world.target()[s * 2 + a]);
        assertEquals(Stubs.BEHAVIOUR[s / 3 * 2 + a], world.behaviour()[s * 2 + a]);
      }
      Entries features = Entries.sparse(world.features().most());
      world.features().encode(new double[] {s}, features);
      int state = s / 3;
      assertEquals(state, features.value[0]);
      assertEquals(10 - state, features.value[1]);
    }
  }

  /** The stub moves up by action 0 and down by action 1; five standard errors, false alarm 6e-7. */
  @Test
  void stickyActionsWithCoordinates() {
    World world = world(new Sticky(0.3, new Stubs.Continuous()), 1);
    UniformRandomProvider rng = Streams.of(1).rng();
    double[] seen = new double[2];
    int repeats = 0;
    int n = 10_000;
    for (int i = 0; i < n; i++) {
      world.reset(rng);
      world.step(0, rng);
      world.observe(seen);
      double before = seen[0];
      world.step(1, rng);
      world.observe(seen);
      repeats += seen[0] > before ? 1 : 0;
    }
    assertEquals(0.3, repeats / (double) n, 5 * Math.sqrt(0.21 / n));
  }

  /** Five standard errors each, false alarm 6e-7 for each of three states. */
  @Test
  void aNoisyStateIsSomeStateNowAndThen() {
    World world = world(new NoisyState(0.3, 9, new Stubs.Finite()), 1);
    UniformRandomProvider rng = Streams.of(2).rng();
    double[] seen = new double[1];
    int[][] counts = new int[3][3];
    for (int i = 0; i < 30_000; i++) {
      world.reset(rng);
      world.observe(seen);
      assertEquals(world.state(), seen[0]);
      counts[world.trueState()][world.state()]++;
    }
    for (int s = 0; s < 2; s++) {
      int n = Arrays.stream(counts[s]).sum();
      for (int o = 0; o < 3; o++) {
        double p = 0.1 + (o == s ? 0.7 : 0);
        assertEquals(p, counts[s][o] / (double) n, 5 * Math.sqrt(p * (1 - p) / n));
      }
    }
  }

  /** Five standard errors each, false alarm 6e-7. */
  @Test
  void noisyCoordinates() {
    World world = world(new NoisyState(1, 0.25, new Stubs.Continuous()), 1);
    UniformRandomProvider rng = Streams.of(2).rng();
    double[] seen = new double[2];
    double[] squares = new double[2];
    int n = 10_000;
    for (int i = 0; i < n; i++) {
      world.reset(rng);
      world.observe(seen);
      squares[0] += seen[0] * seen[0];
      squares[1] += (seen[1] - 5) * (seen[1] - 5);
    }
    // The ranges are 2 and 10; the first coordinate is uniform from -0.25 to 0.25 itself.
    double wobble = 5 * Math.sqrt(2.0 / n);
    assertEquals(1, squares[0] / n / (0.25 + 0.25 / 12), wobble);
    assertEquals(1, squares[1] / n / 6.25, wobble);
  }

  /** Variance of 2000 sums of 50 steps; five standard errors, false alarm 6e-7. */
  @Test
  void rewardsDriftLikeTheRootOfTime() {
    World world = world(new Drift(0.1, 0, new Bandit(2000)), 1);
    UniformRandomProvider rng = Streams.of(1).rng();
    FiniteMdp before = world.model();
    for (int i = 0; i < 50; i++) {
      world.reset(rng);
      world.step(0, rng);
    }
    FiniteMdp after = world.model();
    double squares = 0;
    double sum = 0;
    for (int a = 0; a < 2000; a++) {
      double moved = after.reward(a) - before.reward(a);
      sum += moved;
      squares += moved * moved;
    }
    assertEquals(1, squares / 2000 / (50 * 0.01), 5 * Math.sqrt(2 / 2000.0));
    assertEquals(0, sum / 2000, 5 * Math.sqrt(0.5 / 2000));
    assertEquals(Double.NaN, world.regret());
    assertEquals(Double.NaN, world.bestReturn());
  }

  /**
   * The share of the other action is m/2, where m is |N(0, 0.01)| after 100 small steps, and
   * reflected at one always in [0, 1]. Mean of 500; five standard errors, false alarm 6e-7.
   */
  @Test
  void dynamicsDrift() {
    double sum = 0;
    for (int seed = 0; seed < 500; seed++) {
      World world = world(new Drift(0, 0.01, new Stubs.Finite()), seed);
      assertEquals(2, world.model().end(0) - world.model().first(0));
      sum += mixing(world, seed, 100);
    }
    double mean = 0.1 * Math.sqrt(2 / Math.PI);
    double sd = 0.1 * Math.sqrt(1 - 2 / Math.PI);
    assertEquals(mean, sum / 500, 5 * sd / Math.sqrt(500));
    double wide = 0;
    for (int seed = 0; seed < 500; seed++) {
      double mixing = mixing(world(new Drift(0, 1, new Stubs.Finite()), seed), seed, 20);
      assertTrue(mixing >= 0 && mixing <= 1);
      wide += mixing;
    }
    // By then it is as good as uniform.
    assertEquals(0.5, wide / 500, 5 * Math.sqrt(1 / 12.0 / 500));
  }

  private static double mixing(World world, long seed, int steps) {
    UniformRandomProvider rng = Streams.of(seed).rng();
    world.reset(rng);
    for (int i = 0; i < steps; i++) {
      world.step(0, rng);
    }
    FiniteMdp mdp = world.model();
    // Action 0 in state 0 alone leads to state 1, with 0.75 of its own share, and never to 2.
    double toTwo = 0;
    for (int o = mdp.first(0); o < mdp.end(0); o++) {
      toTwo += mdp.next(o) == 2 ? mdp.probability(o) : 0;
    }
    return toTwo * 2 / 0.5;
  }

  /** All six orders of three arms; chi-squared, false alarm 1e-6. */
  @Test
  void actionsChangeTheirMeaning() {
    int[] counts = new int[6];
    int n = 3000;
    for (int seed = 0; seed < n; seed++) {
      World world = world(new Abrupt(4, true, 0, new Bandit(3)), seed);
      UniformRandomProvider rng = Streams.of(seed).at("run").rng();
      double[] before = rewards(world);
      for (int i = 0; i < 3; i++) {
        world.step(0, rng);
      }
      assertArrayEquals(before, rewards(world));
      world.step(0, rng);
      double[] after = rewards(world);
      for (int i = 0; i < 3; i++) {
        world.step(0, rng);
      }
      assertArrayEquals(after, rewards(world));
      int first = index(before, after[0]);
      int second = index(before, after[1]);
      assertEquals(3, first + second + index(before, after[2]));
      counts[2 * first + (second > 2 - first - second + 1 ? 1 : 0)]++;
    }
    double statistic = 0;
    for (int count : counts) {
      statistic += (count - n / 6.0) * (count - n / 6.0) / (n / 6.0);
    }
    assertTrue(
        statistic < new ChiSquaredDistribution(null, 5).inverseCumulativeProbability(1 - 1e-6),
        Arrays.toString(counts));
  }

  private static double[] rewards(World bandit) {
    double[] rewards = new double[bandit.actions()];
    Arrays.setAll(rewards, bandit.model()::reward);
    return rewards;
  }

  private static int index(double[] values, double value) {
    int i = 0;
    while (values[i] != value) {
      i++;
    }
    return i;
  }

  /** Variance over 2000 arms, not growing; five standard errors, false alarm 6e-7. */
  @Test
  void rewardsChangeAtOnce() {
    World world = world(new Abrupt(2, false, 0.5, new Bandit(2000)), 1);
    UniformRandomProvider rng = Streams.of(1).rng();
    double[] before = rewards(world);
    world.step(0, rng);
    assertArrayEquals(before, rewards(world));
    for (int i = 1; i < 8; i++) {
      world.step(0, rng);
    }
    double[] after = rewards(world);
    double squares = 0;
    for (int a = 0; a < 2000; a++) {
      squares += (after[a] - before[a]) * (after[a] - before[a]);
    }
    assertEquals(1, squares / 2000 / 0.25, 5 * Math.sqrt(2 / 2000.0));
  }

  /** With +1 for every step, walking about until the time limit is best: 1000. */
  @Test
  void whatCouldBeCollectedWithoutEndIsJudgedByAnEpisode() {
    FiniteMdp mdp = world(new ScaledReward(1, 2, new CliffWalking(false)), 1).model();
    double random =
        TrueValues.atStart(mdp, TrueValues.of(mdp, TrueValues.uniform(mdp), 1, mdp.limit()));
    Learning learning =
        new Learning(
            new ScaledReward(1, 2, new CliffWalking(false)),
            new QLearning(0.1, 0),
            Sgd.of(0.1),
            new None(),
            1,
            2);
    LearningResult result =
        learning.run(Streams.of(1), Curve.every(Charge.EPISODES, Long.MAX_VALUE));
    assertEquals(1000 - random, result.curve().truth()[0], 1e-9);
    assertTrue(result.valueError() >= 0 && result.valueError() < 1000 - random);
  }

  /**
   * Constant steps follow the best arm of a testbed whose actions change their meaning: the error
   * is measured against the world as it stands. Without following, one of ten arms taken at random
   * would lose 1.54 on average.
   */
  @Test
  void theJudgeFollowsTheWorld() {
    double sum = 0;
    for (int seed = 0; seed < 30; seed++) {
      Learning learning =
          new Learning(
              Environments.registry().parse("abrupt:every=1000"),
              new QLearning(0.2, 0),
              Sgd.of(0.1),
              new None(),
              1,
              1999);
      sum +=
          learning.run(Streams.of(seed), Curve.every(Charge.EPISODES, Long.MAX_VALUE)).valueError();
    }
    assertTrue(sum / 30 < 0.5, sum / 30 + "");
  }
}
