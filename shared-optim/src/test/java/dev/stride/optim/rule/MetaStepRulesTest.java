package dev.stride.optim.rule;

import static dev.stride.optim.rule.TraceSteps.N;
import static dev.stride.optim.rule.TraceSteps.apply;
import static dev.stride.optim.rule.TraceSteps.put;
import static dev.stride.optim.rule.TraceSteps.regression;
import static dev.stride.optim.rule.TraceSteps.single;
import static dev.stride.optim.rule.TraceSteps.state;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stride.optim.Rule;
import dev.stride.optim.Snapshot;
import dev.stride.optim.TraceStep;
import dev.stride.optim.random.Streams;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Identities of the rules that adapt a step size for each parameter, and steps computed by hand.
 */
class MetaStepRulesTest {
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
}
