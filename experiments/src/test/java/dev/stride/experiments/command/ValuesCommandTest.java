package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Exact values, asked for in many ways. */
class ValuesCommandTest {
  private static JsonNode values(String line) {
    return Answer.toLine("values " + line + " --json").json();
  }

  @ParameterizedTest
  @CsvSource({
    // Published.
    "cliff-walking --epsilon 0.1, -20.7077, 5e-5",
    "cliff-walking --epsilon 0, -13, 1e-12",
    "frozen-lake, 0.82352941176470588, 1e-12",
    // Too short for the shortest way of 13 steps: -1 for each.
    "cliff-walking --time-limit 12, -12, 0",
    "cliff-walking --time-limit 1000, -13, 0",
    "cliff-walking --time-limit 3 --discount 0.5, -1.75, 0",
    // One step at random: into the cliff with probability 1/4.
    "cliff-walking --time-limit 1 --epsilon 1, -25.75, 1e-13",
    // Right is worth 0, and left -0.1, which is taken with probability 1/20.
    "maximization-bias --epsilon 0.1, -0.005, 1e-15",
  })
  void valuesAtTheStart(String command, double value, double tolerance) {
    assertEquals(value, values(command).get("value").asDouble(), tolerance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"value-iteration", "policy-iteration", "modified-policy-iteration"})
  void allMethodsGiveTheSame(String method) {
    assertEquals(
        14.0 / 17, values("frozen-lake --method " + method).get("value").asDouble(), 1e-12);
    assertEquals(
        -20.7077,
        values("cliff-walking --epsilon 0.1 --method " + method).get("value").asDouble(),
        5e-5);
  }

  @Test
  void aStateIsShownWithItsActions() {
    JsonNode json = values("cliff-walking --state 34");
    JsonNode state = json.get("state");
    assertEquals(34, state.get("number").asInt());
    assertEquals(-2, state.get("value").asDouble(), 1e-12);
    double[] actions = {-4, -2, -100 - 13, -4};
    assertEquals(4, state.get("actions").size());
    for (int a = 0; a < 4; a++) {
      assertEquals(actions[a], state.get("actions").get(a).asDouble(), 1e-11);
    }
    assertEquals("[1]", json.get("bestActions").get(34).toString());
    assertEquals("[1,2]", json.get("bestActions").get(0).toString());
    assertEquals(48, json.get("states").size());
    assertEquals(
        """
        cliff-walking, discount 1.0: V* = -13.00000000 at the start (48 states, no time limit)
          state 34: -2.000000000
            action 0: -4.000000000
            action 1: -2.000000000
            action 2: -113.0000000
            action 3: -4.000000000
        """,
        Answer.toLine("values cliff-walking --state 34").out().replace("\r", ""));
  }

  @Test
  void onlyTheActionsThatAStateHasAreShown() {
    JsonNode json = values("maximization-bias --state 0");
    assertEquals("[-0.1,0.0]", json.get("state").get("actions").toString());
    assertEquals("[[1],[0,1,2,3,4,5,6,7,8,9]]", json.get("bestActions").toString());
    JsonNode capital = values("gamblers-problem --state 75").get("state");
    assertEquals(25, capital.get("actions").size());
    assertEquals(0.64, capital.get("value").asDouble(), 1e-12);
  }

  @Test
  void actionsUnderATimeLimitHaveOneStepLess() {
    JsonNode state = values("cliff-walking --time-limit 2 --state 36").get("state");
    assertEquals(-2, state.get("value").asDouble());
    assertEquals(-2, state.get("actions").get(0).asDouble());
    assertEquals(-101, state.get("actions").get(1).asDouble());
  }

  @Test
  void thePolicyAndTheLimitAreNamed() {
    assertEquals(
        "cliff-walking, discount 0.5: V of the best 1.0-soft policy = -25.75000000 at the start"
            + " (48 states, cut after 1 steps)\n",
        Answer.toLine("values cliff-walking --discount 0.5 --time-limit 1 --epsilon 1").out());
  }

