package dev.stride.rl.env.external;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.rl.env.Environments;
import dev.stride.rl.mdp.AverageReward;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transition tables from files. */
class TransitionTableTest {
  private static final String GOOD =
      """
      {
        "format": "transition-table/1",
        "states": 2, "actions": 1,
        "initial_distribution": [0.25, 0.75],
        "max_episode_steps": 50,
        "made": {"by": ["hand"]},
        "P": [[[[0.5, 0, -1, false], [0.5, 1, 2.5, true]]],
              [[[1, 1, 0, true]]]]
      }
      """;

  @TempDir private Path directory;

  private FiniteMdp read(String text) throws IOException {
    Path file = directory.resolve("mdp.json");
    Files.writeString(file, text);
    return Environments.registry().parse("table:file=(" + file + ")").model(Streams.of(1).rng());
  }

  /** A table that Gymnasium's own code produced is our lake, bit by bit. */
  @Test
  void gymnasiumsLake() {
    FiniteMdp table =
        Environments.registry()
            .parse(
                "table:src/test/resources/dev/stride/rl/env/external/frozenlake-4x4-slippery.json")
            .model(Streams.of(1).rng());
    FiniteMdp lake = Environments.registry().parse("frozen-lake").model(Streams.of(1).rng());
    assertEquals(lake.states(), table.states());
    assertEquals(lake.actions(), table.actions());
    assertEquals(100, table.limit());
    assertArrayEquals(lake.start(), table.start());
    assertEquals(lake.end(63), table.end(63));
    for (int o = 0; o < lake.end(63); o++) {
      assertEquals(lake.probability(o), table.probability(o));
      assertEquals(lake.next(o), table.next(o));
      assertEquals(lake.reward(o), table.reward(o));
      assertEquals(lake.terminated(o), table.terminated(o));
    }
    assertFalse(table.hasRandomRewards());
    assertEquals(14.0 / 17, TrueValues.atStart(table, TrueValues.optimal(table, 1)), 1e-12);
  }

  @Test
  void everyPartIsRead() throws IOException {
    FiniteMdp mdp = read(GOOD);
    assertEquals(2, mdp.states());
    assertEquals(1, mdp.actions());
    assertEquals(50, mdp.limit());
    assertArrayEquals(new double[] {0.25, 0.75}, mdp.start());
    assertEquals(3, mdp.end(1));
    assertEquals(0.5, mdp.probability(1));
    assertEquals(1, mdp.next(1));
    assertEquals(-1, mdp.reward(0));
    assertEquals(2.5, mdp.reward(1));
    assertEquals(false, mdp.terminated(0));
    assertEquals(true, mdp.terminated(1));
  }

