package dev.stride.rl.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Diverged;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.None;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.World;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run keeps of its episodes, whoever learns in it. */
class RunTest {
  @Test
  void episodesAreAddedUp() {
    for (World world :
        List.of(new FiniteWorld(Corridor.process(9, 0)), new Logged(Corridor.process(9, 0)))) {
      Tally tally = Corridor.learned(world, new Counting(1), Sgd.of(1), 4).tally();
      assertEquals(4, tally.episodes());
      assertEquals(12, tally.steps());
      assertArrayEquals(new double[] {6, 6, 6, 6}, tally.returns());
      assertArrayEquals(new int[] {3, 3, 3, 3}, tally.lengths());
      // A process has none, and this world does not know.
      boolean process = world instanceof FiniteWorld;
      assertEquals(process ? 0 : 4, tally.regrets().length);
      assertTrue(Arrays.stream(tally.regrets()).allMatch(Double::isNaN));
    }
  }

  @Test
  void theLimitCuts() {
    Tally tally =
        Corridor.learned(new FiniteWorld(Corridor.process(2, 0)), new Counting(1), Sgd.of(1), 3)
            .tally();
    assertArrayEquals(new int[] {2, 2, 2}, tally.lengths());
    assertArrayEquals(new double[] {7, 7, 7}, tally.returns());
  }

  /** A run that diverges leaves what it has. */
  @Test
  void episodesThatNeverWereAreNotTold() {
    Counting agent = new Counting(1e13);
    Run run =
        Corridor.run(
            new Logged(Corridor.process(9, 0)),
            agent,
            Sgd.of(1),
            new None(),
            100,
            w -> 0,
            Curve.every(Charge.EPISODES, Long.MAX_VALUE),
            null);
    // 3 weights are looked at every 48 steps, and an episode has 3.
    assertEquals(
        "a weight is 1.6E14 after episode 16",
        assertThrows(Diverged.class, () -> agent.learn(run)).getMessage());
    assertEquals(16, run.tally().returns().length);
    assertEquals(16, run.tally().lengths().length);
    assertEquals(16, run.tally().regrets().length);
  }

  @Test
  void rewardsThatDoNotAddUpEndARun() {
    FiniteMdp rich =
        FiniteMdp.of(
            new double[] {1, 0, 0},
            2,
            9,
            (s, a) -> List.of(new Outcome(1, Math.min(s + 1, 2), 1e308, s == 2)));
    Counting agent = new Counting(1);
    assertEquals(
        "the rewards of episode 1 add up to Infinity",
        assertThrows(
                Diverged.class, () -> Corridor.learned(new FiniteWorld(rich), agent, Sgd.of(1), 2))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e12, -1e12, Double.NaN, Double.NEGATIVE_INFINITY})
  void absurdWeightsAreFoundWhenTheyAreJudged(double amount) {
    Counting agent = new Counting(amount);
    assertThrows(
        Diverged.class,
        () -> Corridor.learned(new FiniteWorld(Corridor.process(9, 0)), agent, Sgd.of(1), 1));
    Corridor.learned(new FiniteWorld(Corridor.process(9, 0)), new Counting(9.9e11), Sgd.of(1), 1);
  }

  @Test
  void curvesAreOverEpisodesOrSteps() {
    Counting agent = new Counting(1);
    Curve curve = Curve.every(Charge.EPISODES, 2);
    World world = new FiniteWorld(Corridor.process(9, 0));
    ToDoubleFunction<double[]> sum = w -> w[0] + w[1] + w[2];
    Run run = Corridor.run(world, agent, Sgd.of(1), new None(), 5, sum, curve, null);
    agent.learn(run);
    assertArrayEquals(new long[] {0, 2, 4, 5}, curve.at());
    assertArrayEquals(new double[] {0, 6, 12, 15}, curve.truth());
    assertEquals(15, run.valueError());

    Curve steps = Curve.every(Charge.STEPS, 4);
    agent.learn(Corridor.run(world, agent, Sgd.of(1), new None(), 5, sum, steps, null));
    assertArrayEquals(new long[] {0, 6, 9, 12, 15}, steps.at());
    Curve iterations = Curve.every(Charge.ITERATIONS, 1);
    IllegalArgumentException other =
        assertThrows(
            IllegalArgumentException.class,
            () -> Corridor.run(world, agent, Sgd.of(1), new None(), 5, sum, iterations, null));
    assertTrue(other.getMessage().contains(Charge.ITERATIONS.key()), other.getMessage());
  }

  /** The agent sees noise, and what is told is the truth. */
  @Test
  void noiseIsForTheAgentAlone() {
    Counting agent = new Counting(1);
    Noise tenfold = (value, rng) -> 10 * value;
    Run run =
        Corridor.run(
            new FiniteWorld(Corridor.process(9, 0)),
            agent,
            Sgd.of(1),
            tenfold,
            1,
            w -> 0,
            Curve.every(Charge.EPISODES, 1),
            null);
    agent.learn(run);
    assertEquals(List.of(30.0, 40.0, -10.0), agent.rewards());
    assertArrayEquals(new double[] {6}, run.tally().returns());
  }

  /** Mean and variance of 3,000 returns, 4 standard errors wide: false alarms 1 in 8,000. */
  @Test
  void rewardsCanBeMattersOfChance() {
    int n = 3000;
    double[] returns =
        Corridor.learned(new FiniteWorld(Corridor.process(9, 0.5)), new Counting(0), Sgd.of(1), n)
            .tally()
            .returns();
    double mean = Arrays.stream(returns).average().orElseThrow();
    double variance = Arrays.stream(returns).map(r -> (r - mean) * (r - mean)).sum() / (n - 1);
    assertEquals(6, mean, 4 * Math.sqrt(0.75 / n));
    assertEquals(0.75, variance, 4 * 0.75 * Math.sqrt(2.0 / n));
  }

  /** What goes on is begun once, and the state is that where the last episode was counted. */
  @Test
  void aTaskWithoutEpisodesGoesOn() {
    FiniteMdp circle =
        FiniteMdp.continuing(
            new double[] {1, 0, 0}, 2, 4, (s, a) -> List.of(new Outcome(1, (s + 1) % 3, s, false)));
    for (World world : List.of(new FiniteWorld(circle), new Logged(circle))) {
      Counting agent = new Counting(1);
      Tally tally = Corridor.learned(world, agent, Sgd.of(1), 3).tally();
      assertArrayEquals(
          new double[] {0 + 1 + 2 + 0, 1 + 2 + 0 + 1, 2 + 0 + 1 + 2}, tally.returns());
    }
  }

  @Test
  void statesCanHaveFewerActions() {
    FiniteMdp mdp =
        FiniteMdp.of(
            new double[] {1, 0, 0},
            3,
            5,
            (s, a) -> a > s ? List.of() : List.of(new Outcome(1, s, 0, s == 2)));
    Run run = Corridor.learned(new FiniteWorld(mdp), new Counting(0), Sgd.of(1), 1);
    assertEquals(3, run.actions());
    assertEquals(1, run.actions(0));
    assertEquals(3, run.actions(2));
    assertArrayEquals(new int[] {1, 2, 3}, run.fewer());
    Run all =
        Corridor.learned(new FiniteWorld(Corridor.process(9, 0)), new Counting(0), Sgd.of(1), 1);
    assertNull(all.fewer());
    assertEquals(2, all.actions(1));
  }
}
