package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Exact values of the policy to be predicted, and their weights, against closed forms. */
class PredictedValuesTest {
  /** Ends at once with 2, or goes on for nothing to a state that ends with 4. */
  private static final String WAYS =
      """
      {"format": "transition-table/1", "states": 2, "actions": 2, "initial_distribution": [1, 0],
       "max_episode_steps": 50,
       "P": [[[[1, 0, 2, true]], [[1, 1, 0, false]]], [[[1, 1, 4, true]]]]}
      """;

  /** Back and forth for 1 and 3. */
  private static final String PENDULUM =
      """
      {"format": "transition-table/1", "states": 2, "actions": 1, "initial_distribution": [1, 0],
       "continuing": true, "P": [[[[1, 1, 1, false]]], [[[1, 0, 3, false]]]]}
      """;

  @TempDir private Path directory;

  private static JsonNode values(String... line) {
    String[] all = new String[line.length + 3];
    all[0] = "values";
    System.arraycopy(line, 0, all, 1, line.length);
    all[line.length + 1] = "--prediction";
    all[line.length + 2] = "--json";
    return Answer.to(all).json();
  }

  private JsonNode ofTable(String table, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("mdp.json"), table);
    String[] line = new String[options.length + 1];
    line[0] = "table:file=" + file;
    System.arraycopy(options, 0, line, 1, options.length);
    return values(line);
  }

  private static double[] numbers(JsonNode json, String name) {
    JsonNode list = json.get(name);
    return IntStream.range(0, list.size()).mapToDouble(i -> list.get(i).asDouble()).toArray();
  }

  @Test
  void aRandomWalkIsALineAndItsVisitsATriangle() {
    JsonNode json = values("random-walk");
    double[] line = new double[19];
    double[] triangle = new double[19];
    for (int i = 1; i <= 19; i++) {
      line[i - 1] = (i - 10) / 10.0;
      triangle[i - 1] = Math.min(i, 20 - i) / 100.0;
    }
    assertEquals(0, json.get("value").asDouble(), 1e-14);
    assertArrayEquals(line, numbers(json, "states"), 1e-13);
    assertArrayEquals(triangle, numbers(json, "weights"), 1e-13);
    assertEquals("the uniformly random policy", json.get("policy").asString());
    // What a prediction of nothing but zeros is off by, as a run has it.
    JsonNode run =
        Answer.toLine(
                "rl random-walk --agent td --optimizer sgd:1e-300 --episodes 1 --seeds 1 --json")
            .json();
    assertEquals(Math.sqrt(0.165), run.get("valueError").get("perSeed").get(0).asDouble(), 1e-12);
  }

  /**
   * Boyan 2002: v(s) = -2s. A state is met with the probability that the chain does not skip it.
   */
  @Test
  void boyansChain() {
    JsonNode json = values("boyan-chain");
    double[] met = new double[13];
    met[12] = 1;
    met[11] = 0.5;
    for (int s = 10; s > 0; s--) {
      met[s] = 0.5 * met[s + 1] + 0.5 * met[s + 2];
    }
    double steps = Arrays.stream(met).sum();
    double[] v = numbers(json, "states");
    double[] weights = numbers(json, "weights");
    for (int s = 0; s <= 12; s++) {
      assertEquals(-2 * s, v[s], 1e-12);
      assertEquals(met[s] / steps, weights[s], 1e-14);
    }
    assertEquals(-24, json.get("value").asDouble(), 1e-12);
  }

  @Test
  void aTableOfOnesOwn() throws IOException {
    JsonNode json = ofTable(WAYS, "--state", "0");
    assertEquals(3, json.get("value").asDouble());
    assertArrayEquals(new double[] {3, 4}, numbers(json, "states"));
    assertArrayEquals(new double[] {2 / 3.0, 1 / 3.0}, numbers(json, "weights"), 1e-15);
    assertEquals(
        "the share of all steps of this policy, in episodes of at most 50",
        json.get("weighting").asString());
    assertEquals(3, json.get("state").get("value").asDouble());
    assertEquals(2 / 3.0, json.get("state").get("weight").asDouble(), 1e-15);
    assertArrayEquals(new double[] {2, 4}, numbers(json.get("state"), "actions"));
    assertEquals(
        0.5 * 2 + 0.5 * 0.5 * 4, ofTable(WAYS, "--discount", "0.5").get("value").asDouble());
  }

  /** Two steps are enough for all, and one is not; the second state alone is as good as ever. */
  @Test
  void aTimeLimitCutsValuesAndWeights() throws IOException {
    JsonNode one = ofTable(WAYS, "--time-limit", "1", "--state", "0");
    assertArrayEquals(new double[] {1, 4}, numbers(one, "states"));
    assertArrayEquals(new double[] {1, 0}, numbers(one, "weights"));
    assertArrayEquals(new double[] {2, 0}, numbers(one.get("state"), "actions"));
    JsonNode two = ofTable(WAYS, "--time-limit", "2");
    assertArrayEquals(new double[] {3, 4}, numbers(two, "states"));
    assertArrayEquals(new double[] {2 / 3.0, 1 / 3.0}, numbers(two, "weights"), 1e-15);
  }

  @Test
  void withoutEpisodesThereIsAnAverageReward() throws IOException {
    JsonNode json = ofTable(PENDULUM);
    assertEquals(2, json.get("averageReward").asDouble(), 1e-15);
    assertArrayEquals(new double[] {-0.5, 0.5}, numbers(json, "differentialValues"), 1e-15);
    assertArrayEquals(new double[] {0.5, 0.5}, numbers(json, "weights"), 1e-15);
    JsonNode discounted = ofTable(PENDULUM, "--discount", "0.5");
    // v₀ = 1 + v₁/2 and v₁ = 3 + v₀/2.
    assertArrayEquals(new double[] {10 / 3.0, 14 / 3.0}, numbers(discounted, "states"), 1e-14);
    JsonNode three = ofTable(PENDULUM, "--time-limit", "3");
    assertArrayEquals(new double[] {5, 7}, numbers(three, "states"));
    assertArrayEquals(new double[] {2 / 3.0, 1 / 3.0}, numbers(three, "weights"), 1e-15);
  }

  /** The target policy stays in the last state; what acts is there one time in seven. */
  @Test
  void weightsAreThoseOfThePolicyThatIsPredicted() {
    JsonNode json = values("baird", "--discount", "0.99");
    assertEquals("the policy that the environment names", json.get("policy").asString());
    assertEquals(
        "the stationary distribution of this policy, not of what acts instead",
        json.get("weighting").asString());
    assertArrayEquals(new double[] {0, 0, 0, 0, 0, 0, 1}, numbers(json, "weights"), 1e-15);
    assertArrayEquals(new double[7], numbers(json, "states"));
  }

  @Test
  void fewStatesAreATable() {
    String out =
        Answer.toLine("values random-walk:states=3,leftReward=0 --prediction --state 2").out();
    assertEquals(
        """
        random-walk:states=3,leftReward=0, discount 1.0: V of the uniformly random policy = \
        0.5000000000 at the start (3 states, no time limit)
          weights: the share of all steps of this policy, in episodes of at most 90
          state               value              weight
              0        0.2500000000        0.2500000000
              1        0.5000000000        0.5000000000
              2        0.7500000000        0.2500000000
          state 2: 0.7500000000, weight 0.2500000000
            action 0: 0.7500000000
        """,
        out.replace("\r", ""));
  }

  /** One step at random: into the cliff with probability 1/4, or at the end of it home. */
  @Test
  void manyStatesAreShownOneByOneOrOnAMap() {
    String out =
        Answer.toLine("values cliff-walking --prediction --time-limit 1 --state 36 --map").out();
    String[] lines = out.split("\\R", -1);
    assertEquals("  --state shows a state, --json all of them", lines[2]);
    assertEquals("  state 36: -25.75000000, weight 1.000000000", lines[3]);
    assertEquals("values:", lines[9]);
    assertTrue(lines[12].startsWith("  -1.0 -25.8 -25.8"), lines[12]);
    assertFalse(out.contains("best actions"), out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frozen-lake --epsilon 0 | --epsilon is for the best policy; --prediction is about one",
        "frozen-lake --method value-iteration | --method is for the best policy; --prediction is",
        "grid:map=S#G | grid:map=S#G: the value to be predicted in state 0 is infinite: it wants a"
            + " discount below 1, or a --time-limit",
        "frozen-lake --state 16 | --state must be from 0 to 15 here, not 16",
        "tracking | the states of this environment are not finitely many",
      })
  void badInputGetsOneClearMessage(String command, String start) {
    Answer answer = Answer.toLine("values --prediction " + command);
    assertEquals(2, answer.exitCode(), answer.err());
    assertEquals("stride: " + start, answer.err().substring(0, 8 + start.length()));
    assertEquals("", answer.out());
  }

  /** The cell on the right is walled in, and costs 1 a step for ever. */
  @Test
  void whereNobodyComesAnInfiniteValueDoesNotMatter() {
    Answer predicted = Answer.toLine("values grid:map=S.G#. --prediction --map");
    assertEquals(0, predicted.exitCode(), predicted.err());
    assertTrue(
        predicted.out().contains(" 3                none         0.000000000"), predicted.out());
    assertTrue(predicted.out().stripTrailing().endsWith("  0.0     #     -"), predicted.out());
    Answer best = Answer.toLine("values grid:map=S.G#. --map --state 3");
    assertEquals(0, best.exitCode(), best.err());
    assertTrue(best.out().contains("V* = -2.000000000 at the start"), best.out());
    assertTrue(best.out().contains("state 3: none"), best.out());
  }
}
