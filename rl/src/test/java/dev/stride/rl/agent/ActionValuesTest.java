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
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.rng.UniformRandomProvider;
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
    compare(fewer, Streams.of(9).rng(), 20_000, new double[] {-1, 0, 1, 2});
  }

  /** As in a run that diverges, until somebody looks. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void alsoWhereValuesAreNotFinite(boolean fewer) {
    double[] rewards = {-1, 0, 1, 2, 3, -0.0, Double.NaN, 1e308, -1e308, 1 / 0.0, -1 / 0.0};
    for (int k = 0; k < 200; k++) {
      compare(fewer, Streams.of(9).at("calls", k).rng(), 100, rewards);
    }
  }

  private static void compare(
      boolean fewer, UniformRandomProvider rng, int calls, double[] rewards) {
    ActionValues plain = table("sgd:learningRate=1", fewer);
    ActionValues ruled = table("sgd:learningRate=1+sgd:learningRate=1", fewer);
    int drawn = 0;
    for (int k = 0; k < calls; k++) {
      int state = rng.nextInt(STATES);
      int next = rng.nextInt(STATES);
      int pair = state * STATES + rng.nextInt(fewer ? state + 1 : STATES);
      int after = next * STATES + rng.nextInt(fewer ? next + 1 : STATES);
      double reward = rewards[rng.nextInt(rewards.length)];
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
    assertTrue(drawn > calls / 10);
  }

  private static void both(ActionValues plain, ActionValues ruled, Consumer<ActionValues> call) {
    call.accept(plain);
    call.accept(ruled);
  }
}
