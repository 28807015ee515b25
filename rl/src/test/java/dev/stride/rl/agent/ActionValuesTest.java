package dev.stride.rl.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.rl.control.QLearning;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table for gradient descent against the one for any optimizer, of which it is a short cut. */
class ActionValuesTest {
  private static final int STATES = 5;

  /** State s has s + 1 of the five actions, or all of them. */
  private static ActionValues table(String rule, boolean fewer) {
    FiniteMdp mdp =
        FiniteMdp.of(
            FiniteMdp.startIn(0, STATES),
            STATES,
            100,
            (s, a) -> fewer && a > s ? List.of() : List.of(new Outcome(1, s, 0, false)));
    Rule<? super TraceStep> parsed = Rules.parse(rule, TraceStep.class, "a test");
    return ActionValues.of(
        Run.of(
            new Run.Setting(
                new FiniteWorld(mdp),
                new QLearning(0.25, 0),
                new Table.States(STATES),
                parsed,
                new None(),
                0.5,
                1,
                Streams.of(4),
                weights -> 0,
                Curve.every(Charge.EPISODES, 9),
                null,
                null)),
        0.25);
  }

  /** Few values are possible, so that many are tied and many change. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anyOrderOfCallsGivesTheSameChoices(boolean fewer) {
    ActionValues plain = table("sgd:learningRate=1", fewer);
    ActionValues ruled = table("sgd:learningRate=1+sgd:learningRate=1", fewer);
    UniformRandomProvider rng = Streams.of(9).rng();
    int drawn = 0;
    for (int k = 0; k < 20_000; k++) {
      int state = rng.nextInt(STATES);
      int next = rng.nextInt(STATES);
      int pair = state * STATES + rng.nextInt(fewer ? state + 1 : STATES);
      int after = next * STATES + rng.nextInt(fewer ? next + 1 : STATES);
      double reward = rng.nextInt(4) - 1;
      switch (rng.nextInt(8)) {
        case 0 -> both(plain, ruled, q -> q.learn(pair, reward));
        case 1 -> both(plain, ruled, q -> q.learn(pair, reward, after));
        case 2 -> both(plain, ruled, q -> q.learnExpected(pair, reward, next));
        case 3, 4, 5 -> both(plain, ruled, q -> q.learnBest(pair, reward, next));
        default -> {
          int chosen = plain.choose(next);
          assertEquals(ruled.choose(next), chosen, "call " + k);
          assertEquals(next, chosen / STATES);
          assertTrue(!fewer || chosen % STATES <= next);
          drawn++;
        }
      }
    }
    assertArrayEquals(ruled.q, plain.q, 0);
    assertTrue(drawn > 4000);
  }

  private static void both(ActionValues plain, ActionValues ruled, Consumer<ActionValues> call) {
    call.accept(plain);
    call.accept(ruled);
  }

  /** As the agents do that keep traces of their own. */
  @Test
  void whoOnlyChoosesMayChangeTheValues() {
    for (String rule : new String[] {"sgd:learningRate=1", "adam"}) {
      ActionValues q = table(rule, false);
      int[] chosen = new int[STATES];
      for (int k = 0; k < 200; k++) {
        Arrays.fill(q.q, 0);
        q.q[k % STATES] = 1;
        chosen[(q.choose(0) - k % STATES + STATES) % STATES]++;
      }
      assertTrue(chosen[0] > 140, rule + " chose the best " + chosen[0] + " times");
    }
  }

  /** What was seen in one state is not taken for another. */
  @Test
  void aChoiceElsewhereComesBetween() {
    ActionValues q = table("sgd:learningRate=1", false);
    q.learn(3 * STATES + 4, 1);
    q.learn(2 * STATES + 1, 1);
    int[] seen = new int[5 * STATES];
    for (int k = 0; k < 200; k++) {
      q.learnBest(0, 0, 3);
      q.choose(2);
      seen[q.choose(3)]++;
    }
    assertTrue(seen[3 * STATES + 4] > 140, "chosen " + seen[3 * STATES + 4] + " times");
    assertEquals(200, seen[15] + seen[16] + seen[17] + seen[18] + seen[19]);
  }
}