  @Test
  void aStateMayHaveFewerActions() throws IOException {
    FiniteMdp mdp =
        read(
            GOOD.replace("\"actions\": 1", "\"actions\": 2")
                .replace("[[[1, 1, 0, true]]]", "[[[1, 1, 0, true]], [[1, 0, 3, false]]]"));
    assertEquals(2, mdp.actions());
    assertEquals(1, mdp.actions(0));
    assertEquals(2, mdp.actions(1));
    assertEquals(3, mdp.reward(mdp.first(3)));
    // 1 pays 3 on the way to 0, which pays -1 and comes again, or 2.5: v(0) = -0.5 + v(0)/2 + 1.25.
    assertArrayEquals(new double[] {1.5, 4.5}, TrueValues.optimal(mdp, 1), 1e-14);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", ""})
  void withoutALimitThereIsOne(String limit) throws IOException {
    String line = limit.isEmpty() ? "" : "\"max_episode_steps\": " + limit + ",";
    assertEquals(1000, read(GOOD.replace("\"max_episode_steps\": 50,", line)).limit());
  }

  /** One state that pays 1 in every other step. */
  @Test
  void aTaskMayHaveNoEpisodes() throws IOException {
    FiniteMdp mdp =
        read(
            """
            {"format": "transition-table/1", "states": 2, "actions": 1, "continuing": true,
             "initial_distribution": [1, 0],
             "P": [[[[1, 1, 1, false]]], [[[1, 0, 0, false]]]]}
            """);
    assertTrue(mdp.continuing());
    assertArrayEquals(new double[] {0.5, 0.5}, AverageReward.optimal(mdp, 0).gain(), 1e-14);
    for (String none : List.of("false", "null")) {
      String line = "\"continuing\": " + none + ", \"made\"";
      assertFalse(read(GOOD.replace("\"made\"", line)).continuing());
    }
  }

  @Test
  void aByteOrderMarkIsNotJson() throws IOException {
    assertEquals(50, read("\uFEFF" + GOOD).limit());
    assertMessage("\uFEFF[]", "mdp.json:1:1: it has to be a JSON object");
  }

  @Test
  void theOrderOfKeysIsFree() throws IOException {
    String late = GOOD.replace("\"states\": 2, ", "").replace("true]]]]", "true]]]], \"states\":2");
    assertEquals(2, read(late).states());
    assertEquals(20, read(grown()).start().length);
  }

  /** More states than the reader expects at first. */
  private static String grown() {
    String rest = ", 0".repeat(18);
    String rows = ", [[[1, 1, 0, true]]]".repeat(18);
    return GOOD.replace("\"states\": 2", "\"states\": 20")
        .replace("0.75]", "0.75" + rest + "]")
        .replace("true]]]]", "true]]]" + rows + "]");
  }

  /** One change to the good file each; the message says where and what. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "table/1\" | table/2\" |:2:13: the format has to be \"transition-table/1\"",
        "[0.5, 1, 2.5 | [0.4, 1, 2.5 |:7:10: the probabilities of P[0][0] sum to 0.9 and not to 1",
        "[0.5, 1, 2.5 | [-0.5, 1, 2.5 |:7:33: the probability of P[0][0][1] has to be from 0 to 1, not -0.5",
        "[0.5, 0, -1 | [1.5, 0, -1 |:7:12: the probability of P[0][0][0] has to be from 0 to 1, not 1.5",
        "0, -1 | 2, -1 |:7:10: P[0][0] leads to state 2 and the states are 0 to 1",
        "0, -1 | -2, -1 |:7:17: the next state of P[0][0][0] has to be the number of a state, from 0 on",
        "0, -1 | 0.5, -1 |:7:17: the next state of P[0][0][0] has to be the number of a state, from 0 on",
        "0, -1 | 99999999999, -1 |:7:17: there is no state 99999999999",
        "0, -1 | 1000000000000000000000, -1 |:7:17: there is no state 1000000000000000000000",
        "0, -1 | -1000000000000000000000, -1 |:7:17: the next state of P[0][0][0] has to be the number of a state, from 0 on",
        "0, -1 | 0, \"x\" |:7:20: the reward of P[0][0][0] has to be a number",
        "0, -1 | 0, 1e999 |:7:20: the reward of P[0][0][0] has to be finite",
        "-1, false | -1, 0 |:7:24: whether P[0][0][0] ends the episode has to be true or false",
        "-1, false | -1, false, 3 |:7:31: P[0][0][0] has to be [probability, next state, reward, ended] and no more",
        "[0.5, 1, 2.5, true] | 7 |:7:32: P[0][0][1] has to be [probability, next state, reward, ended]",
        "[[1, 1, 0, true]] | 7 |:8:10: P[1][0] has to be an array of what can follow",
        "[[[1, 1, 0, true]]] | 7 |:8:9: P[1] has to be an array for each action",
        "[[[1, 1, 0, true]]] | [] |:8:9: P[1] has 0 entries and there are 1 to 1 actions",
        "0.75] | 0.5] |:4:27: the initial probabilities sum to 0.75 and not to 1",
        "0.75] | 0.5, 0.25] |:4:27: it has 3 entries and there are 2 states",
        "0.75] | \"x\"] |:4:34: initial_distribution[1] has to be a number",
        "[0.25, 0.75] | 1 |:4:27: an array of probabilities is needed",
        "\"states\": 2 | \"states\": 3 |:4:27: it has 2 entries and there are 3 states",
        "\"states\": 2 | \"states\": 0 |:3:13: states has to be a whole number from 1 on",
        "\"states\": 2 | \"states\": 2.5 |:3:13: states has to be a whole number from 1 on",
        "\"actions\": 1 | \"actions\": 99999999999 |:3:27: actions has to be a whole number from 1 on",
        "\"actions\": 1 | \"actions\": 1000000000000000000000 |:3:27: actions has to be a whole number from 1 on, at most 2147483647",
        "\"actions\": 1 | \"actions\": 2 |:7:8: no state has more than 1 of the 2 actions there are",
        "[[[1, 1, 0, true]]] | [[[1, 1, 0, true]], [[1, 1, 0, true]]] |:8:9: P[1] has 2 entries and there are 1 to 1 actions",
        "steps\": 50 | steps\": 0 |:5:24: max_episode_steps has to be a whole number from 1 on",
        "\"states\": 2, | |:9:1: the key 'states' is missing",
        "\"P\" | \"p\" |:9:1: the key 'P' is missing",
        "\"initial_distribution\" | \"initial_distributions\" |:9:1: the key 'initial_distribution' is missing; is 'initial_distributions' meant for it?",
        "max_episode_steps | max_episode_step |:9:1: the key 'max_episode_steps' is missing; is 'max_episode_step' meant for it?",
        "\"made\" | \"continuing\": true, \"made\" |:7:10: P[0][0] ends an episode, and a continuing task has none",
        "\"made\" | \"continuing\": 1, \"made\" |:6:17: continuing has to be true or false",
        "\"made\" | \"continuous\": true, \"made\" |:9:1: the key 'continuing' is missing; is 'continuous' meant for it?",
        "\"actions\": 1 | \"states\": 1 | this is not JSON: Duplicate Object property",
        "\"actions\": 1 | actions: 1 |:3:16: this is not JSON: ",
        "true]]]] | true]] | this is not JSON: ",
        "\"P\": [[[[0.5, 0, -1, false], [0.5, 1, 2.5, true]]], | \"P\": [ |:7:8: P has 1 rows and there are 2 states",
      })
  void mistakesAreNamedWithTheirPlace(String good, String broken, String message) {
    String text = GOOD.replace(good, broken == null ? "" : broken);
    BadInput bad = assertThrows(BadInput.class, () -> read(text));
    String start = directory.resolve("mdp.json") + message;
    boolean placed = message.startsWith(":");
    assertEquals(
        placed ? start : message,
        placed
            ? bad.getMessage().substring(0, Math.min(start.length(), bad.getMessage().length()))
            : bad.getMessage()
                .substring(bad.getMessage().indexOf(message.substring(0, 12)))
                .substring(0, message.length()));
  }

  @Test
  void whatIsNoTableIsBadInput() throws IOException {
    assertMessage("{} x", "mdp.json:1:4: this is not JSON");
    assertMessage("[]", "mdp.json:1:1: it has to be a JSON object");
    assertMessage("", "mdp.json:1:1: it has to be a JSON object");
    String deep = ", \"notes\": " + "[".repeat(2000) + "]".repeat(2000) + "}\n";
    assertMessage(
        GOOD.strip().replaceAll("}$", "") + deep,
        "mdp.json: this is no transition table, in which nothing is so deep or so long: Document");
    Files.write(directory.resolve("b"), new byte[] {(byte) 0xff, (byte) 0xfe});
    BadInput binary = assertThrows(BadInput.class, () -> model(directory.resolve("b")));
    assertEquals(
        directory.resolve("b") + ": this is not UTF-8 text; JSON is needed", binary.getMessage());
    assertMessage(GOOD + "{}", "mdp.json:10:1: there is more behind the object");
    Files.createDirectory(directory.resolve("d"));
    BadInput bad = assertThrows(BadInput.class, () -> model(directory.resolve("d")));
    assertEquals(
        directory.resolve("d") + ": this is a directory; a transition table in JSON is needed",
        bad.getMessage());
    bad = assertThrows(BadInput.class, () -> model(directory.resolve("none")));
    assertEquals(
        directory.resolve("none") + ": there is no such file; a transition table in JSON is needed",
        bad.getMessage());
  }

  private static FiniteMdp model(Path file) {
    return new TransitionTable(file.toString()).model(Streams.of(1).rng());
  }

  private void assertMessage(String text, String message) {
    BadInput bad = assertThrows(BadInput.class, () -> read(text));
    assertEquals(
        directory + "/" + message,
        bad.getMessage().substring(0, message.length() + directory.toString().length() + 1));
  }
}
