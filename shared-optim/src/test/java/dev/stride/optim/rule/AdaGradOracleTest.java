package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Snapshot;
import dev.stride.optim.Step;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of AdaGrad as a whole: where its accumulator ends, and how little it regrets. */
class AdaGradOracleTest {

  /**
   * On ½hx², g² = G' - G and x'² = x² - 2(η/h) g²/√G' + η² g²/G' (a prime is the next step). Summed
   * until x = 0, with (G'-G)/√G' = 2(√G'-√G) - (√G'-√G)²/√G': √G_∞ = √G₀ + hx₀²/(4η) + ½ Σ
   * (√G'-√G)²/√G' + ¼ηh Σ (G'-G)/G'. The first sum is at most the largest rise of √G over √G₀ times
   * the whole rise, a rise at most (hx₀)²/(2√G₀), and the second at most log(G_∞/G₀).
   */
  @ParameterizedTest
  @CsvSource({"1, 1, 0.01, 100", "3, -2, 0.5, 400", "0.2, 5, 0.05, 25"})
  void theAccumulatorEndsWhereTheQuadraticSaysItDoes(
      double h, double start, double eta, double before) {
    String text =
        String.format("adagrad:learningRate=%s,epsilon=0,initialAccumulator=%s", eta, before);
    Rule.State<? super Step> state = Rules.parse(text, Step.class, "a test").start(Layout.flat(1));
    Step step = Step.dense(1);
    double[] x = {start};
    int steps = 0;
    for (; Math.abs(x[0]) > 1e-12; steps++) {
      assertTrue(steps < 1_000_000, "it does not arrive");
      step.value[0] = -h * x[0];
      state.apply(step, x);
      step.addTo(x);
    }
    double end = Math.sqrt(accumulator(state));
    double rise = h * start * start / (4 * eta);
    double least = Math.sqrt(before) + rise;
    double largest = h * start * h * start / (2 * Math.sqrt(before));
    double slack =
        0.5 * largest / Math.sqrt(before) * (end - Math.sqrt(before))
            + 0.25 * eta * h * StrictMath.log(end * end / before);
    assertTrue(slack < 0.2 * rise, "the bounds say little: " + slack + " of " + rise);
    assertTrue(end >= least * (1 - 1e-9), end + " is below " + least);
    assertTrue(end <= (least + slack) * (1 + 1e-9), end + " is above " + (least + slack));
  }

  private static double accumulator(Rule.State<? super Step> state) {
    return Objects.requireNonNull(Snapshot.of(state).values().get("sum"))[0];
  }

  /**
   * For linear losses g_t·x and any point x*, Σ g_t·(x_t - x*) ≤ (D²/(2η) + η) Σ_i √(Σ_t g_ti²),
   * where D is the largest distance of an x_ti from x*_i (Duchi, Hazan and Singer 2011, theorem 5).
   * A fact of every sequence: no draw can break it.
   */
  @ParameterizedTest
  @CsvSource({"0.1, 1", "1, 1", "10, 1", "1, 1e-3", "1, 1e3"})
  void theRegretIsBounded(double eta, double scale) {
    double ratio = regretOverBound("adagrad:epsilon=0,learningRate=" + eta, eta, scale);
    assertTrue(ratio <= 1, "ratio = " + ratio);
  }

  /** Gradient descent creeps where gradients are small, and breaks the bound: it says something. */
  @Test
  void gradientDescentRegretsMore() {
    double ratio = regretOverBound("sgd:learningRate=1", 1, 1e-3);
    assertTrue(ratio > 1, "ratio = " + ratio);
  }

  private static double regretOverBound(String text, double eta, double scale) {
    double[] scales = {0.1 * scale, scale, 10 * scale};
    double[] target = {1, -2, 0.5};
    UniformRandomProvider rng = Streams.of(5).at("regret").rng();
    Rule.State<? super Step> state = Rules.parse(text, Step.class, "a test").start(Layout.flat(3));
    Step step = Step.dense(3);
    double[] x = new double[3];
    double[] squares = new double[3];
    double regret = 0;
    double distance = 0;
    for (int t = 0; t < 2000; t++) {
      for (int i = 0; i < 3; i++) {
        // Uphill away from the target, in noise.
        double g = scales[i] * (Math.signum(x[i] - target[i]) + Samplers.gaussian(rng));
        regret += g * (x[i] - target[i]);
        distance = Math.max(distance, Math.abs(x[i] - target[i]));
        squares[i] += g * g;
        step.value[i] = -g;
      }
      state.apply(step, x);
      step.addTo(x);
    }
    double roots = 0;
    for (double square : squares) {
      roots += Math.sqrt(square);
    }
    return regret / ((distance * distance / (2 * eta) + eta) * roots);
  }
}
