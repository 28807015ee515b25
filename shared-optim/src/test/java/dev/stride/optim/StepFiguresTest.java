package dev.stride.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.landscape.NoisyLandscape;
import dev.stride.optim.landscape.Quadratic;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.search.Optimizers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
   * A constant gradient of 3 in each of 900 parameters under noise of standard deviation 2. Means
   * over 39 samples each, and variances over as many that are worth 20 independent ones, give the
   * ratio to 0.6 %: five standard deviations, false alarm below 1e-6.
   */
  @Test
  void signalToNoise() {
    UniformRandomProvider rng = Streams.of(3).rng();
    StepFigures figures = new StepFigures(900, true);
    Step step = Step.dense(900);
    for (int k = 0; k < 500; k++) {
      for (int i = 0; i < 900; i++) {
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
      // Mean 3; the swing of 2 turns at every step, and so counts 8/3 times its square.
      step.value[0] = k % 2 == 0 ? 1 : 5;
      figures.before(step);
      figures.after(step);
    }
    Seen seen = new Seen();
    figures.say(seen);
    assertEquals(Set.of(Figures.SIGNAL_TO_NOISE), seen.figures.keySet());
    double ratio = seen.figures.get(Figures.SIGNAL_TO_NOISE);
    assertEquals(3 / Math.sqrt(2 * 2 * 8 / 3.0), ratio, 0.01);
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
   * that of plain steps to first order in it. 200 parameters, for each of which the variance is
   * estimated from what is worth 20 independent squares, and the gain to 10 %: good to 3 %, five
   * standard deviations, false alarm below 1e-6.
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

  /** An oscillation of exact gradients is none of the noise, whatever its period. */
  @ParameterizedTest
  @CsvSource({"momentum:learningRate=0.01", "sgd:learningRate=1.9"})
  void whereTheProblemTellsThatThereIsNoNoiseThereIsNoFloor(String rule) {
    Problem problem = new NoisyLandscape(new Quadratic(10, 2), new None(), Streams.of(1).rng());
    List<Seen> all = new ArrayList<>();
    Metered.run(
        Optimizers.minimizer(rule, problem.answers(), "a test"),
        problem,
        new double[] {1, 0.1},
        Budget.of(Charge.ITERATIONS, 50),
        Curve.every(Charge.ITERATIONS, 50),
        Streams.of(1).rng(),
        (iteration, gauges) -> {
          Seen seen = new Seen();
          gauges.accept(seen);
          all.add(seen);
        });
    assertEquals(50, all.size());
    for (Seen seen : all) {
      assertEquals(0, seen.figures.get(Figures.NOISE_FLOOR), 0);
      assertEquals(Double.POSITIVE_INFINITY, seen.figures.get(Figures.SIGNAL_TO_NOISE));
    }
  }

  /** Plain steps of 0.02 along a slope of 3: the floor is ¼ Σ 0.02 v and the ratio 3/√mean v. */
  @Test
  void theVarianceThatTheProblemTellsIsTaken() {
    StepFigures figures = new StepFigures(2, true);
    Step step = Step.dense(2);
    double[] variances = {4, 12};
    for (int k = 0; k < 300; k++) {
      Arrays.fill(step.value, 3);
      figures.before(step, variances);
      Arrays.fill(step.value, 3 * 0.02);
      figures.after(step);
    }
    Seen seen = new Seen();
    figures.say(seen);
    assertEquals(0.02 * 16 / 4, seen.figures.get(Figures.NOISE_FLOOR), 1e-12);
    // Of the squared means, 1/39 of the variance is taken for chance.
    double signal = 18 - 16 / 39.0;
    assertEquals(Math.sqrt(signal / 16), seen.figures.get(Figures.SIGNAL_TO_NOISE), 1e-6);
  }

  /**
   * Proposals swing with amplitude 5 and period T in 900 parameters, each with a phase of its own,
   * under noise of standard deviation 1: the variance that is taken for noise is 1 + 25/12 (2
   * sin(π/T))⁴, and plain steps of 1 make the floor 900/4 of it. Over what is worth at least 20
   * independent squares in each, it is good to 1.1 %: six standard deviations, false alarm below
   * 1e-8.
   */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 10, 20, 60})
  void aSlowSwingIsNoNoise(int period) {
    int n = 900;
    UniformRandomProvider rng = Streams.of(5).rng();
    StepFigures figures = new StepFigures(n, true);
    Step step = Step.dense(n);
    for (int k = 0; k < 600; k++) {
      for (int i = 0; i < n; i++) {
        double phase = 2 * Math.PI * (k / (double) period + i / (double) n);
        step.value[i] = 5 * Math.sin(phase) + Samplers.gaussian(rng);
      }
      figures.before(step);
      figures.after(step);
    }
    Seen seen = new Seen();
    figures.say(seen);
    double variance = 1 + 25 / 12.0 * Math.pow(2 * Math.sin(Math.PI / period), 4);
    double floor = n * variance / 4;
    assertEquals(floor, seen.figures.get(Figures.NOISE_FLOOR), 0.07 * floor);
  }

  /** Two steps lie on a line whatever they are; a parameter that no step touches is not counted. */
  @Test
  void anEstimateNeedsThreeSteps() {
    StepFigures figures = new StepFigures(2, true);
    Step step = Step.sparse(1);
    step.size = 1;
    step.index[0] = 1;
    for (double value : new double[] {1, 5, 3}) {
      Seen early = new Seen();
      figures.say(early);
      assertTrue(Double.isNaN(early.figures.get(Figures.NOISE_FLOOR)));
      assertTrue(Double.isNaN(early.figures.get(Figures.SIGNAL_TO_NOISE)));
      step.value[0] = value;
      figures.before(step);
      figures.after(step);
    }
    Seen seen = new Seen();
    figures.say(seen);
    // (1 - 2·5 + 3)²/6 = 6, at a gain of 1.
    assertEquals(6 / 4.0, seen.figures.get(Figures.NOISE_FLOOR), 1e-12);
  }
}
