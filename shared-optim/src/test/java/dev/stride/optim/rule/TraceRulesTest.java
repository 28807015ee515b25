package dev.stride.optim.rule;

import static dev.stride.optim.rule.TraceSteps.N;
import static dev.stride.optim.rule.TraceSteps.apply;
import static dev.stride.optim.rule.TraceSteps.put;
import static dev.stride.optim.rule.TraceSteps.regression;
import static dev.stride.optim.rule.TraceSteps.single;
import static dev.stride.optim.rule.TraceSteps.state;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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

/** Bounds, best step sizes and surprise: identities, and steps computed by hand. */
class TraceRulesTest {
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
