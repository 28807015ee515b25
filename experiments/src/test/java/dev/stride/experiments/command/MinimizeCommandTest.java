package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code stride minimize}: landscapes, and gradients from a file. */
class MinimizeCommandTest {
  @TempDir Path directory;

  @Test
  void aLandscapeIsMinimised() {
    JsonNode result = Answer.toLine("minimize rosenbrock --optimizer lbfgs --json").json();
    assertEquals(0, result.get("value").asDouble(), 1e-15);
    JsonNode points = result.get("recommendations");
    assertEquals(result.get("iterations").asInt() + 1, points.size());
    assertEquals("[-1.2,1.0]", points.get(0).toString());
    assertEquals(result.get("recommended"), points.get(points.size() - 1));
  }

  @Test
  void replayedGradientsLeaveRecommendations() throws IOException {
    Path file = directory.resolve("gradients.json");
    Files.writeString(file, "[[1, -2], [0.01, 0.5]]");
    JsonNode result =
        Answer.to(
                "minimize",
                "--gradients",
                file.toString(),
                "--start",
                "1,1",
                "--optimizer",
                "sgd:learningRate=0.1",
                "--json")
            .json();
    JsonNode trace = result.get("recommendations");
    assertEquals(3, trace.size());
    assertEquals(1, trace.get(0).get(0).asDouble());
    assertEquals(0.9, trace.get(1).get(0).asDouble(), 1e-15);
    assertEquals(1.2, trace.get(1).get(1).asDouble(), 1e-15);
    assertEquals(0.899, trace.get(2).get(0).asDouble(), 1e-15);
    assertEquals(1.15, trace.get(2).get(1).asDouble(), 1e-15);
    assertEquals(trace.get(2), result.get("recommended"));
    assertNull(result.get("trace"));
  }

  @Test
  void replayedGradientsMeetTheNoiseOfTheirSeed() throws IOException {
    Path file = directory.resolve("gradients.json");
    Files.writeString(file, "[[1, -2], [1, -2]]");
    String command = "minimize --start 1,1 --optimizer noise+sgd --gradients " + file;
    assertEquals(
        Answer.toLine(command + " --seed 3").out(), Answer.toLine(command + " --seed 3").out());
    assertNotEquals(
        Answer.toLine(command + " --seed 3").out(), Answer.toLine(command + " --seed 4").out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--optimizer surprise | it needs a value, which a stream of gradients does not have",
        "--optimizer adam+plateau | it needs a value",
        "--noise gaussian:1 | --noise is for a LANDSCAPE",
        "--iterations 5 | --iterations is for a LANDSCAPE",
        "--figures | --figures is for a LANDSCAPE",
      })
  void whatDoesNotGoWithGradientsIsRefused(String options, String message) throws IOException {
    Path file = directory.resolve("gradients.json");
    Files.writeString(file, "[[1, -2]]");
    Answer answer = Answer.toLine("minimize --start 1,1 --gradients " + file + " " + options);
    assertEquals(2, answer.exitCode());
    assertTrue(answer.err().contains(message), answer.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[1, 2], [3]] | :1:12: this gradient has 1 numbers, and the start has 2",
        "[[1, 2], [3, 4] | :1:16: this is not JSON",
        "[[1, x], [3, 4]] | :1:6: this is not JSON",
        "[[1, 1e999]] | :1:6: every number has to be finite",
        "[1, 2] | :1:2: every gradient is an array of numbers",
        "[[1, 2]] rubbish | :1:10: this is not JSON",
        "[[1, 2]] [] | :1:10: there is more behind the array",
        "[] | : it has no gradients",
        "{} | :1:1: it has to be an array of gradients",
      })
  void aBrokenStreamOfGradientsIsExplained(String text, String message) throws IOException {
    Path file = directory.resolve("gradients.json");
    Files.writeString(file, text);
    Answer answer = Answer.to("minimize", "--gradients", file.toString(), "--start", "1,1");
    assertEquals(2, answer.exitCode());
    assertTrue(answer.err().startsWith("stride: " + file + message), answer.err());
  }

  /** Spall's a and A for slopes of 1, where they are 200: it climbs out of the valley for good. */
  @Test
  void aRunThatEndsFarAboveItsStartHasFailed() {
    Answer answer =
        Answer.toLine("minimize rosenbrock --optimizer spsa:stability=10,calibration=0 --json");
    assertEquals(1, answer.exitCode());
    assertTrue(answer.err().startsWith("stride: diverged: ended at a value of "), answer.err());
    assertTrue(answer.err().strip().endsWith(", far above the 24.2000 of the start"), answer.err());
    JsonNode result = JsonMapper.shared().readTree(answer.out());
    assertEquals("diverged", result.get("stop").asString());
    assertTrue(result.get("value").asDouble() > 1e7, answer.out());
    assertEquals(2000, result.get("ledger").get("values").asInt());
  }

  /**
   * Plain steps of 1 to 0, -1 and -3, and the means 0, -½ and -4/3 of the points after the start.
   */
  @Test
  void replayedGradientsOfAnAverageLeaveWhatItRecommends() throws IOException {
    Path file = directory.resolve("gradients.json");
    Files.writeString(file, "[[1], [1], [2]]");
    JsonNode result =
        Answer.toLine("minimize --start 1 --optimizer sgd:1+polyak --json --gradients " + file)
            .json();
    double[] expected = {1, 0, -0.5, -4 / 3.0};
    JsonNode points = result.get("recommendations");
    assertEquals(expected.length, points.size());
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], points.get(k).get(0).asDouble(), 1e-15);
    }
    assertEquals(-4 / 3.0, result.get("recommended").get(0).asDouble(), 1e-15);
  }

  /** An oscillation of exact gradients is no noise; under noise there is some. */
  @Test
  void figuresKnowWhetherThereIsNoise() {
    String command =
        "minimize quadratic --optimizer momentum:0.01 --iterations 50 --figures --json";
    JsonNode exact = Answer.toLine(command).json().get("figures");
    JsonNode noisy = Answer.toLine(command + " --noise gaussian:1").json().get("figures");
    for (int row = 0; row < exact.get("iteration").size(); row++) {
      assertEquals(0, exact.get("noiseFloor").get(row).asDouble());
      assertTrue(exact.get("signalToNoise").get(row).isNull());
      assertTrue(noisy.get("noiseFloor").get(row).asDouble() > 0);
    }
    // The first step moves each of the ten parameters by 0.01 of a proposal of variance 1.
    assertEquals(10 * 0.01 / 4, noisy.get("noiseFloor").get(0).asDouble(), 1e-15);
    String text = Answer.toLine(command.replace(" --json", "")).out();
    assertTrue(text.contains("Infinity          0.000"), text);
  }
}
