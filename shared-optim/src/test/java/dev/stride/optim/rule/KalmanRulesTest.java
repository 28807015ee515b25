package dev.stride.optim.rule;

import static dev.stride.optim.rule.TraceSteps.N;
import static dev.stride.optim.rule.TraceSteps.apply;
import static dev.stride.optim.rule.TraceSteps.single;
import static dev.stride.optim.rule.TraceSteps.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Snapshot;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gains from variances: closed forms, and steps computed by hand. */
class KalmanRulesTest {
  /** P: 2, then 2.5, K = 2.5/7.5 = 1/3, P = 5/3; then 13/6, K = (13/6)/(43/6). */
  @Test
  void kalmanByHand() {
    Rule.State<? super TraceStep> state =
        state("kalman:initialVariance=2,processVariance=0.5,observationVariance=5");
    assertEquals(3 / 3.0, apply(state, 3, 1), 1e-15);
    assertEquals(-2 * 13 / 43.0, apply(state, -2, 1), 1e-15);
    // Another parameter begins by itself.
    TraceStep other = single(2, 3, 1, 1, -1);
    state.apply(other, new double[N]);
    assertEquals(1, other.value[0], 1e-15);
  }

  /** Without moves it is the mean of the observations and of r/P₀ = 3 that equal the start. */
  @Test
  void kalmanOfAValueThatStandsStillIsTheMean() {
    String text = "kalman:initialVariance=0.5,processVariance=0,observationVariance=1.5";
    Rule.State<? super TraceStep> state = state(text);
    double x = 4;
    double sum = 3 * 4;
    for (int n = 1; n <= 20; n++) {
      sum += n * n;
      x += apply(state, n * n - x, 1);
      assertEquals(sum / (n + 3), x, 1e-12, "observation " + n);
    }
    // The same where all parameters share their variance.
    Rule.State<Step> dense = Dealer.rule(text).start(Layout.flat(2));
    Step step = Step.dense(2);
    for (int n = 1; n <= 20; n++) {
      Arrays.fill(step.value, 1);
      dense.apply(step, new double[2]);
      assertEquals(1.0 / (n + 3), step.value[1], 1e-15);
    }
  }

  /** K = (√(ρ² + 4ρ) - ρ)/2; the golden ratio's inverse for ρ = 1. */
  @ParameterizedTest
  @CsvSource({"1, 1, 0.6180339887498949", "0.5, 1, 0.5", "0.02, 8, 0.0487656225593565"})
  void kalmanSettlesAtTheStationaryGain(double q, double r, double gain) {
    Rule.State<? super TraceStep> state =
        state("kalman:processVariance=" + q + ",observationVariance=" + r);
    double last = 0;
    for (int k = 0; k < 1000; k++) {
      last = apply(state, 1, 1);
    }
    assertEquals(gain, last, 1e-10);
  }

  /**
   * The mean square error before each observation of a random walk is P + q = q/K. 200 000 errors
   * with an autocorrelation of 1-K = 0.73 hold 60 000 independent squares; five standard deviations
   * of their mean, false alarm 6e-7. The constant step sizes beside it do worse.
   */
  @Test
  void kalmanFollowsAWalkWithTheErrorItPromises() {
    double gain = (Math.sqrt(0.01 + 0.4) - 0.1) / 2;
    double expected = 0.1 / gain;
    double error = squareError("kalman:processVariance=0.1");
    assertEquals(expected, error, 5 * expected * Math.sqrt(2 / 60_000.0));
    assertTrue(error < squareError("sgd:learningRate=0.15"));
    assertTrue(error < squareError("sgd:learningRate=0.45"));
  }

  private static double squareError(String text) {
    UniformRandomProvider rng = Streams.of(3).at("walk").rng();
    Rule.State<? super TraceStep> state = state(text);
    double value = 0;
    double x = 0;
    double sum = 0;
    int steps = 200_000;
    for (int k = 0; k < steps; k++) {
      value += Math.sqrt(0.1) * Samplers.gaussian(rng);
      sum += (x - value) * (x - value);
      x += apply(state, value + Samplers.gaussian(rng) - x, 1);
    }
    return sum / steps;
  }

  /**
   * u = 1 at first, without a pull; then d = 1 after 2: rms d = √2.5, and h = α over rms h = α/√2.
   */
  @Test
  void surpriseSignalByHand() {
    Rule.State<? super TraceStep> state = state("surprise-signal:metaRate=0.5,decay=0.99");
    double alpha = 0.26 / 1.26;
    assertEquals(2 * alpha, apply(state, 2, 1), 1e-15);
    double h = alpha;
    double p = alpha + 0.01;
    alpha = p / (1 + p);
    assertEquals(alpha, apply(state, 1, 1), 1e-15);
    double u = 1 / Math.sqrt(2.5);
    double log = Math.log(0.01) + 0.5 * u * Math.sqrt(2);
    assertEquals(log, kept(state, "process"), 1e-14);
    h = (1 - alpha) * h + alpha * u;
    assertEquals(h, kept(state, "h"), 1e-15);
    p = alpha + Math.exp(log);
    assertEquals(-4 * p / (1 + p), apply(state, -4, 1), 1e-14);
    // -4/√7 is above -2 and is not cut; the pull is against the process.
    double third = h / Math.sqrt((h * h + 0.26 / 1.26 * (0.26 / 1.26)) / 3);
    assertEquals(log - 0.5 * 4 / Math.sqrt(7) * third, kept(state, "process"), 1e-13);
  }

