package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link SkewedRewards} measures: closed forms, bounds, and the table of the README. */
class SkewedRewardsTest {
  private static final int BATCH = 5_000;

  private static double fiveErrors(SkewedRewards.Bias bias) {
    return 5 * bias.error();
  }

  /** Bounds are held by five standard errors, false alarm 6e-7 per line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sgd:learningRate=0.01            | -0.002  | 0.002",
        "sgd:learningRate=0.1             | -0.002  | 0.002",
        "idbd                             | -0.002  | 0.002",
        "autostep                         | -0.002  | 0.002",
        "tidbd:mode=full-gradient         | -0.002  | 0.002",
        "autotidbd                        | -0.002  | 0.002",
        "autotidbd:mode=semi-gradient     | -0.002  | 0.002",
        "alpha-bound:learningRate=0.1     | -0.002  | 0.002",
        "kalman                           | -0.002  | 0.002",
        "adam:learningRate=0.01           | -0.002  | 0.002",
        // Past surprise is no cure: after the rare reward, the next one counts for more, and is 0.
        "pearce-hall                      | -0.012  | -0.005",
        "bakf                             | 0.004   | 0.014",
        "rmsprop:learningRate=0.01        | -0.035  | -0.02",
        "surprise                         | 0.14    | 0.15",
        "surprise:floor=0                 | 0.14    | 0.15",
        "surprise-normalised              | 0.1     | 0.14",
        "surprise-saturating              | 0.12    | 0.14",
        "surprise-saturating:mode=ratio   | 0.1     | 0.13",
        "surprise-signal                  | 0.005   | 0.03",
      })
  void biasOfOneInTen(String text, double least, double most) {
    SkewedRewards.Bias bias = SkewedRewards.bias(text, 0.1, BATCH);
    assertTrue(bias.mean() - fiveErrors(bias) >= least, text + ": " + bias);
    assertTrue(bias.mean() + fiveErrors(bias) <= most, text + ": " + bias);
  }

  /** α = k|δ| comes to rest where p(1-w)² = (1-p)w²: at √p/(√p+√(1-p)), which is 0.25 for 0.1. */
  @ParameterizedTest
  @CsvSource({"0.1, 0.25", "0.3, 0.395644"})
  void proportionalSurpriseRestsAtARatioOfRoots(double p, double rest) {
    assertEquals(rest, Math.sqrt(p) / (Math.sqrt(p) + Math.sqrt(1 - p)), 1e-6);
    for (double k : new double[] {0.001, 0.01}) {
      SkewedRewards.Bias bias =
          SkewedRewards.bias("surprise:learningRate=" + k + ",floor=0", p, BATCH);
      // The estimate still moves by √α around its rest, which adds a share of α.
      assertEquals(rest - p, bias.mean(), 0.1 * k + fiveErrors(bias));
    }
  }

  @Test
  void otherShapesRestWhereTheirStepsBalance() {
    String settings = "surprise-saturating:learningRate=0.001,scale=0.5,floor=0,mode=";
    assertRests(settings + "tanh", e -> Math.tanh(e / 0.5));
    assertRests(settings + "ratio", e -> e / (e + 0.5));
    // Where all errors are below the floor, the step size is constant.
    assertRests("surprise:learningRate=0.001,floor=1", e -> 1);
  }

  private static void assertRests(String text, DoubleUnaryOperator share) {
    double p = 0.1;
    double low = 0;
    double high = 1;
    for (int k = 0; k < 60; k++) {
      double w = (low + high) / 2;
      double up = p * share.applyAsDouble(1 - w) * (1 - w);
      double down = (1 - p) * share.applyAsDouble(w) * w;
      low = up > down ? w : low;
      high = up > down ? high : w;
    }
    SkewedRewards.Bias bias = SkewedRewards.bias(text, p, BATCH);
    assertEquals(low - p, bias.mean(), 1e-4 + fiveErrors(bias), text);
  }

  /** Steps of one length, whatever the error, rest at the median. */
  @ParameterizedTest
  @ValueSource(
      strings = {"lion:learningRate=0.0001,beta1=0,beta2=0", "normalised:learningRate=0.0001"})
  void signsRestAtTheMedian(String text) {
    SkewedRewards.Bias bias = SkewedRewards.bias(text, 0.1, BATCH);
    assertEquals(-0.1, bias.mean(), 1e-3 + fiveErrors(bias));
  }

  static Stream<String> rows() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String section = readme.substring(readme.indexOf("## Bias under skewed rewards"));
    String rows = section.substring(0, section.indexOf("\n## ", 3));
    return rows.lines().filter(row -> row.startsWith("| `"));
  }

  private static List<String> cells(String row) {
    return Stream.of(row.split("\\|", -1)).map(String::strip).filter(c -> !c.isEmpty()).toList();
  }

  @Test
  void theTableHasEveryStepSize() throws IOException {
    List<String> names = rows().map(row -> cells(row).get(0).replace("`", "")).toList();
    assertEquals(
        Stream.concat(SkewedRewards.rules(), SkewedRewards.agents()).sorted().toList(),
        names.stream().sorted().toList());
  }

  /**
   * A tenth of the rewards gives the table's biases, within five standard errors of both (false
   * alarm 6e-7 per line) and 0.002 for what is still settling; and noise-aware is what stays below
   * 0.005 with its interval.
   */
  @ParameterizedTest
  @MethodSource("rows")
  void theTableSaysWhatComesOut(String row) {
    List<String> cells = cells(row);
    SkewedRewards.Bias bias = SkewedRewards.bias(cells.get(0).replace("`", ""), 0.1, BATCH);
    String[] stated = cells.get(1).split(" ± ", -1);
    double mean = Double.parseDouble(stated[0]);
    double interval = Double.parseDouble(stated[1]);
    double error = interval / 2.093;
    assertEquals(mean, bias.mean(), 0.002 + 5 * Math.hypot(bias.error(), error), row);
    assertEquals(Math.abs(mean) + interval < 0.005 ? "yes" : "no", cells.get(cells.size() - 1));
  }
}
