package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Diverged;
import dev.stride.optim.Layout;
import dev.stride.optim.MetricStep;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import dev.stride.optim.schedule.Schedule;
import dev.stride.optim.search.Replay;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Closed forms and steps computed by hand. */
class RuleTest {
  private static final double EXACT = 1e-14;

  private static Rule<? super Step> rule(String text) {
    return Rules.parse(text, Step.class, "a test");
  }

  /** The changes of one parameter under the given gradients. */
  private static double[] changes(String text, double... gradients) {
    List<double[]> stream = Arrays.stream(gradients).mapToObj(g -> new double[] {g}).toList();
    List<double[]> trace = Replay.of(rule(text), new double[1], stream).trace();
    double[] changes = new double[gradients.length];
    Arrays.setAll(changes, k -> trace.get(k + 1)[0] - trace.get(k)[0]);
    return changes;
  }

  private static double[] once(String text, double surprise, double... proposed) {
    Step step = Step.dense(proposed.length);
    System.arraycopy(proposed, 0, step.value, 0, proposed.length);
    step.surprise = surprise;
    rule(text).start(Layout.flat(proposed.length)).apply(step, new double[proposed.length]);
    return step.value;
  }

  @Test
  void theHeavyBallOnAConstantSlope() {
    double[] changes = changes("momentum:learningRate=0.5,momentum=0.9", 1, 1, 1, 1);
    for (int k = 0; k < 4; k++) {
      double geometric = (1 - Math.pow(0.9, k + 1)) / (1 - 0.9);
      assertEquals(-0.5 * geometric, changes[k], 1e-13);
    }
  }

  /** v ← μv - η∇f(y + μv), y ← y + v, seen at x = y + μv. */
  @Test
  void nesterovLooksAhead() {
    double mu = 0.8;
    double eta = 0.1;
    double y = 1;
    double v = 0;
    double x = 1;
    Rule.State<? super Step> state =
        rule("nesterov:learningRate=0.1,momentum=0.8").start(Layout.flat(1));
    Step step = Step.dense(1);
    for (int k = 0; k < 30; k++) {
      assertEquals(y + mu * v, x, 1e-13);
      v = mu * v - eta * 3 * (y + mu * v);
      y += v;
      step.value[0] = -3 * x;
      state.apply(step, new double[] {x});
      x += step.value[0];
    }
  }

