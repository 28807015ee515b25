package dev.stride.rl.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.noise.None;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.Learning;
import dev.stride.rl.agent.Recorder;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.CliffWalking;
import dev.stride.rl.feature.Features;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dyna-Q and Dyna-Q+. */
class DynaQTest {
  private static final double DISCOUNT = 0.9;
  private static final int SIDE = 5;

  /** An open square, from one corner to the other; 1 for getting there. Up, right, down, left. */
  private static FiniteMdp square() {
    int last = SIDE * SIDE - 1;
    return FiniteMdp.of(
        FiniteMdp.startIn(0, SIDE * SIDE),
        4,
        10_000,
        (s, a) -> {
          int row = s / SIDE + new int[] {-1, 0, 1, 0}[a];
          int column = s % SIDE + new int[] {0, 1, 0, -1}[a];
          boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
          int next = inside ? row * SIDE + column : s;
          return List.of(new Outcome(1, next, next == last ? 1 : 0, next == last));
        });
  }

  /** Eight moves lead there, so that the first is worth γ⁷. */
  @Test
  void planningFindsTheShortestWayInAFewEpisodes() {
    for (int seed = 0; seed < 10; seed++) {
      Run run =
          Runs.run(
              square(),
              new DynaQ(0.1, 200, 0, 0),
              new Table.States(SIDE * SIDE),
              Sgd.of(1),
              DISCOUNT,
              10,
              seed);
      double best = 0;
      for (int a = 0; a < 4; a++) {
        best = Math.max(best, run.weights()[a]);
      }
      assertEquals(Math.pow(DISCOUNT, 7), best, 1e-12, "seed " + seed);
      assertTrue(run.tally().returns().length == 10 && run.tally().steps() < 1000, "seed " + seed);
    }
  }

  /** What a pair did the last time. */
  private record Last(double reward, int next, boolean terminated, long time) {}

  private static final double[] REWARD = {1, -2, 0.5, 3};

  /** Four states in a row; one action goes on, the other stays. */
  private static FiniteMdp row() {
    return FiniteMdp.of(
        FiniteMdp.startIn(0, 4),
        2,
        50,
        (s, a) -> List.of(new Outcome(1, Math.min(s + a, 3), REWARD[s] + a, s + a == 4)));
  }

  private static int pair(Recorder.Seen seen) {
    int at = 0;
    while (seen.features()[at] != 1) {
      at++;
    }
    return at;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.05})
  void everyPlanningStepFollowsTheModel(double bonus) {
    Recorder recorder = new Recorder(0.1);
    Run run =
        Runs.run(
            row(), new DynaQ(0.3, 3, bonus, 0), new Table.States(4), recorder, DISCOUNT, 20, 11);
    assertEquals(4 * run.tally().steps(), recorder.seen().size());
    Map<Integer, Last> model = new HashMap<>();
    boolean[] states = new boolean[4];
    int untried = 0;
    for (int k = 0; k < recorder.seen().size(); k++) {
      Recorder.Seen seen = recorder.seen().get(k);
      long now = k / 4 + 1L;
      int pair = pair(seen);
      int state = pair / 2;
      double extra = 0;
      if (k % 4 == 0) {
        int next = Math.min(state + pair % 2, 3);
        model.put(pair, new Last(REWARD[state] + pair % 2, next, state + pair % 2 == 4, now));
        states[state] = true;
      } else {
        extra = bonus;
        assertTrue(states[state]);
        assertTrue(model.containsKey(pair) || bonus > 0);
        untried += model.containsKey(pair) ? 0 : 1;
      }
      Last last = model.getOrDefault(pair, new Last(0, state, false, 0));
      double[] q = seen.weights();
      double following = Math.max(q[2 * last.next], q[2 * last.next + 1]);
      double target =
          last.reward
              + extra * Math.sqrt((double) (now - last.time))
              + (last.terminated ? 0 : DISCOUNT * following);
      assertEquals(target - q[pair], seen.delta(), 1e-12, "step " + k);
    }
    assertEquals(bonus > 0, untried > 0);
  }

  /** States are drawn evenly, then actions: five standard deviations, false alarm 6e-7 each. */
  @Test
  void planningDrawsStatesEvenly() {
    FiniteMdp mdp =
        FiniteMdp.of(
            FiniteMdp.startIn(0, 2), 2, 4000, (s, a) -> List.of(new Outcome(1, 1, 1, false)));
    Recorder recorder = new Recorder(0.1);
    Runs.run(mdp, new DynaQ(1, 1, 0, 0), new Table.States(2), recorder, DISCOUNT, 1, 5);
    int[] counts = new int[4];
    for (int k = 41; k < 8000; k += 2) {
      counts[pair(recorder.seen().get(k))]++;
    }
    int n = 3980;
    // State 0 was left by one action only.
    assertEquals(n / 2.0, counts[0] + counts[1], 5 * Math.sqrt(n / 4.0));
    assertEquals(0, Math.min(counts[0], counts[1]));
    assertEquals(n / 4.0, counts[2], 5 * Math.sqrt(n * 3 / 16.0));
  }

  @Test
  void needsATable() {
    Features hidden = (space, own) -> new Runs.Hidden(space.states());
    BadInput bad =
        assertThrows(
            BadInput.class,
            () ->
                new Learning(
                    new CliffWalking(false),
                    new DynaQ(0.1, 5, 0, 0),
                    hidden,
                    Sgd.of(0.1),
                    new None(),
                    1,
                    1));
    assertTrue(bad.getMessage().contains("needs a table"), bad.getMessage());
  }
}