  private static double kept(Rule.State<? super TraceStep> state, String name) {
    return Snapshot.of(state).values().get(name)[1];
  }

  /** Mean weights: ½ of the last square from the second step on, for ρ = ½. */
  @Test
  void surpriseSignalForgets() {
    Rule.State<? super TraceStep> state = state("surprise-signal:decay=0.5");
    double[] squares = {1, (1 + 9) / 2.0, (5 + 4) / 2.0, (4.5 + 16) / 2};
    for (int k = 0; k < 4; k++) {
      apply(state, new double[] {1, 3, 2, 4}[k], 1);
      assertEquals(squares[k], kept(state, "errors"), 1e-14);
    }
  }

  /** A surprise of 100 counts as twice the usual one, and no pull is above 3. */
  @Test
  void surpriseSignalCutsWhatIsUnusual() {
    Rule.State<? super TraceStep> state = state("surprise-signal:metaRate=1,decay=0.9");
    for (int k = 0; k < 400; k++) {
      apply(state, k % 2 == 0 ? 1e-3 : -1e-3, 1);
    }
    apply(state, 1, 1);
    double h = kept(state, "h");
    double log = kept(state, "process");
    double alpha = apply(state, 100, 1) / 100;
    assertEquals((1 - alpha) * h + alpha * 2, kept(state, "h"), 1e-15);
    assertTrue(h / Math.sqrt(kept(state, "pulls")) > 1.5);
    assertEquals(3, kept(state, "process") - log, 1e-14);
  }

  /** Errors of one sign drive α up to its bound, and errors that alternate down to it. */
  @Test
  void surpriseSignalTellsSignalFromChance() {
    Rule.State<? super TraceStep> state = state("surprise-signal");
    double rising = 0;
    for (int k = 0; k < 200; k++) {
      rising = apply(state, 1, 1);
    }
    assertEquals(5, kept(state, "process"));
    double ratio = Math.exp(5);
    assertEquals((Math.sqrt(ratio * ratio + 4 * ratio) - ratio) / 2, rising, 1e-12);
    double falling = 0;
    for (int k = 0; k < 200_000; k++) {
      falling = Math.abs(apply(state, k % 2 == 0 ? 1 : -1, 1));
    }
    assertEquals(-20, kept(state, "process"));
    assertTrue(falling < 1e-4 && falling > 4e-5, "α = " + falling);
  }

  @Test
  void withoutAMetaRateTheSignalIsTheKalmanGain() {
    Rule.State<? super TraceStep> signal = state("surprise-signal:metaRate=0");
    Rule.State<? super TraceStep> kalman = state("kalman:initialVariance=0.25");
    UniformRandomProvider rng = Streams.of(7).at("gain").rng();
    for (int k = 0; k < 100; k++) {
      double d = Samplers.gaussian(rng);
      assertEquals(apply(kalman, d, 1), apply(signal, d, 1), 1e-15);
    }
  }

  /** It follows a jump with less error than a step size that suits the calm, 100/(2·.02) = 2500. */
  @Test
  void surpriseSignalFollowsAJump() {
    double[] lost = new double[2];
    String[] rules = {"surprise-signal", "sgd:learningRate=0.02"};
    for (int r = 0; r < 2; r++) {
      UniformRandomProvider rng = Streams.of(8).at("jump").rng();
      Rule.State<? super TraceStep> state = state(rules[r]);
      double x = 0;
      for (int k = 0; k < 2000; k++) {
        double value = k < 1000 ? 0 : 10;
        lost[r] += k < 1000 ? 0 : (x - value) * (x - value);
        x += apply(state, value + Samplers.gaussian(rng) - x, 1);
      }
    }
    assertTrue(lost[0] < 0.8 * lost[1], Arrays.toString(lost));
  }

  @Test
  void theHelpSaysWhatIsExperimental() {
    Rules.registry().entries().stream()
        .filter(entry -> entry.name().equals("surprise-signal"))
        .forEach(entry -> assertTrue(entry.help().startsWith("experimental: "), entry.help()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kalman:initialVariance=-1 | initialVariance must not be negative",
        "kalman:processVariance=-1 | processVariance must not be negative",
        "kalman:observationVariance=0 | observationVariance must be positive",
        "kalman:initialVariance=1e200,observationVariance=1e-200 | observationVariance is too small",
        "surprise-signal:metaRate=-1 | metaRate must not be negative",
        "surprise-signal:decay=1 | decay must be at least 0 and below 1",
      })
  void wrongSettingsAreNamed(String text, String part) {
    String message = assertThrows(BadInput.class, () -> Rules.registry().parse(text)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