  @Test
  void aMapShowsValuesAndActions() {
    String[] lines = Answer.toLine("values cliff-walking --map").out().split("\\R", -1);
    assertEquals("values:", lines[2]);
    assertEquals(
        " -14.0 -13.0 -12.0 -11.0 -10.0  -9.0  -8.0  -7.0  -6.0  -5.0  -4.0  -3.0", lines[3]);
    assertEquals("best actions (* where several are):", lines[8]);
    // Above the cliff to the right, then down.
    assertEquals(" → → → → → → → → → → → ↓", lines[11]);
  }

  @Test
  void theQueueHasAnAverageReward() {
    JsonNode json = values("access-control --state 0");
    // Relative value iteration of a program of its own.
    assertEquals(2.7476419505725, json.get("averageReward").asDouble(), 1e-12);
    assertEquals(44, json.get("differentialValues").size());
    // No server is free: both actions reject.
    JsonNode actions = json.get("state").get("actions");
    assertEquals(actions.get(0).asDouble(), actions.get(1).asDouble(), 1e-12);
    assertEquals(json.get("state").get("value").asDouble(), actions.get(0).asDouble(), 1e-11);
    Answer text = Answer.toLine("values access-control --state 0");
    assertTrue(text.out().startsWith("access-control: best average reward = 2."), text.out());
    assertTrue(text.out().contains("\n  state 0: differential value -"), text.out());
    // All actions at random are worse.
    assertEquals(
        1.6982423583808,
        values("access-control --epsilon 1").get("averageReward").asDouble(),
        1e-12);
    // With a discount or a limit there are values.
    assertTrue(values("access-control --discount 0.9").get("value").asDouble() > 10);
    assertTrue(values("access-control --time-limit 2").get("value").asDouble() > 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frozen-lake --discount -0.1 | --discount must be from 0 to 1, not -0.1",
        "frozen-lake --epsilon 1.5 | --epsilon must be from 0 to 1, not 1.5",
        "frozen-lake --epsilon NaN | --epsilon must be from 0 to 1, not NaN",
        "frozen-lake --time-limit 0 | --time-limit must be at least 1, not 0",
        "frozen-lake --time-limit -3 | --time-limit must be at least 1, not -3",
        "frozen-lake --time-limit x | Invalid value for option '--time-limit'",
        "grid:map=S..G,rewards=(G=1e308),stepReward=1e308 --discount 0.5 |"
            + " grid:map=S..G,rewards=(G=1e308),stepReward=1e308: rewards are so large that values",
        "frozen-lake --state 16 | --state must be from 0 to 15 here, not 16",
        "frozen-lake --state -1 | --state must be from 0 to 15 here, not -1",
        "frozen-lake --method policy | --method must be one of value-iteration, policy-iteration,"
            + " modified-policy-iteration, not policy",
        "taxi --map | --map needs an environment on a grid, and taxi is on none",
        "access-control --method value-iteration | --method is for values without a time limit",
        "cart-pole | the states of this environment are not finitely many",
        "frozen-lake --method value-iteration --time-limit 3 | --method is for values without",
      })
  void badInputGetsOneClearMessage(String command, String start) {
    Answer answer = Answer.toLine("values " + command);
    assertEquals(2, answer.exitCode(), answer.err());
    assertEquals("stride: " + start, answer.err().substring(0, 8 + start.length()));
    assertFalse(answer.err().contains("\tat "), answer.err());
    assertEquals("", answer.out());
  }

  @Test
  void valuesAreExact() {
    // FrozenLake 4x4 at a discount of 0.99; 14/17 without one.
    assertEquals(
        0.5420259320, values("frozen-lake --discount 0.99").get("value").asDouble(), 1e-10);
    assertEquals(14.0 / 17, values("frozen-lake").get("value").asDouble(), 1e-10);
  }
}
