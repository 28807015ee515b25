package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.env.Environments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What pictures show of given weights: values, policies and episodes known beforehand. */
class SnapshotTest {
  private static final Streams STREAMS = Streams.of(1);
  private static final int UP = 0;
  private static final int RIGHT = 1;
  private static final int DOWN = 2;

  private static Learning learning(String environment, String agent) {
    return new Learning(
        Environments.registry().parse(environment),
        Agents.registry().parse(agent),
        null,
        Sgd.of(1e-300),
        new None(),
        1,
        1);
  }

  /** Up, along the edge of the cliff, and down; elsewhere any action is as good. */
  private static double[] alongTheEdge() {
    double[] weights = new double[48 * 4];
    weights[36 * 4 + UP] = 1;
    for (int state = 24; state < 35; state++) {
      weights[state * 4 + RIGHT] = 1;
    }
    weights[35 * 4 + DOWN] = 1;
    return weights;
  }

  @Test
  void anEpisodeGoesWhereThePolicyLeads() {
    Replay replay = learning("cliff-walking", "q-learning").replay(alongTheEdge(), STREAMS);
    assertEquals(13, replay.frames().size());
    assertEquals(-13, replay.total());
    assertTrue(replay.terminated());
    assertEquals(List.of(47.0), replay.end());
    List<Double> states = new ArrayList<>();
    List<Integer> actions = new ArrayList<>();
    for (Replay.Frame frame : replay.frames()) {
      states.addAll(frame.observation());
      actions.add(frame.action());
      assertEquals(-1, frame.reward());
    }
    assertEquals(
        List.of(36.0, 24.0, 25.0, 26.0, 27.0, 28.0, 29.0, 30.0, 31.0, 32.0, 33.0, 34.0, 35.0),
        states);
    assertEquals(List.of(UP, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT), actions.subList(0, 6));
    assertEquals(DOWN, actions.get(12));
  }

  @Test
  void aPolicyIsShownWithItsExactValues() {
    Snapshot shown = learning("cliff-walking", "q-learning").snapshot(alongTheEdge(), STREAMS);
    assertNotNull(shown);
    assertArrayEquals(
        new double[] {1, 0, 0, 0}, Arrays.copyOfRange(shown.policy(), 36 * 4, 37 * 4));
    assertArrayEquals(
        new double[] {0.25, 0.25, 0.25, 0.25}, Arrays.copyOfRange(shown.policy(), 0, 4));
    assertEquals(-13, shown.values()[36], 1e-9);
    for (int state = 24; state < 36; state++) {
      assertEquals(-(36 - state), shown.values()[state], 1e-9);
    }
  }

  @Test
  void aPredictionIsShownAsItIs() {
    double[] weights = {0.5, -1, 2, 0.25, 4};
    Learning learning = learning("random-walk", "td");
    double[] truth = learning.trueValues(STREAMS);
    assertNotNull(truth);
    Snapshot shown = learning.snapshot(Arrays.copyOf(weights, truth.length), STREAMS);
    assertNotNull(shown);
    assertEquals(0, shown.policy().length);
    assertArrayEquals(Arrays.copyOf(weights, truth.length), shown.values());
  }

  /** Nobody is up the hill in so few steps, and a table tells nothing about coordinates. */
  @Test
  void coordinatesAreReplayedAndJudgedByEpisodes() {
    Learning learning = learning("mountain-car:limit=50", "sarsa");
    LearningResult result = learning.run(STREAMS, Curve.every(Charge.EPISODES, Long.MAX_VALUE));
    double best;
    try (var world = learning.environment().world(STREAMS.at("model").rng())) {
      best = world.bestReturn();
    }
    assertEquals(best + 50, result.valueError());
    double[] weights = result.weights();
    assertNull(learning.snapshot(weights, STREAMS));
    assertNull(learning.trueValues(STREAMS));
    Replay replay = learning.replay(weights, STREAMS);
    assertEquals(50, replay.frames().size());
    assertEquals(-50, replay.total());
    assertFalse(replay.terminated());
    assertEquals(2, replay.end().size());
    for (int k = 1; k < 50; k++) {
      double before = replay.frames().get(k - 1).observation().get(0);
      List<Double> here = replay.frames().get(k).observation();
      assertEquals(before + here.get(1), here.get(0), 1e-12);
    }
    assertEquals(
        500, learning("mountain-car:limit=600", "sarsa").replay(weights, STREAMS).frames().size());
  }
}
