package dev.stride.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of runs whose answers are known in closed form. */
class StepFiguresTest {

  private static final class Seen implements Figures {
    private final Map<String, Double> figures = new HashMap<>();

    @Override
    public void figure(String name, double value) {
      figures.put(name, value);
    }

    @Override
    public void diagnosis(String text) {}
  }

  /** Descent of ½ h x² in each of n parameters under white gradient noise. */
  private static final class Bowl {
    private final int n;
    private final double h;
    private final double noise;
    private final double[] x;
    private final Rule.State<? super Step> state;
    private final StepFigures figures;
    private final Step step;
    private final UniformRandomProvider rng = Streams.of(11).at("bowl").rng();

    Bowl(String rule, int n, double start, double h, double noise) {
      this.n = n;
      this.h = h;
      this.noise = noise;
      x = new double[n];
      Arrays.fill(x, start);
      state = Rules.parse(rule, Step.class, "a test").start(Layout.flat(n));
      figures = new StepFigures(n, true);
      step = Step.dense(n);
    }

    void run(int steps) {
      for (int k = 0; k < steps; k++) {
        for (int i = 0; i < n; i++) {
          step.value[i] = -h * x[i] + noise * Samplers.gaussian(rng);
        }
        figures.before(step);
        state.apply(step, x);
        figures.after(step);
        step.addTo(x);
      }
    }

    Seen seen() {
      Seen seen = new Seen();
      figures.say(seen);
      return seen;
    }
  }

  @Test
  void beforeTheFirstStepNothingIsKnown() {
    Seen seen = new Bowl("sgd", 2, 1, 1, 0).seen();
    assertEquals(
        Map.of(
            Figures.EFFECTIVE_STEP, Double.NaN,
            Figures.SIGNAL_TO_NOISE, Double.NaN,
            Figures.NOISE_FLOOR, Double.NaN),
        seen.figures);
  }

  @Test
  void theEffectiveStepOfGradientDescentIsItsLearningRate() {
    Bowl bowl = new Bowl("sgd:learningRate=0.03", 4, 1, 1, 2);
    bowl.run(50);
    assertEquals(0.03, bowl.seen().figures.get(Figures.EFFECTIVE_STEP), 1e-15);
    Bowl normalised = new Bowl("normalised:learningRate=0.5", 1, 8, 1, 0);
    normalised.run(1);
    assertEquals(0.5 / 8, normalised.seen().figures.get(Figures.EFFECTIVE_STEP), 1e-15);
  }

  /**
   * A constant gradient of 3 in each of 400 parameters under noise of standard deviation 2. The
   * estimates of 400 means and variances over some 39 samples each give the ratio to 1 %: four
   * standard deviations, false alarm below 1e-4.
   */
  @Test
  void signalToNoise() {
    UniformRandomProvider rng = Streams.of(3).rng();
    StepFigures figures = new StepFigures(400, true);
    Step step = Step.dense(400);
    for (int k = 0; k < 500; k++) {
      for (int i = 0; i < 400; i++) {
        step.value[i] = 3 + 2 * Samplers.gaussian(rng);
      }
      figures.before(step);
      figures.after(step);
    }
    Seen seen = new Seen();
    figures.say(seen);
    assertEquals(1.5, seen.figures.get(Figures.SIGNAL_TO_NOISE), 0.05);
  }

  /** Where no rule is asked, length over length is 1, and says nothing. */
  @Test
  void changesTellNoStepSize() {
    Step step = Step.dense(1);
    StepFigures figures = new StepFigures(1, false);
    for (int k = 0; k < 2000; k++) {
      // Mean 3 and standard deviation 2.
      step.value[0] = k % 2 == 0 ? 1 : 5;
      figures.before(step);
      figures.after(step);
    }
    Seen seen = new Seen();
    figures.say(seen);
    assertEquals(Set.of(Figures.SIGNAL_TO_NOISE), seen.figures.keySet());
    assertEquals(1.5, seen.figures.get(Figures.SIGNAL_TO_NOISE), 0.05);
  }

  @Test
  void withoutASignalTheRatioIsNearZeroAndWithoutNoiseItIsLarge() {
    Bowl noise = new Bowl("sgd:learningRate=0.001", 400, 0, 0, 1);
    noise.run(500);
    assertTrue(noise.seen().figures.get(Figures.SIGNAL_TO_NOISE) < 0.1);
    Bowl slope = new Bowl("sgd:learningRate=1e-6", 3, 1, 1, 0);
    slope.run(500);
    assertTrue(slope.seen().figures.get(Figures.SIGNAL_TO_NOISE) > 1000);
  }

  /**
   * The excess of the stationary distribution, n a σ² / (2 (2 - a h)) for plain steps a; with
   * momentum μ the effective a is η/(1-μ), and the exact excess (Mandt, Hoffman and Blei 2017) is
   * that of plain steps to first order in it. 200 parameters; the estimate averages squares over
   * some 100 steps each, of which 20 are independent, so that it is good to 3 %.
   */
  @ParameterizedTest
  @CsvSource({"sgd:learningRate=0.01, 0.01", "momentum:learningRate=0.002, 0.02"})
  void theNoiseFloorIsWhereTheRunEndsUp(String rule, double effective) {
    Bowl bowl = new Bowl(rule, 200, 0, 1, 3);
    bowl.run(4000);
    double floor = 200 * effective * 9 / (2 * (2 - effective));
    double seen = bowl.seen().figures.get(Figures.NOISE_FLOOR);
    assertEquals(floor, seen, 0.15 * floor);
  }
}
