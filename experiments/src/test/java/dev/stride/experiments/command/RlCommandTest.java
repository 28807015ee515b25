package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code stride rl}: what it chooses where nothing is said, and what it reports. */
class RlCommandTest {
  @TempDir Path directory;

  @Test
  void learningIsReportedWithIntervals() {
    String command =
        "rl cliff-walking --optimizer adam:learningRate=0.1 --noise gaussian:1"
            + " --episodes 50 --seeds 4 --json --threads ";
    JsonNode result = Answer.toLine(command + 1).json();
    for (String figure : new String[] {"returns", "valueError"}) {
      JsonNode interval = result.get(figure);
      assertTrue(interval.get("low").asDouble() <= interval.get("mean").asDouble());
      assertTrue(interval.get("mean").asDouble() <= interval.get("high").asDouble());
    }
    assertTrue(result.get("steps").asLong() > 4 * 50 * 13);
    assertEquals(result, Answer.toLine(command + 2).json());
  }

  @Test
  void banditsTellTheirRegret() {
    String command = "rl bandit --agent ucb1 --episodes 200 --seeds 6";
    JsonNode result = Answer.toLine(command + " --json").json();
    double regret = result.get("regret").get("mean").asDouble();
    assertTrue(regret > 0 && regret < 200, result.toString());
    double optimal = result.get("optimal").get("mean").asDouble();
    assertTrue(optimal > 0.2 && optimal < 1, result.toString());
    String text = Answer.toLine(command).out();
    assertTrue(text.contains("regret, total                  "), text);
    assertTrue(text.contains("share of best actions          "), text);
    assertFalse(Answer.toLine("rl cliff-walking --episodes 5 --seeds 2").out().contains("regret"));
  }

  @Test
  void handlingDecidesWhatAnOptimizerWithAMemorySees() {
    String command = "rl random-walk --optimizer adam:learningRate=0.1 --episodes 20 --seeds 2";
    JsonNode lazy = Answer.toLine(command + " --json").json();
    JsonNode dense = Answer.toLine(command + " --handling dense --json").json();
    assertEquals("lazy", lazy.get("handling").asString());
    assertEquals("dense", dense.get("handling").asString());
    assertEquals(lazy, Answer.toLine(command + " --handling lazy --json").json());
    assertNotEquals(lazy.get("valueError"), dense.get("valueError"));
    String text = Answer.toLine(command + " --handling dense").out();
    assertTrue(text.contains("adam:learningRate=0.1 on dense steps, noise none"), text);
  }

  /** With k features of value 1 a step of α moves a value by kα, which must not be above 1. */
  @ParameterizedTest
  @CsvSource({"cliff-walking, 0.1", "mountain-car, 0.1", "cart-pole, 0.05", "acrobot, 0.025"})
  void theDefaultStepIsSmallerWhereManyFeaturesAreActive(String environment, String rate) {
    JsonNode result = Answer.toLine("rl " + environment + " --episodes 8 --seeds 2 --json").json();
    assertEquals("sgd:learningRate=" + rate, result.get("optimizer").asString());
    assertEquals(0, result.get("diverged").asInt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mountain-car | mountain-car, tiles, q-learning | tiles",
        "boyan-chain | boyan-chain, own, td-lambda | own",
        "cliff-walking --features aggregation:groups=4 | cliff-walking, aggregation:groups=4, q-learning | aggregation:groups=4",
        "cliff-walking | cliff-walking, q-learning | table",
      })
  void theResultNamesTheFeatures(String choice, String start, String features) throws IOException {
    Path out = directory.resolve("page");
    Answer answer = Answer.toLine("rl " + choice + " --episodes 2 --seeds 1 --out " + out);
    assertTrue(answer.out().startsWith(start + ","), answer.out());
    assertTrue(answer.out().contains(" 2 episodes on 1 seed, "), answer.out());
    String page = Files.readString(out.resolve("report.html"));
    assertEquals(!features.equals("table"), page.contains(" seen by " + features), features);
    String json = Files.readString(out.resolve("result.json"));
    assertTrue(json.contains("\"features\" : \"" + features + "\""), json);
  }

  /** Nobody learned anything, and is told why. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cliff-walking --optimizer sgd:9          | a weight is ",
        "scaled-reward:scale=1e308,of=mountain-car | the rewards of episode 1 add up to -Infinity",
      })
  void whyRunsDivergedIsSaid(String what, String why) {
    Answer answer = Answer.toLine("rl " + what + " --episodes 30 --seeds 2");
    assertEquals(1, answer.exitCode());
    assertTrue(
        answer.err().startsWith("stride: 2 of 2 runs diverged; the first: " + why), answer.err());
    assertEquals(1, answer.err().lines().count(), answer.err());
    assertFalse(answer.out().contains("NaN"), answer.out());
  }

  @Test
  void itSaysWhyThereIsNoValueError() {
    String unknown = Answer.toLine("rl drift:of=cart-pole --episodes 2 --seeds 2").out();
    assertTrue(unknown.contains("value error at the end         none: nobody knows"), unknown);
    String diverged =
        Answer.toLine("rl cart-pole --episodes 5 --seeds 2 --optimizer sgd:learningRate=1e300")
            .out();
    assertTrue(diverged.contains("value error at the end         Infinity"), diverged);
  }

  /** Its probabilities sum to 1 when added exactly, and not when added one after the other. */
  @ParameterizedTest
  @ValueSource(strings = {"rl", "rl --agent q-learning", "values"})
  void aProcessThatIsWrongInItselfIsBadInput(String command) throws IOException {
    int n = 100_000;
    Path file = directory.resolve("wide.json");
    Files.writeString(
        file,
        String.format(
            "{\"format\": \"transition-table/1\", \"states\": %d, \"actions\": 2,"
                + " \"initial_distribution\": [1e-5%s], \"P\": [%s]}",
            n,
            ",1e-5".repeat(n - 1),
            ", [[[1, 0, 0, true]], [[1, 0, 0, true]]]".repeat(n).substring(2)));
    Answer answer = Answer.toLine(command.replaceFirst("^\\w+", "$0 table:" + file));
    assertEquals(2, answer.exitCode(), answer.err());
    assertTrue(answer.err().contains("the start has probabilities that sum to 0.99"), answer.err());
  }

  /**
   * One look at the environment finds all that is left out: beside it, one process sees whether the
   * parts fit, and the run and its judge have one each.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                                                           | 4",
        "--agent q-learning --features table                                        | 4",
        "--agent true-online-sarsa                                                  | 4",
        "--optimizer adam                                                           | 4",
        "--agent q-learning --features table --optimizer adam                       | 3",
        "--agent true-online-sarsa --features table                                 | 3",
      })
  void anEnvironmentThatIsAProcessIsStartedFewTimes(@Nullable String chosen, int processes)
      throws IOException {
    Path starts = directory.resolve("starts");
    Path stub = directory.resolve("stub");
    Files.writeString(
        stub,
        """
        #!/bin/sh
        echo started >> %s
        echo stride/1 2 10 discrete 3
        while read -r asked; do
          case $asked in
            reset*) echo 0 ;;
            step*) echo 1 1 0 2 ;;
            *) exit ;;
          esac
        done
        """
            .formatted(starts));
    assertTrue(stub.toFile().setExecutable(true));
    Answer answer =
        Answer.toLine(
            "rl gymnasium:id=stub,python="
                + stub
                + " --episodes 2 --seeds 1"
                + (chosen == null ? "" : " " + chosen));
    assertEquals(0, answer.exitCode(), answer.err());
    assertEquals(processes, Files.readAllLines(starts).size());
  }
}
