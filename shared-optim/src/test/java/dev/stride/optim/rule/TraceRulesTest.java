package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Entries;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Identities of the rules for temporal differences, and steps computed by hand. */
class TraceRulesTest {
  private static final int N = 3;

  private static Rule.State<? super TraceStep> state(String text) {
    return Rules.parse(text, TraceStep.class, "a test").start(Layout.flat(N));
  }

  /** A step of the given TD error with one active feature, whose trace is z. */
  private static TraceStep single(int at, double delta, double x, double z, double u) {
    TraceStep step = TraceStep.ofSparse(N, N);
    step.size = 1;
    step.index[0] = at;
    step.trace[0] = z;
    step.value[0] = delta * z;
    step.delta = delta;
    step.surprise = delta;
    put(step.features, at, x);
    put(step.difference, at, u);
    return step;
  }

  private static void put(Entries entries, int at, double value) {
    entries.index[entries.size] = at;
    entries.value[entries.size++] = value;
  }

  /** What the rule makes of one step of a linear regression: z = x and u = -x. */
  private static double apply(Rule.State<? super TraceStep> state, double delta, double x) {
    TraceStep step = single(1, delta, x, x, -x);
    state.apply(step, new double[N]);
    return step.value[0];
  }

  /** Random features, sparse, of a linear regression with noise: z = x, and u = -x. */
  private static void regression(TraceStep step, double[] w, UniformRandomProvider rng) {
    step.size = 0;
    step.features.size = 0;
    step.difference.size = 0;
    step.delta = Samplers.gaussian(rng);
    for (int i = 0; i < N; i++) {
      if (rng.nextBoolean()) {
        double x = Samplers.gaussian(rng);
        step.index[step.size] = i;
        step.trace[step.size++] = x;
        put(step.features, i, x);
        put(step.difference, i, -x);
        step.delta += (i + 1 - w[i]) * x;
      }
    }
    step.surprise = step.delta;
    for (int j = 0; j < step.size; j++) {
      step.value[j] = step.delta * step.trace[j];
    }
  }

