package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.random.Streams;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The mean of Bernoulli rewards as the rules estimate it: a step size that depends on the error in
 * hand weighs the rare and the common reward unequally, and its estimate is off. A rule is called
 * noise-aware if its bias stays below 0.005.
 *
 * <p>The bias is the mean of the estimate over that of the rewards that it saw, which takes most of
 * the noise away; it is judged over 20 batches of 50 000 steps, longer than any memory here. Bounds
 * are held by five standard errors, false alarm 6e-7 per line.
 */
class SkewedNoiseTest {
  private static final int BATCHES = 20;
  private static final int BATCH = 50_000;

  private static SummaryStatistics bias(String text, double p) {
    UniformRandomProvider rng = Streams.of(1).at("rewards").rng();
    Rule.State<? super TraceStep> state =
        Rules.parse(text, TraceStep.class, "a test").start(Layout.flat(1));
    TraceStep step = TraceStep.ofSparse(1, 1);
    step.size = 1;
    step.trace[0] = 1;
    step.features.size = 1;
    step.features.value[0] = 1;
    step.difference.size = 1;
    step.difference.value[0] = -1;
    double[] w = {0.5};
    SummaryStatistics biases = new SummaryStatistics();
    for (int batch = -1; batch < BATCHES; batch++) {
      double sum = 0;
      for (int k = 0; k < BATCH; k++) {
        double reward = rng.nextDouble() < p ? 1 : 0;
        step.delta = reward - w[0];
        step.surprise = step.delta;
        step.value[0] = step.delta;
        sum += w[0] - reward;
        state.apply(step, w);
        step.addTo(w);
      }
      if (batch >= 0) {
        biases.addValue(sum / BATCH);
      }
    }
    return biases;
  }

  private static double fiveErrors(SummaryStatistics biases) {
    return 5 * biases.getStandardDeviation() / Math.sqrt(BATCHES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sgd:learningRate=0.01            | -0.0005 | 0.0005",
        "sgd:learningRate=0.1             | -0.0005 | 0.0005",
        "idbd                             | -0.0005 | 0.0005",
        "autostep                         | -0.0005 | 0.0005",
        "tidbd                            | -0.0005 | 0.0005",
        "tidbd:mode=full-gradient         | -0.0005 | 0.0005",
        "autotidbd                        | -0.0005 | 0.0005",
        "autotidbd:mode=semi-gradient     | -0.0005 | 0.0005",
        "alpha-bound                      | -0.0005 | 0.0005",
        "obgd                             | -0.0005 | 0.0005",
        "adam:learningRate=0.01           | -0.0005 | 0.0005",
        "sample-average                   | -0.005  | 0.005",
        "vsgd                             | -0.005  | 0.005",
        // Past surprise is no cure: after the rare reward, the next one counts for more, and is 0.
        "pearce-hall:learningRate=0.01    | -0.005  | -0.0005",
        "pearce-hall                      | -0.012  | -0.005",
        "bakf                             | 0.005   | 0.012",
        "rmsprop:learningRate=0.01        | -0.035  | -0.02",
        "surprise                         | 0.14    | 0.15",
        "surprise:floor=0                 | 0.14    | 0.15",
        "surprise-normalised              | 0.1     | 0.14",
        "surprise-saturating              | 0.12    | 0.14",
        "surprise-saturating:mode=ratio   | 0.1     | 0.13",
      })
  void biasOfOneInTen(String text, double least, double most) {
    SummaryStatistics biases = bias(text, 0.1);
    String found = text + ": " + biases.getMean() + " ± " + fiveErrors(biases) / 5;
    assertTrue(biases.getMean() - fiveErrors(biases) >= least, found);
    assertTrue(biases.getMean() + fiveErrors(biases) <= most, found);
  }

  /** α = k|δ| comes to rest where p(1-w)² = (1-p)w²: at √p/(√p+√(1-p)), which is 0.25 for 0.1. */
  @ParameterizedTest
  @CsvSource({"0.1, 0.25", "0.3, 0.395644"})
  void proportionalSurpriseRestsAtARatioOfRoots(double p, double rest) {
    assertEquals(rest, Math.sqrt(p) / (Math.sqrt(p) + Math.sqrt(1 - p)), 1e-6);
    SummaryStatistics biases = bias("surprise:learningRate=0.001,floor=0", p);
    // The estimate still moves by √α around its rest, which adds a share of α.
    assertEquals(rest - p, biases.getMean(), 1e-4 + fiveErrors(biases));
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
    SummaryStatistics biases = bias(text, p);
    assertEquals(low - p, biases.getMean(), 1e-4 + fiveErrors(biases), text);
  }
}