  @Test
  void adaGradOnAConstantSlopeTakesStepsOfOneOverRootK() {
    double[] changes = changes("adagrad:learningRate=0.5,epsilon=0", 3, 3, 3, 3, 3);
    for (int k = 0; k < 5; k++) {
      assertEquals(-0.5 / Math.sqrt(k + 1.0), changes[k], EXACT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "adagrad:learningRate=1 + epsilonPlacement=inside + epsilon=16, -0.6",
    "adagrad:learningRate=1 + epsilonPlacement=outside + epsilon=1, -0.75",
    "rmsprop:learningRate=1 + decay=0 + epsilonPlacement=inside + epsilon=16, -0.6",
    "rmsprop:learningRate=1 + decay=0 + epsilonPlacement=outside + epsilon=1, -0.75",
  })
  void epsilonStandsInsideOrOutside(String text, double change) {
    assertEquals(change, changes(text.replace(" + ", ","), 3)[0], EXACT);
  }

  @Test
  void rmsPropEndsInATwoCycleOfHalfTheLearningRate() {
    Rule.State<? super Step> state =
        rule("rmsprop:learningRate=0.01,epsilon=0").start(Layout.flat(1));
    Step step = Step.dense(1);
    double[] x = {1};
    for (int k = 0; k < 5000; k++) {
      step.value[0] = -2 * x[0];
      state.apply(step, x);
      step.addTo(x);
    }
    assertEquals(0.005, Math.abs(x[0]), 1e-9);
  }

  @Test
  void adamWithoutMemoryIsSignDescent() {
    assertArrayEquals(
        new double[] {-0.1, 0.1, 0, -0.1},
        changes("adam:learningRate=0.1,beta1=0,beta2=0,epsilon=0", 5, -1e-9, 0, 1e9),
        EXACT);
  }

  @Test
  void firstStepsWithAndWithoutBiasCorrection() {
    assertEquals(-0.1, changes("adam:learningRate=0.1,epsilon=0", 7)[0], EXACT);
    double uncorrected = (1 - 0.9) / Math.sqrt(1 - 0.999);
    assertEquals(-0.1 * uncorrected, changes("amsgrad:learningRate=0.1,epsilon=0", 7)[0], 1e-13);
  }

  /** m = 0.1, 0.19; v = 0.001, 0.001999 for gradients of 1, 1. */
  @Test
  void adamByHand() {
    double[] changes = changes("adam:learningRate=1,epsilon=0.5", 1, 3);
    assertEquals(-1 / 1.5, changes[0], 1e-13);
    double m = (0.9 * 0.1 + 0.1 * 3) / (1 - 0.81);
    double v = (0.999 * 0.001 + 0.001 * 9) / (1 - 0.998001);
    assertEquals(-m / (Math.sqrt(v) + 0.5), changes[1], 1e-12);
  }

  /** One gradient of 1, then 0.01s: what is called AMSGrad's denominator falls in one variant. */
  @Test
  void theThreeAmsGradsAreThreeRules() {
    assertTrue(rises(denominators("paper")));
    assertTrue(rises(denominators("max-of-corrected")));
    assertTrue(!rises(denominators("corrected")));
    assertEquals(Math.sqrt(0.001), denominators("paper")[5], 1e-12);
    assertEquals(1, denominators("max-of-corrected")[5], 1e-12);
    double correction = 1 - Math.pow(0.999, 6);
    assertEquals(Math.sqrt(0.001 / correction), denominators("corrected")[5], 1e-12);
  }

  /** Recovered from the changes and the known first moment. */
  private static double[] denominators(String mode) {
    double[] gradients = new double[10];
    Arrays.fill(gradients, 0.01);
    gradients[0] = 1;
    double[] denominators = changes("amsgrad:learningRate=1,epsilon=0,mode=" + mode, gradients);
    double m = 0;
    for (int k = 0; k < gradients.length; k++) {
      m = 0.9 * m + 0.1 * gradients[k];
      double mean = mode.equals("paper") ? m : m / (1 - Math.pow(0.9, k + 1));
      denominators[k] = -mean / denominators[k];
    }
    return denominators;
  }

  private static boolean rises(double[] values) {
    for (int k = 1; k < values.length; k++) {
      if (values[k] < values[k - 1] * (1 - 1e-12)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void weightDecayIsDecoupledFromTheGradient() {
    Step step = Step.dense(2);
    rule("adamw:learningRate=0.1,weightDecay=0.5")
        .start(Layout.flat(2))
        .apply(step, new double[] {2, -4});
    assertArrayEquals(new double[] {-0.1, 0.2}, step.value, EXACT);
  }

  /** The first sparse step at a parameter is corrected as a first step, whenever it comes. */
  @ParameterizedTest
  @ValueSource(
      strings = {"adam", "adamw", "amsgrad:mode=corrected", "amsgrad:mode=max-of-corrected"})
  void biasCorrectionCountsTheStepsOfEachParameter(String text) {
    Rule.State<? super Step> state = rule(text).start(Layout.flat(3));
    Step step = Step.sparse(3);
    double[] x = new double[3];
    for (int k = 0; k < 50; k++) {
      touch(step, 0, 1);
      state.apply(step, x);
    }
    touch(step, 2, -5);
    state.apply(step, x);
    assertEquals(-0.001, step.value[0], 1e-10);
  }

  private static void touch(Step step, int at, double value) {
    step.size = 1;
    step.index[0] = at;
    step.value[0] = value;
  }

  /** After dense steps, sparse ones go on from the powers that the dense ones left. */
  @Test
  void denseStepsCountForAllParameters() {
    Rule.State<? super Step> mixed = rule("adam").start(Layout.flat(2));
    Rule.State<? super Step> dense = rule("adam").start(Layout.flat(2));
    Step all = Step.dense(2);
    Step one = Step.sparse(2);
    double[] x = new double[2];
    for (int k = 0; k < 3; k++) {
      Arrays.fill(all.value, 1);
      mixed.apply(all, x);
      Arrays.fill(all.value, 1);
      dense.apply(all, x);
    }
    touch(one, 1, 4);
    mixed.apply(one, x);
    Arrays.fill(all.value, 4);
    dense.apply(all, x);
    assertEquals(all.value[1], one.value[0], 0);
  }

  @Test
  void aNormalisedStepHasTheLengthOfTheLearningRate() {
    assertArrayEquals(
        new double[] {0.3, -0.4}, once("normalised:learningRate=0.5", Double.NaN, 6, -8), EXACT);
    assertArrayEquals(new double[2], once("normalised", Double.NaN, 0, 0), 0);
    for (double size : new double[] {1e-320, 1e-170, 1e170, 1e308}) {
      double[] step = once("normalised:learningRate=0.5", Double.NaN, size, 0, -size);
      assertEquals(0.5 / Math.sqrt(2), step[0], 1e-3, "size " + size);
    }
  }

  @Test
  void clipping() {
    assertArrayEquals(new double[] {1.2, -1.6}, once("clip-norm:max=2", Double.NaN, 3, -4), EXACT);
    assertArrayEquals(new double[] {3, -4}, once("clip-norm:max=5", Double.NaN, 3, -4), 0);
    assertArrayEquals(new double[] {2, -2, 1}, once("clip-value:max=2", Double.NaN, 3, -4, 1), 0);
  }

  @Test
  void theStepSizeFollowsTheSurprise() {
    String text = "surprise:learningRate=0.5,floor=0.1";
    assertEquals(0.5, once(text, Double.NaN, 1)[0], 0);
    assertEquals(1.5, once(text, -3, 1)[0], 0);
    assertEquals(0.05, once(text, 0.01, 1)[0], EXACT);
  }

  /** q̂ after surprises of 3 and 4 with ρ = ½: (9/4 + 16/2) / (3/4) = 41/3. */
  @Test
  void theStepSizeFollowsTheSurpriseOverItsRms() {
    Rule.State<? super Step> state =
        rule("surprise-normalised:learningRate=1,decay=0.5,floor=0.5,high=1.05")
            .start(Layout.flat(1));
    double[] surprises = {Double.NaN, 3, 4, 0.1};
    double[] expected = {1, 1, 1.05, 0.5};
    Step step = Step.dense(1);
    for (int k = 0; k < expected.length; k++) {
      step.value[0] = 1;
      step.surprise = surprises[k];
      state.apply(step, new double[1]);
      assertEquals(expected[k], step.value[0], EXACT);
    }
    assertTrue(4 / Math.sqrt(41 / 3.0) > 1.05);
  }

  @Test
  void aSampleAverageIsTheMeanOfTheTargetsOfEachParameter() {
    Rule.State<? super Step> state = rule("sample-average").start(Layout.flat(2));
    double[] x = {9, 9};
    double[][] targets = {{1, 2}, {3, 2}, {8, 5}};
    for (double[] target : targets) {
      Step step = Step.dense(2);
      Arrays.setAll(step.value, i -> target[i] - x[i]);
      state.apply(step, x);
      step.addTo(x);
    }
    assertArrayEquals(new double[] {4, 3}, x, 1e-14);
    Step sparse = Step.sparse(1);
    touch(sparse, 1, 7 - x[1]);
    state.apply(sparse, x);
    sparse.addTo(x);
    assertArrayEquals(new double[] {4, 4}, x, 1e-14);
    // The fifth of one parameter, the fourth of the other.
    touch(sparse, 1, 5);
    state.apply(sparse, x);
    assertEquals(1, sparse.value[0], 1e-15);
    touch(sparse, 0, 8);
    state.apply(sparse, x);
    assertEquals(2, sparse.value[0], 1e-15);
  }

  /**
   * Var x = ησ²/(h(2-ηh)) for gradients hx + noise of variance σ². 400 000 correlated draws with an
   * autocorrelation of 0.8 hold about 44 000 independent squares; five standard deviations of their
   * mean: false alarm 6e-7.
   */
  @Test
  void stationaryVarianceOfGradientDescent() {
    double eta = 0.1;
    double h = 2;
    UniformRandomProvider rng = Streams.of(3).at("stationary").rng();
    Rule.State<Step> state = Sgd.of(eta).start(Layout.flat(1));
    Step step = Step.dense(1);
    double[] x = new double[1];
    double sum = 0;
    int rounds = 400_000;
    for (int k = -1000; k < rounds; k++) {
      step.value[0] = -(h * x[0] + Samplers.gaussian(rng));
      state.apply(step, x);
      step.addTo(x);
      sum += k < 0 ? 0 : x[0] * x[0];
    }
    double variance = eta / (h * (2 - eta * h));
    double independent = rounds * (1 - 0.64) / (1 + 0.64);
    assertEquals(variance, sum / rounds, 5 * variance * Math.sqrt(2 / independent));
  }

  private static double[] natural(String text, double[] metric, double... proposed) {
    int n = proposed.length;
    Layout blocks = n == 3 ? Layout.flat(2).with("phi", 1) : Layout.flat(n);
    MetricStep step = MetricStep.of(n);
    System.arraycopy(metric, 0, step.metric, 0, n * n);
    System.arraycopy(proposed, 0, step.value, 0, n);
    Rules.parse(text, MetricStep.class, "a test").start(blocks).apply(step, new double[n]);
    return step.value;
  }

  @Test
  void theNaturalGradientSolvesForTheStep() {
    double[] g = {2, 1, 1, 1};
    assertArrayEquals(new double[] {-1, 2.5}, natural("qng:learningRate=0.5", g, 1, 3), 1e-13);
    // (g + I) d = (1, 3): d = (2·1 - 1·3, -1·1 + 3·3)/5.
    assertArrayEquals(
        new double[] {-0.2, 1.6}, natural("qng:learningRate=1,lambda=1", g, 1, 3), 1e-13);
    assertArrayEquals(
        new double[] {0.5, 3}, natural("qng:learningRate=1,metric=diagonal", g, 1, 3), EXACT);
    double[] three = {2, 1, 0, 1, 1, 0, 0, 0, 4};
    for (String metric : List.of("full", "block")) {
      assertArrayEquals(
          new double[] {-2, 5, 2},
          natural("qng:learningRate=1,metric=" + metric, three, 1, 3, 8),
          1e-13);
    }
  }

  @Test
  void directionsWithoutAMetricAreNotTaken() {
    // Rank one: the pseudo-inverse of [1 1; 1 1] is a quarter of it.
    assertArrayEquals(
        new double[] {1, 1}, natural("qng:learningRate=1", new double[] {1, 1, 1, 1}, 1, 3), 1e-13);
    // Indefinite: eigenvalues 3 along (1, 1) and -1 along (1, -1).
    assertArrayEquals(
        new double[] {2 / 3.0, 2 / 3.0},
        natural("qng:learningRate=1", new double[] {1, 2, 2, 1}, 1, 3),
        1e-13);
    assertArrayEquals(
        new double[] {0.5, 0},
        natural("qng:learningRate=1,metric=diagonal", new double[] {2, 0, 0, 0}, 1, 3),
        0);
    assertArrayEquals(new double[2], natural("qng", new double[4], 1, 3), 0);
    double[] ill = {1, 0, 0, 1e-10};
    assertArrayEquals(new double[] {1, 3e10}, natural("qng:learningRate=1", ill, 1, 3), 1e-3);
  }

  @Test
  void aMetricThatIsNotANumberEndsTheRun() {
    double[] metric = {1, 0, 0, Double.NaN};
    assertThrows(Diverged.class, () -> natural("qng", metric, 1, 3));
  }

  @Test
  void learningRatesFollowTheirSchedule() {
    double[] changes = changes("sgd:learningRate=(inverse-sqrt:start=2)", 1, 1, 1, 1);
    assertArrayEquals(new double[] {-2, -2 / Math.sqrt(2), -2 / Math.sqrt(3), -1}, changes, EXACT);
    List<double[]> ones = Collections.nCopies(3, new double[] {1});
    Rule<Step> chained = new ClipValue(0.5).then(new Sgd(Schedule.of(2))).then(new ClipValue(10));
    assertEquals(-3, Replay.of(chained, new double[1], ones).trace().get(3)[0], EXACT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "momentum:momentum=1 | momentum must be at least 0 and below 1, not 1.0",
        "adam:beta1=-0.1 | beta1 must be at least 0 and below 1, not -0.1",
        "adam:beta2=1 | beta2 must be at least 0 and below 1",
        "adam:epsilon=-1 | epsilon must not be negative",
        "adagrad:epsilonPlacement=beside | it has to be one of inside, outside",
        "amsgrad:mode=other | it has to be one of paper, corrected, max-of-corrected",
        "surprise-normalised:floor=3,high=2 | floor must not be above high",
        "clip-norm:max=0 | max must be positive",
        "qng:lambda=-1 | lambda must not be negative",
      })
  void wrongSettingsAreNamed(String text, String part) {
    String message = assertThrows(BadInput.class, () -> Rules.registry().parse(text)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
