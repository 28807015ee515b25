package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Param;

/** The loops beside which the rules are timed compute what the rules compute. */
class HandLoopTest {
  private static final int N = 16;
  private static final int STEPS = 50;

  /** The entry without proposals. */
  private static final int NOTHING = 3;

  static Stream<String> all() {
    return Rules.registry().entries().stream().map(Entry::name);
  }

  static Stream<String> lazy() {
    return all().filter(name -> !rule(name).needsDense() && !name.equals("qng"));
  }

  private static Rule<Step> rule(String name) {
    return Dealer.rule(HandLoops.text(name));
  }

  @Test
  void everyRuleIsTimed() throws NoSuchFieldException {
    List<String> dense = timed(RuleBenchmark.Dense.class);
    dense.addAll(timed(RuleBenchmark.Decomposing.class));
    assertEquals(all().sorted().toList(), dense.stream().sorted().toList());
    assertEquals(
        lazy().sorted().toList(), timed(RuleBenchmark.Sparse.class).stream().sorted().toList());
  }

  private static List<String> timed(Class<?> subject) throws NoSuchFieldException {
    Param rules = subject.getDeclaredField("rule").getAnnotation(Param.class);
    return new ArrayList<>(Arrays.asList(rules.value()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void denseStepsAgree(String name) {
    Rule.State<Step> state = rule(name).start(HandLoops.layout(name, N));
    HandLoop loop = HandLoops.of(name, N);
    HandLoop fused = HandLoops.of(name, N);
    Proposals byRule = Proposals.dense(rule(name), N);
    Proposals byLoop = Proposals.dense(rule(name), N);
    Proposals byFused = Proposals.dense(rule(name), N);
    for (int k = 0; k < STEPS; k++) {
      next(byRule);
      state.apply(byRule.step, byRule.x);
      byRule.step.addTo(byRule.x);
      next(byLoop);
      loop.dense(byLoop.step, byLoop.x);
      HandLoop.addDense(byLoop.step, byLoop.x);
      next(byFused);
      fused.denseFused(byFused.step, byFused.x);
      assertClose(byRule.step.value, byLoop.step.value, k);
      assertClose(byRule.x, byLoop.x, k);
      assertClose(byRule.x, byFused.x, k);
      assertClose(recommended(state, byRule.x), recommended(loop, byLoop.x), k);
    }
  }

  @ParameterizedTest
  @MethodSource("lazy")
  void sparseStepsAgree(String name) {
    Rule.State<Step> state = rule(name).start(HandLoops.layout(name, Proposals.N));
    HandLoop loop = HandLoops.of(name, Proposals.N);
    HandLoop fused = HandLoops.of(name, Proposals.N);
    Proposals byRule = Proposals.sparse(rule(name));
    Proposals byLoop = Proposals.sparse(rule(name));
    Proposals byFused = Proposals.sparse(rule(name));
    for (int k = 0; k < STEPS; k++) {
      touch(byRule, k);
      state.apply(byRule.step, byRule.x);
      byRule.step.addTo(byRule.x);
      touch(byLoop, k);
      loop.sparse(byLoop.step, byLoop.x);
      HandLoop.addSparse(byLoop.step, byLoop.x);
      touch(byFused, k);
      fused.sparseFused(byFused.step, byFused.x);
      assertClose(byRule.x, byLoop.x, k);
      assertClose(byRule.x, byFused.x, k);
      assertClose(recommended(state, byRule.x), recommended(loop, byLoop.x), k);
    }
  }

  /** The next step, one entry of which is zero in all steps. */
  private static void next(Proposals proposals) {
    proposals.next();
    proposals.step.value[NOTHING] = 0;
    if (proposals.step instanceof TraceStep step) {
      step.trace[NOTHING] = 0;
    }
  }

  /** The next step, over parameters that have been touched for different numbers of times. */
  private static void touch(Proposals proposals, int k) {
    next(proposals);
    int[] index = proposals.step.index;
    Arrays.setAll(index, j -> j * Proposals.SPACING + k * (j + 1) % 3);
  }

  private static double[] recommended(Rule.State<Step> state, double[] x) {
    double[] into = x.clone();
    state.recommended(x, into);
    return into;
  }

  private static double[] recommended(HandLoop loop, double[] x) {
    double[] into = new double[x.length];
    loop.recommended(x, into);
    return into;
  }

  private static void assertClose(double[] expected, double[] actual, int k) {
    for (int i = 0; i < expected.length; i++) {
      assertTrue(Double.isFinite(expected[i]), "step " + k + ", entry " + i);
      double tolerance = 1e-12 * Math.max(1, Math.abs(expected[i]));
      assertEquals(expected[i], actual[i], tolerance, "step " + k + ", entry " + i);
    }
  }
}
