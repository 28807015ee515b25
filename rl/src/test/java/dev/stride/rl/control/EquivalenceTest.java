package dev.stride.rl.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.env.Environments;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Learners that are the same learner: bit by bit, with rules that read all of a step. */
class EquivalenceTest {
  private static final double EPSILON = 0.1;
  private static final Traces.Kind PLAIN = Traces.Kind.ACCUMULATING;

  private static final Agent SARSA = new Sarsa(EPSILON, 0, PLAIN, 0, 0);
  private static final Agent EXPECTED = new ExpectedSarsa(EPSILON, 0, PLAIN, 0, 0);
  private static final Agent Q = new QLearning(EPSILON, 0);

  private static Run run(String environment, Agent agent, boolean table, String rule) {
    FiniteMdp mdp = Environments.registry().parse(environment).model(Streams.of(1).rng());
    Encoder encoder = table ? new Table.States(mdp.states()) : new Runs.Hidden(mdp.states());
    Rule<? super TraceStep> parsed = Rules.parse(rule, TraceStep.class, "learning");
    return Runs.run(mdp, agent, encoder, parsed, 0.95, 200, 7);
  }

  private static void assertSame(String environment, Agent one, Agent other, boolean table) {
    assertSame(environment, one, other, table, "sgd:0.3", "tidbd:mode=full-gradient", "autotidbd");
  }

  private static void assertSame(
      String environment, Agent one, Agent other, boolean table, String... rules) {
    for (String rule : rules) {
      Run first = run(environment, one, true, rule);
      Run second = run(environment, other, table, rule);
      assertTrue(Arrays.stream(first.weights()).anyMatch(w -> w != 0));
      assertArrayEquals(first.weights(), second.weights(), rule);
      assertArrayEquals(first.tally().returns(), second.tally().returns(), rule);
    }
  }

  static Stream<Agent> withTables() {
    return Stream.of(SARSA, EXPECTED, Q);
  }

  @ParameterizedTest
  @MethodSource("withTables")
  void aTableIsOneFeatureForEachState(Agent agent) {
    assertSame("cliff-walking", agent, agent, false);
    assertSame("frozen-lake", agent, agent, false);
  }

  static Stream<Arguments> special() {
    return Stream.of(
        Arguments.of(Q, new WatkinsQ(EPSILON, 0, PLAIN, 0, 0)),
        Arguments.of(Q, new DynaQ(EPSILON, 0, 0, 0)),
        Arguments.of(SARSA, new NStepSarsa(EPSILON, 1, 0)),
        Arguments.of(EXPECTED, new NStepExpectedSarsa(EPSILON, 1, 0)));
  }

  @ParameterizedTest
  @MethodSource("special")
  void specialCases(Agent one, Agent other) {
    assertSame("cliff-walking", one, other, true);
    assertSame("frozen-lake", one, other, true);
  }

  /** As far as a rule does not ask which of several best actions δ looks at. */
  @Test
  void treeBackupOfOneStepIsQLearning() {
    Agent tree = new NStepTreeBackup(EPSILON, 1, 0);
    assertSame("cliff-walking", Q, tree, true, "sgd:0.3", "adam");
    assertSame("frozen-lake", Q, tree, true, "sgd:0.3", "adam");
  }

  /** The correction for the change of the value is nothing for λ = 0, up to rounding. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5})
  void trueOnlineWithoutTraceIsSarsa(double rate) {
    Run one = run("frozen-lake", SARSA, true, "sgd:" + rate);
    Run other = run("frozen-lake", new TrueOnlineSarsa(EPSILON, 0, rate, 0), true, "sgd:1");
    assertArrayEquals(one.weights(), other.weights(), 1e-12);
    assertEquals(one.tally().steps(), other.tally().steps());
  }
}