  private static double[] regress(String text, int steps) {
    UniformRandomProvider rng = Streams.of(2).at("regression").rng();
    Rule.State<? super TraceStep> state = state(text);
    TraceStep step = TraceStep.ofSparse(N, N);
    double[] w = new double[N];
    for (int k = 0; k < steps; k++) {
      regression(step, w, rng);
      state.apply(step, w);
      step.addTo(w);
    }
    return w;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "idbd:learningRate=0.03,metaRate=0",
        "tidbd:learningRate=0.03,metaRate=0",
        "tidbd:learningRate=0.03,metaRate=0,mode=full-gradient",
        "autostep:learningRate=0.03,metaRate=0",
        "autotidbd:learningRate=0.03,metaRate=0",
        "alpha-bound:learningRate=0.03",
        "obgd:learningRate=0.03,kappa=0.1",
      })
  void withoutAdaptationSmallStepsAreThoseOfAConstantRate(String text) {
    assertArrayEquals(regress("sgd:learningRate=0.03", 200), regress(text, 200), 0);
  }

  /** Without discount and trace, temporal differences are a regression. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "idbd | tidbd",
        "idbd | tidbd:mode=full-gradient",
        "idbd:metaRate=0.1 | tidbd:metaRate=0.1",
        "autostep | autotidbd",
        "autostep:learningRate=0.5,metaRate=0.1,tau=20 "
            + "| autotidbd:learningRate=0.5,metaRate=0.1,tau=20,mode=semi-gradient",
      })
  void withoutDiscountAndTraceTemporalDifferencesAreARegression(String one, String other) {
    double[] regression = regress(one, 100);
    assertArrayEquals(regression, regress(other, 100), 1e-10);
    assertNotEquals(regression[0], regress("sgd:learningRate=0.05", 100)[0], 1e-6);
  }

  /** h = 0 at first; then dh = 2·0.2, and the step size grows by e^{θ·0.4}. */
  @ParameterizedTest
  @ValueSource(strings = {"idbd", "tidbd", "tidbd:mode=full-gradient"})
  void stepSizesGrowWhereChangesAgree(String text) {
    Rule.State<? super TraceStep> state =
        state(text + (text.contains(":") ? "," : ":") + "learningRate=0.1,metaRate=0.5");
    assertEquals(0.2, apply(state, 2, 1), 1e-15);
    double alpha = 0.1 * Math.exp(0.5 * 2 * 0.2);
    assertEquals(2 * alpha, apply(state, 2, 1), 1e-15);
    double h = 0.2 * (1 - alpha) + 2 * alpha;
    assertEquals(-3 * alpha * Math.exp(0.5 * -3 * h), apply(state, -3, 1), 1e-14);
  }

  /** Large errors: β moves by 2 at once, and not below -10; h forgets all where αz² is above 1. */
  @ParameterizedTest
  @ValueSource(strings = {"idbd:learningRate=0.1", "tidbd:learningRate=0.1"})
  void theLogarithmOfTheStepSizeIsKeptInBounds(String text) {
    Rule.State<? super TraceStep> state = state(text);
    assertEquals(100, apply(state, 1000, 1), 1e-12);
    assertEquals(100 * Math.exp(2), apply(state, 1000, 1), 1e-11);
    assertEquals(100 * Math.exp(4), apply(state, 1000, 1), 1e-10);
    double change = 0;
    for (int k = 0; k < 20; k++) {
      double against = -Math.signum(Snapshot.of(state).values().get("h")[1]) * 1e6;
      change = Math.abs(apply(state, against, 1));
    }
    assertEquals(-10, Snapshot.of(state).values().get("beta")[1], 0);
    assertEquals(1e5 * Math.exp(-10), change, 1e-9);
  }

  /** v takes the first dh; then one of the same size moves a by e^κ, one of half by less. */
  @ParameterizedTest
  @ValueSource(
      strings = {"autostep", "autotidbd:mode=semi-gradient", "autotidbd:mode=full-gradient"})
  void theNormaliserMakesTheRateFreeOfScale(String text) {
    String settings = (text.contains(":") ? "," : ":") + "learningRate=0.1,metaRate=0.25,tau=5";
    for (double scale : new double[] {1, 1e6, 1e-6}) {
      Rule.State<? super TraceStep> state = state(text + settings);
      assertEquals(0.2 * scale, apply(state, 2 * scale, 1), 1e-15 * scale);
      double alpha = 0.1 * Math.exp(0.25);
      assertEquals(2 * alpha * scale, apply(state, 2 * scale, 1), 1e-14 * scale);
      double h = 0.2 * (1 - alpha) + 2 * alpha;
      double v = 0.4 + alpha * (h - 0.4) / 5;
      v = Math.max(h, v);
      assertEquals(alpha * Math.exp(0.25 * h / v) * scale, apply(state, scale, 1), 1e-14 * scale);
    }
  }

  /** The normaliser forgets by a share of αz²/τ towards what it sees. */
  @ParameterizedTest
  @ValueSource(strings = {"autostep", "autotidbd:mode=semi-gradient"})
  void theNormaliserForgets(String text) {
    String settings = (text.contains(":") ? "," : ":") + "learningRate=0.1,metaRate=0,tau=5";
    Rule.State<? super TraceStep> state = state(text + settings);
    apply(state, 2, 1);
    apply(state, 2, 1);
    assertEquals(0.4, Snapshot.of(state).values().get("v")[1], 1e-15);
    double h = 0.2 * 0.9 + 0.2;
    apply(state, 0.1, 3);
    double expected = 0.4 + 0.1 * 9 * (0.1 * 3 * h - 0.4) / 5;
    assertEquals(expected, Snapshot.of(state).values().get("v")[1], 1e-15);
  }

  /** Σ αz² = 0.5·(2² + 2²) = 4: the step sizes that are touched become a quarter, for good. */
  @ParameterizedTest
  @ValueSource(strings = {"autostep", "autotidbd", "autotidbd:mode=semi-gradient"})
  void theStepAsAWholeIsBounded(String text) {
    String settings = (text.contains(":") ? "," : ":") + "learningRate=0.5";
    Rule.State<? super TraceStep> state = state(text + settings);
    TraceStep step = single(0, 3, 2, 2, -2);
    step.size = 2;
    step.index[1] = 2;
    step.trace[1] = 2;
    step.value[1] = 6;
    put(step.features, 2, 2);
    put(step.difference, 2, -2);
    state.apply(step, new double[N]);
    // Both move the prediction by 2·0.75, together by δ = 3.
    assertArrayEquals(new double[] {0.75, 0.75}, Arrays.copyOf(step.value, 2), 1e-15);
    assertArrayEquals(
        new double[] {0.25, 1, 0.25}, Snapshot.of(state).values().get("share"), 1e-15);
  }

  /** The next state's step size follows the full gradient though the step does not touch it. */
  @Test
  void theFullGradientReachesTheNextState() {
    TraceStep step = single(0, 1, 1, 1, -1);
    put(step.difference, 2, 0.5);
    for (String rule : new String[] {"tidbd", "autotidbd"}) {
      for (String mode : new String[] {"semi-gradient", "full-gradient"}) {
        Rule.State<? super TraceStep> state =
            state(rule + ":learningRate=0.1,metaRate=0.5,mode=" + mode);
        state.apply(single(2, 2, 1, 1, -1), new double[N]);
        step.value[0] = 1;
        state.apply(step, new double[N]);
        TraceStep last = single(2, 1, 1, 1, -1);
        last.delta = 0;
        state.apply(last, new double[N]);
        // h = 0.2 there: β falls by θδuh = 0.5·1·0.5·0.2, or by κ where that is normalised.
        double fall = rule.equals("tidbd") ? 0.05 : 0.5;
        double expected = mode.equals("full-gradient") ? Math.exp(-fall) : 1;
        assertEquals(0.1 * expected, last.value[0], 1e-15, rule + " " + mode);
      }
    }
  }

  /** h after a step along a trace of ½ with feature 1: 0.2·[1 - α·1·½] + α·δ·½. */
  @Test
  void theTraceAndTheFeatureAreNotMixedUp() {
    Rule.State<? super TraceStep> state = state("tidbd:learningRate=0.1,metaRate=1");
    apply(state, 2, 1);
    TraceStep step = single(1, 1, 1, 0.5, -1);
    state.apply(step, new double[N]);
    double alpha = 0.1 * Math.exp(0.2);
    assertEquals(alpha / 2, step.value[0], 1e-15);
    double h = 0.2 * (1 - alpha / 2) + alpha / 2;
    assertEquals(h, Snapshot.of(state).values().get("h")[1], 1e-15);
    // A feature without a trace moves its step size alone.
    TraceStep other = single(0, 1, 1, 1, -1);
    put(other.features, 1, 3);
    state.apply(other, new double[N]);
    assertEquals(0.2 + 3 * h, Snapshot.of(state).values().get("beta")[1], 1e-15);
    assertEquals(h, Snapshot.of(state).values().get("h")[1], 0);
  }

  @Test
  void theAlphaBoundNeverGrows() {
    Rule.State<? super TraceStep> state = state("alpha-bound");
    UniformRandomProvider rng = Streams.of(4).at("bound").rng();
    double before = 1;
    double lowest = 1;
    for (int k = 0; k < 300; k++) {
      double z = Samplers.gaussian(rng);
      double u = Samplers.gaussian(rng);
      TraceStep step = single(k % N, 1, 0.5, z, u);
      state.apply(step, new double[N]);
      double alpha = step.value[0] / z;
      lowest = Math.min(lowest, 1 / Math.abs(z * u));
      assertTrue(alpha <= before * (1 + 1e-15));
      assertEquals(lowest, alpha, 1e-14 * lowest);
      before = alpha;
    }
    assertTrue(before < 0.5);
  }

  /** z·u over positions that the step and the difference share: 2·(-1.5) + 1·0.5 = -2.5. */
  @Test
  void theAlphaBoundOfATrace() {
    TraceStep step = single(0, 1, 1, 2, -1.5);
    step.size = 2;
    step.index[1] = 1;
    step.trace[1] = 1;
    step.value[1] = 1;
    put(step.difference, 1, 0.5);
    put(step.difference, 2, 100);
    state("alpha-bound").apply(step, new double[N]);
    assertArrayEquals(new double[] {0.8, 0.4}, Arrays.copyOf(step.value, 2), 1e-15);
  }

  @Test
  void noStepOfObgdIsLongerThanItsBound() {
    Rule.State<? super TraceStep> state = state("obgd:learningRate=0.7,kappa=2.5");
    UniformRandomProvider rng = Streams.of(5).at("obgd").rng();
    TraceStep step = TraceStep.ofSparse(N, N);
    double longest = 0;
    for (int k = 0; k < 300; k++) {
      regression(step, new double[] {10 * Samplers.gaussian(rng), 0, 0}, rng);
      state.apply(step, new double[N]);
      double length = 0;
      for (int j = 0; j < step.size; j++) {
        length += Math.abs(step.value[j]);
      }
      longest = Math.max(longest, length);
    }
    // Above |δ| = 1 it is 1/κ, whatever the step.
    assertEquals(1 / 2.5, longest, 1e-15);
  }

  /** M = 1·2·max(|δ|, 1)·3: 6 for a small δ, 24 for δ = 4; below 1 it does nothing. */
  @ParameterizedTest
  @CsvSource({"0.5, 3, 0.25", "-4, 3, -0.5", "0.5, 0.25, 0.125"})
  void obgdByHand(double delta, double z, double change) {
    TraceStep step = single(0, delta, 1, z, -1);
    state("obgd").apply(step, new double[N]);
    assertEquals(change, step.value[0], 1e-15);
  }

  /** Two samples 1 and 3: m = 2, v = 2·5, c = 2·1, τ = 2. Then 5: m = 3.5, v = 17.5, c = 1.5. */
  @Test
  void vsgdByHand() {
    Rule.State<? super TraceStep> state = state("vsgd:learningRate=0.1,samples=2,overestimate=2");
    assertEquals(0.1, apply(state, 1, 1), 1e-15);
    assertEquals(0.3, apply(state, 3, 1), 1e-15);
    double signal = 3.5 * 3.5 / 17.5;
    assertEquals(5 * signal / 1.5, apply(state, 5, 1), 1e-14);
    double memory = (1 - signal) * 2 + 1;
    assertEquals(memory, Snapshot.of(state).values().get("memory")[1], 1e-14);
    double mean = 3.5 + (1 - 3.5) / memory;
    double square = 17.5 + (1 - 17.5) / memory;
    double curvature = 1.5 + (0.25 - 1.5) / memory;
    // A feature of ½ has the curvature ¼.
    assertEquals(mean * mean / square / curvature, apply(state, 2, 0.5), 1e-14);
    // Another parameter begins its own slow start.
    TraceStep other = single(2, 7, 1, 1, -1);
    state.apply(other, new double[N]);
    assertEquals(0.7, other.value[0], 1e-15);
  }

  /** Alternating ±1 from a sample mean: without a bias, the step size is 1/n. */
  @Test
  void bakfWithoutABiasIsTheMean() {
    // ν = 1 for ever, and b² = s: all is bias, and the step size stays 1.
    Rule.State<? super TraceStep> biased = state("bakf:decay=0");
    for (int k = 0; k < 5; k++) {
      assertEquals(k, apply(biased, k, 1), 1e-15);
    }
    // λ' = λ/(1+λ) from λ = 1, with b = 0 in the limit of ν → 0: 1/2, 1/3, ... is approached.
    Rule.State<? super TraceStep> state = state("bakf:decay=0.9999999999");
    double sign = 1;
    double alpha = 0;
    for (int k = 0; k < 4000; k++) {
      alpha = Math.abs(apply(state, sign, 1));
      sign = -sign;
    }
    assertEquals(1 / 4000.0, alpha, 2e-5);
  }

  /** ν = 1/1.5, b = 2/3·2, s = 2/3·4; then ν = (2/3)/(7/6) = 4/7, by hand below. */
  @Test
  void bakfByHand() {
    Rule.State<? super TraceStep> state = state("bakf:learningRate=0.5,decay=0.5");
    assertEquals(1, apply(state, 2, 1), 1e-15);
    double nu = 4 / 7.0;
    double b = (1 - nu) * 4 / 3 + nu * -1;
    double s = (1 - nu) * 8 / 3 + nu;
    double lambda = 0.25;
    double alpha = 1 - (s - b * b) / (1 + lambda) / s;
    assertEquals(-alpha, apply(state, -1, 1), 1e-15);
    lambda = (1 - alpha) * (1 - alpha) * lambda + alpha * alpha;
    assertEquals(lambda, Snapshot.of(state).values().get("lambda")[1], 1e-15);
  }

  private static double surprised(Rule.State<? super TraceStep> state, double surprise) {
    TraceStep step = single(0, 1, 1, 1, -1);
    step.surprise = surprise;
    state.apply(step, new double[N]);
    return step.value[0];
  }

  @Test
  void saturatingSurprise() {
    String text = "surprise-saturating:learningRate=0.5,scale=2,floor=0.25,mode=";
    for (String mode : new String[] {"tanh", "ratio"}) {
      Rule.State<? super TraceStep> state = state(text + mode);
      assertEquals(0.5, surprised(state, Double.NaN), 0);
      assertEquals(0.125, surprised(state, 0.01), 0);
      assertEquals(0.5, surprised(state, -1e9), 1e-8);
    }
    assertEquals(0.5 * Math.tanh(1.5), surprised(state(text + "tanh"), -3), 1e-15);
    assertEquals(0.5 * 0.6, surprised(state(text + "ratio"), -3), 1e-15);
  }

  /** A = 1, then ½·1 + ½·3 = 2, then ½·2 + ½·0 = 1, then ½. */
  @Test
  void associabilityFollowsPastSurprise() {
    Rule.State<? super TraceStep> state =
        state("pearce-hall:learningRate=0.1,decay=0.5,floor=0.75");
    assertEquals(0.1, surprised(state, -3), 1e-16);
    assertEquals(0.2, surprised(state, 0), 1e-16);
    assertEquals(0.1, surprised(state, Double.NaN), 1e-16);
    assertEquals(0.1, surprised(state, 0), 1e-16);
    assertEquals(0.075, surprised(state, 5), 1e-16);
  }

  /** A schedule acts at once, on what was adapted under it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "idbd:",
        "tidbd:",
        "autostep:metaRate=0,",
        "autotidbd:metaRate=0,",
        "alpha-bound:",
        "obgd:"
      })
  void learningRatesFollowTheirSchedule(String text) {
    Rule.State<? super TraceStep> state = state(text + "learningRate=(inverse-sqrt:start=0.2)");
    assertEquals(0.02, apply(state, 1, 0.1), 1e-15);
    assertEquals(0.02 / Math.sqrt(2), apply(state, 1e-9, 0.1) * 1e9, 1e-12);
  }

  @Test
  void whatComesWithTheStepIsLeftAlone() {
    for (String text : new String[] {"tidbd", "autotidbd", "alpha-bound", "autostep", "vsgd"}) {
      Rule<Step> rule = Dealer.rule(text);
      TraceStep step = (TraceStep) new Dealer("alone").touch(Dealer.sparse(rule));
      double[] z = step.trace.clone();
      double[] x = step.features.value.clone();
      double[] u = step.difference.value.clone();
      rule.start(Layout.flat(Dealer.N)).apply(step, new double[Dealer.N]);
      assertArrayEquals(z, step.trace);
      assertArrayEquals(x, step.features.value);
      assertArrayEquals(u, step.difference.value);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "idbd:metaRate=-1 | metaRate must not be negative",
        "tidbd:metaRate=-1 | metaRate must not be negative",
        "autostep:metaRate=-1 | metaRate must not be negative",
        "autotidbd:metaRate=-1 | metaRate must not be negative",
        "autostep:tau=0.5 | tau must be at least 1, not 0.5",
        "autotidbd:tau=0.5 | tau must be at least 1, not 0.5",
        "tidbd:mode=other | it has to be one of semi-gradient, full-gradient",
        "vsgd:samples=0 | samples must be at least 1",
        "vsgd:overestimate=0.5 | overestimate must be at least 1, not 0.5",
        "bakf:decay=1 | decay must be at least 0 and below 1",
        "obgd:kappa=0 | kappa must be positive",
        "surprise-saturating:scale=0 | scale must be positive",
        "surprise-saturating:floor=-1 | floor must not be negative",
        "pearce-hall:decay=1 | decay must be at least 0 and below 1",
        "pearce-hall:floor=-1 | floor must not be negative",
      })
  void wrongSettingsAreNamed(String text, String part) {
    String message = assertThrows(BadInput.class, () -> Rules.registry().parse(text)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void aDescentHasNoTrace() {
    BadInput bad =
        assertThrows(BadInput.class, () -> Rules.parse("tidbd", Step.class, "a descent"));
    assertTrue(bad.getMessage().contains("it needs a trace"), bad.getMessage());
  }
}
