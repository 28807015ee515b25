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
import dev.stride.rl.agent.Agent;
import dev.stride.rl.control.QLearning;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.World;
import dev.stride.rl.env.wrap.NoisyState;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import dev.stride.rl.td.Td;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pictures show of given weights: values, policies and episodes known beforehand. */
class SnapshotTest {
  private static final Streams STREAMS = Streams.of(1);
  private static final Agent CONTROL = new QLearning(0.1, 0);
  private static final Agent PREDICTION = new Td(0);

  /** The largest uniform number. */
  private static final double ALMOST_ONE = 1 - 0x1p-53;

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
    assertTrue(replay.whole());
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

  private static Snapshot shown(FiniteMdp mdp, double discount, double... q) {
    return new Judge(CONTROL, new Table.States(mdp.states()), discount).snapshot(mdp, q);
  }

  /** Staying pays 1 and going 0, to where every step pays 3. */
  @Test
  void whatGoesOnIsShownWithItsDifferentialValues() {
    FiniteMdp mdp =
        FiniteMdp.continuing(
            new double[] {1, 0},
            2,
            10,
            (s, a) -> List.of(new Outcome(1, s == 0 ? a : 1, s == 0 ? 1 - a : 3, false)));
    Snapshot shown = shown(mdp, 1, 0, 1, 2, 2);
    assertArrayEquals(new double[] {0, 1, 0.5, 0.5}, shown.policy());
    // g = 3 from everywhere, and the way there costs that once.
    assertArrayEquals(new double[] {-3, 0}, shown.values(), 1e-12);
    assertArrayEquals(new double[] {0.9 * 30, 30}, shown(mdp, 0.9, 0, 1, 2, 2).values(), 1e-12);
  }

  /** Action 0 stays and costs 1, action 1 ends and pays 5. */
  @Test
  void whatNeverEndsIsShownUnderTheTimeLimit() {
    FiniteMdp mdp =
        FiniteMdp.of(
            new double[] {1, 0},
            2,
            10,
            (s, a) -> List.of(new Outcome(1, s, a == 0 ? -1 : 5, a == 1)));
    assertArrayEquals(new double[] {-10, 5}, shown(mdp, 1, 1, 0, 0, 1).values());
    // Either with 1/2: v = (5 - 1 + v)/2, however long that takes.
    assertArrayEquals(new double[] {4, 5}, shown(mdp, 1, 0, 0, 0, 1).values(), 1e-12);
  }

  /**
   * The first state ends with 1/2 after each step, and is worth 2, though 1.75 in 3 steps. The
   * second pays -1 for ever, and the third leads to either.
   */
  @Test
  void circlesDoNotMatterToStatesThatDoNotLeadThere() {
    FiniteMdp mdp =
        FiniteMdp.of(
            new double[] {1, 0, 0},
            1,
            3,
            (s, a) ->
                switch (s) {
                  case 0 -> List.of(new Outcome(0.5, 0, 1, false), new Outcome(0.5, 0, 1, true));
                  case 1 -> List.of(new Outcome(1, 1, -1, false));
                  default -> List.of(new Outcome(0.5, 0, 0, false), new Outcome(0.5, 1, 0, false));
                });
    assertArrayEquals(
        new double[] {2, -3, 0.5 * 1.5 - 0.5 * 2}, shown(mdp, 1, 0, 0, 0).values(), 1e-12);
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
    Learning learning = learning("mountain-car:limit=80", "sarsa");
    LearningResult result = learning.run(STREAMS, Curve.every(Charge.EPISODES, Long.MAX_VALUE));
    double best;
    try (var world = learning.environment().world(STREAMS.at("model").rng())) {
      best = world.bestReturn();
    }
    assertEquals(best + 80, result.valueError());
    double[] weights = result.weights();
    assertNull(learning.snapshot(weights, STREAMS));
    assertNull(learning.trueValues(STREAMS));
    Replay replay = learning.replay(weights, STREAMS);
    assertEquals(80, replay.frames().size());
    assertEquals(-80, replay.total());
    assertFalse(replay.terminated());
    assertEquals(2, replay.end().size());
    for (int k = 1; k < 80; k++) {
      double before = replay.frames().get(k - 1).observation().get(0);
      List<Double> here = replay.frames().get(k).observation();
      assertEquals(before + here.get(1), here.get(0), 1e-12);
    }
    assertTrue(replay.whole());
  }

  /** That it is shown no further says nothing about the episode. */
  @ParameterizedTest
  @CsvSource({"499, 499, true", "500, 500, true", "501, 500, false"})
  void ofALongEpisodeTheFirstStepsAreReplayed(int limit, int steps, boolean whole) {
    Learning learning = learning("mountain-car:limit=" + limit, "sarsa");
    LearningResult result = learning.run(STREAMS, Curve.every(Charge.EPISODES, Long.MAX_VALUE));
    Replay replay = learning.replay(result.weights(), STREAMS);
    assertEquals(steps, replay.frames().size());
    assertFalse(replay.terminated());
    assertEquals(whole, replay.whole());
  }

