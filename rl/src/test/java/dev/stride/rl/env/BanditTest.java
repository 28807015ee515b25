package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.random.Streams;
import dev.stride.rl.mdp.FiniteMdp;
import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arms that stay, walk or change, and what a pull of them loses. */
class BanditTest {
  private static World world(String text, long seed) {
    World world = Environments.registry().parse(text).world(Streams.of(seed).rng());
    world.reset(Streams.of(seed).rng());
    return world;
  }

  /** The mean reward of every arm, from the exact process. */
  private static double[] means(World world) {
    FiniteMdp mdp = world.model();
    double[] means = new double[mdp.actions()];
    for (int a = 0; a < means.length; a++) {
      for (int o = mdp.first(a); o < mdp.end(a); o++) {
        means[a] += mdp.probability(o) * mdp.reward(o);
        assertTrue(mdp.terminated(o));
      }
    }
    return means;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bandit",
        "bandit:arms=3,rewards=bernoulli",
        "bandit:arms=3,drift=0.5",
        "bandit:arms=4,rewards=bernoulli,drift=0.5",
        "bandit:arms=5,change=3"
      })
  void regretIsWhatTheArmLosesAsThingsStandWhenItIsPulled(String text) {
    World world = world(text, 3);
    UniformRandomProvider rng = Streams.of(4).rng();
    for (int pull = 0; pull < 40; pull++) {
      double[] means = means(world);
      double best = Arrays.stream(means).max().orElseThrow();
      int arm = pull % means.length;
      world.step(arm, rng);
      assertEquals(best - means[arm], world.regret(), 1e-15);
      assertEquals(means[arm] == best, world.regret() == 0);
      assertTrue(world.terminated());
      assertEquals(0, world.state());
    }
  }

  @Test
  void stationaryArmsStay() {
    World world = world("bandit", 1);
    double[] means = means(world);
    for (int pull = 0; pull < 20; pull++) {
      world.step(pull % 10, Streams.of(pull).rng());
    }
    assertArrayEquals(means, means(world));
  }

  @Test
  void armsAreDrawnAnewAfterEveryThirdPull() {
    World world = world("bandit:change=3", 1);
    UniformRandomProvider rng = Streams.of(4).rng();
    for (int change = 0; change < 4; change++) {
      double[] means = means(world);
      world.step(0, rng);
      world.step(1, rng);
      assertArrayEquals(means, means(world));
      world.step(2, rng);
      double[] after = means(world);
      for (int a = 0; a < 10; a++) {
        assertNotEquals(means[a], after[a]);
      }
    }
  }

  @Test
  void whichArmIsPulledDoesNotTurnThePathOfTheOthers() {
    World one = world("bandit:drift=0.1,change=5", 1);
    World two = world("bandit:drift=0.1,change=5", 1);
    UniformRandomProvider rng1 = Streams.of(4).rng();
    UniformRandomProvider rng2 = Streams.of(4).rng();
    for (int pull = 0; pull < 20; pull++) {
      one.step(0, rng1);
      two.step(pull % 10, rng2);
      assertArrayEquals(means(one), means(two));
    }
  }

  /** Levels after 50 pulls: variance 50·0.2² around 3. Five standard errors: false alarm 6e-7. */
  @Test
  void equalArmsWalkApart() {
    SummaryStatistics levels = new SummaryStatistics();
    for (int seed = 0; seed < 200; seed++) {
      World world = world("bandit:mean=3,spread=0,drift=0.2", seed);
      assertArrayEquals(means(world), new double[] {3, 3, 3, 3, 3, 3, 3, 3, 3, 3});
      UniformRandomProvider rng = Streams.of(seed).at("pulls").rng();
      for (int pull = 0; pull < 50; pull++) {
        world.step(0, rng);
      }
      Arrays.stream(means(world)).forEach(levels::addValue);
    }
    double variance = 50 * 0.04;
    assertEquals(3, levels.getMean(), 5 * Math.sqrt(variance / 2000));
    assertEquals(variance, levels.getVariance(), 5 * variance * Math.sqrt(2 / 2000.0));
  }

  /** Mean and spread of the levels, or of the log-odds; five standard errors, false alarm 6e-7. */
  @ParameterizedTest
  @CsvSource({"normal", "bernoulli"})
  void levelsFollowTheirMeanAndSpread(String rewards) {
    SummaryStatistics levels = new SummaryStatistics();
    for (int seed = 0; seed < 200; seed++) {
      for (double m : means(world("bandit:mean=2,spread=0.5,rewards=" + rewards, seed))) {
        levels.addValue(rewards.equals("normal") ? m : Math.log(m / (1 - m)));
      }
    }
    assertEquals(2, levels.getMean(), 5 * 0.5 / Math.sqrt(2000));
    assertEquals(0.25, levels.getVariance(), 5 * 0.25 * Math.sqrt(2 / 2000.0));
  }

  /** Mean and variance of the rewards of one arm; five standard errors, false alarm 6e-7. */
  @ParameterizedTest
  @ValueSource(strings = {"normal", "bernoulli"})
  void rewardsFollowTheModel(String rewards) {
    World world = world("bandit:arms=2,mean=0.7,rewards=" + rewards, 2);
    double mean = means(world)[1];
    UniformRandomProvider rng = Streams.of(9).rng();
    SummaryStatistics drawn = new SummaryStatistics();
    int n = 20_000;
    for (int pull = 0; pull < n; pull++) {
      world.step(1, rng);
      drawn.addValue(world.reward());
    }
    double variance = rewards.equals("normal") ? 1 : mean * (1 - mean);
    assertEquals(mean, drawn.getMean(), 5 * Math.sqrt(variance / n));
    if (rewards.equals("normal")) {
      assertEquals(1, drawn.getVariance(), 5 * Math.sqrt(2.0 / n));
      assertEquals(1, world.model().rewardSd(0));
    } else {
      assertEquals(0, drawn.getMin());
      assertEquals(1, drawn.getMax());
      assertEquals(0, world.model().rewardSd(0));
    }
  }
}