  /** What an episode does where all uniform numbers are {@code u}. */
  private static List<Integer> actions(World world, Agent agent, double u, double... w) {
    Judge judge = new Judge(agent, new Table.States(world.space().states()), 1);
    UniformRandomProvider rng = () -> (long) (u * 0x1p53) << 11;
    return judge.replay(world, w, rng, 100).frames().stream().map(Replay.Frame::action).toList();
  }

  /** The action that a greedy policy draws in a single state. */
  private static int drawn(double u, double... q) {
    FiniteMdp mdp =
        FiniteMdp.of(new double[] {1}, q.length, 1, (s, a) -> List.of(new Outcome(1, 0, 0, true)));
    List<Integer> actions = actions(new FiniteWorld(mdp), CONTROL, u, q);
    assertEquals(1, actions.size());
    return actions.get(0);
  }

  @Test
  void bestActionsAreDrawnAlike() {
    assertEquals(2, drawn(0, 0, 0, 1));
    assertEquals(0, drawn(ALMOST_ONE, 1, 0, 0));
    assertEquals(0, drawn(0, 1, 1));
    assertEquals(0, drawn(0.4999, 1, 1));
    assertEquals(1, drawn(0.5, 1, 1));
    assertEquals(1, drawn(ALMOST_ONE, 1, 1));
    assertEquals(0, drawn(0.3333, 1, 0, 1, 1));
    assertEquals(2, drawn(0.3334, 1, 0, 1, 1));
    assertEquals(2, drawn(0.6666, 1, 0, 1, 1));
    assertEquals(3, drawn(0.6667, 1, 0, 1, 1));
  }

  /** 1/n taken from almost 1 for n times can leave something. */
  @Test
  void roundingDrawsNoOther() {
    for (int n = 1; n <= 60; n++) {
      double[] q = new double[n];
      Arrays.fill(q, 1);
      assertEquals(n - 1, drawn(ALMOST_ONE, q));
      assertEquals(n - 1, drawn(ALMOST_ONE, Arrays.copyOf(q, n + 2)));
    }
  }

  /** Of a run that diverged. */
  @Test
  void weightsThatAreNoNumbersAreReplayedToo() {
    assertEquals(0, drawn(0.5, Double.NaN, 1, Double.NaN));
  }

  /** From 0 on around a circle of three states, where action 1 leaves one out. */
  private static FiniteMdp circle() {
    return FiniteMdp.of(
        new double[] {1, 0, 0}, 2, 5, (s, a) -> List.of(new Outcome(1, (s + 1 + a) % 3, 0, false)));
  }

  @Test
  void ofAPredictionItIsTheBehaviourThatIsReplayed() {
    double[] target = {1, 0, 1, 0, 1, 0};
    double[] behaviour = {0, 1, 1, 0, 0.25, 0.75};
    World world = new FiniteWorld(circle(), target, behaviour, null);
    // The states 0, 2, 0, 2, 0, and 0, 2, 1, 2, 1.
    assertEquals(List.of(1, 0, 1, 0, 1), actions(world, PREDICTION, 0.2499, 0, 0, 0));
    assertEquals(List.of(1, 1, 0, 1, 0), actions(world, PREDICTION, 0.25, 0, 0, 0));
    World same = new FiniteWorld(circle(), target, null, null);
    assertEquals(List.of(0, 0, 0, 0, 0), actions(same, PREDICTION, 0.9, 0, 0, 0));
  }

  /** Three states in a row with three actions, two, and one. */
  private static FiniteMdp ragged() {
    return FiniteMdp.of(
        new double[] {1, 0, 0},
        3,
        10,
        (s, a) -> a < 3 - s ? List.of(new Outcome(1, Math.min(s + 1, 2), 0, s == 2)) : List.of());
  }

  @Test
  void onlyActionsThatAStateHasAreReplayed() {
    World world = new FiniteWorld(ragged());
    assertEquals(List.of(2, 1, 0), actions(world, PREDICTION, 0.7, 0, 0, 0));
    assertEquals(List.of(1, 0, 0), actions(world, PREDICTION, 0.4, 0, 0, 0));
    assertEquals(List.of(1, 1, 0), actions(world, CONTROL, 0.7, 0, 1, 0, 0, 1, 9, 0, 9, 9));
  }

  /** A policy goes by what it sees: the last state here. A prediction is of what is there. */
  @Test
  void throughNoiseAPolicyHasTheActionsOfTheStateThatItSees() {
    Environment noisy = new NoisyState(1, 0, rng -> new FiniteWorld(ragged()));
    World world = noisy.world(STREAMS.rng());
    assertEquals(List.of(0, 0, 0), actions(world, CONTROL, ALMOST_ONE, 0, 1, 0, 0, 1, 9, 0, 9, 9));
    assertEquals(List.of(2, 1, 0), actions(world, PREDICTION, ALMOST_ONE, 0, 0, 0));
  }
}
