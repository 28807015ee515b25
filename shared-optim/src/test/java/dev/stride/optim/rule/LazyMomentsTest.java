package dev.stride.optim.rule;

import static dev.stride.optim.rule.Moves.constant;
import static dev.stride.optim.rule.Moves.dense;
import static dev.stride.optim.rule.Moves.rule;
import static dev.stride.optim.rule.Moves.sparse;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sparse steps do to the state of element-wise rules, and what Adam counts among them. */
class LazyMomentsTest {
  private static final double EXACT = 1e-14;

  @Test
  void adamMiniSharesADenominatorInABlock() {
    Layout blocks = Layout.flat(2).with("phi", 1);
    Rule.State<? super Step> state =
        rule("adam-mini:learningRate=1,beta1=0.5,beta2=0.5,epsilon=0").start(blocks);
    double root = Math.sqrt((9 + 16) / 2.0);
    assertArrayEquals(new double[] {3 / root, 4 / root, -1}, dense(state, 3, 4, -5), EXACT);
    // The second alone: m = 2/2 + 2/2, v = 6.25/2 + 4/2, both of 1-¼.
    assertEquals(2 / 0.75 / Math.sqrt(5.125 / 0.75), sparse(state, 3, 1, 2), EXACT);
    // m = -2.5/2 - 5/2, v = 12.5/2 + 25/2, both of 1-¼.
    assertEquals(-3.75 / 0.75 / Math.sqrt(18.75 / 0.75), sparse(state, 3, 2, -5), EXACT);
    // Both of the block: m = 2/2 + 1/2, of 1-⅛, and 1.5/2 + 3/2, of 1-¼; v = 5.125/2 + 5/2, of 1-⅛.
    Step step = Step.sparse(2);
    step.size = 2;
    step.index[0] = 1;
    step.index[1] = 0;
    step.value[0] = 1;
    step.value[1] = 3;
    state.apply(step, new double[3]);
    double divisor = Math.sqrt(5.0625 / 0.875);
    double[] expected = {1.5 / 0.875 / divisor, 2.25 / 0.75 / divisor};
    assertArrayEquals(expected, step.value, EXACT);
  }

  @Test
  void adamMiniWithBlocksOfOneIsAdam() {
    Layout ones = Layout.flat(1).with("b", 1).with("c", 1);
    Rule.State<? super Step> mini = rule("adam-mini").start(ones);
    Rule.State<? super Step> adam = rule("adam").start(Layout.flat(3));
    for (int k = 0; k < 20; k++) {
      assertArrayEquals(dense(adam, k, -1, 1e-3 / k), dense(mini, k, -1, 1e-3 / k), 0);
      assertEquals(sparse(adam, 3, k % 3, 7), sparse(mini, 3, k % 3, 7), 0);
    }
  }

  /** A parameter's first sparse step is that of a fresh state, whenever it comes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "momentum:dampening=0.5",
        "adam:mode=epsilon-hat",
        "adamax",
        "nadam",
        "nadam:mode=constant",
        "nadam:mode=doubled",
        "radam",
        "adabelief",
        "yogi:mode=corrected",
        "adam-mini",
        "lion",
        "rprop",
      })
  void whatAppearsLateStartsAfresh(String text) {
    Layout blocks = Layout.flat(2).with("phi", 1);
    Rule.State<? super Step> state = rule(text).start(blocks);
    double[] first = constant(text, -5, 12);
    for (int k = 0; k < 50; k++) {
      sparse(state, 3, 0, 1);
    }
    for (double change : first) {
      assertEquals(change, sparse(state, 3, 2, -5), Math.abs(change) * EXACT);
    }
  }

  /** After dense steps, sparse ones go on from where the dense ones were. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "momentum:dampening=0.5",
        "adam:mode=epsilon-hat",
        "adamax",
        "nadam",
        "nadam:mode=doubled",
        "radam",
        "adabelief",
        "yogi:mode=corrected",
        "rprop",
      })
  void denseStepsCountForAllParameters(String text) {
    Rule.State<? super Step> mixed = rule(text).start(Layout.flat(2));
    Rule.State<? super Step> dense = rule(text).start(Layout.flat(2));
    for (int k = 0; k < 4; k++) {
      dense(mixed, 1, 2);
      dense(dense, 1, 2);
    }
    assertEquals(dense(dense, 4, 4)[1], sparse(mixed, 2, 1, 4), 0);
  }

  /** Where the square of a step overflows, a sparse one tells no other tale than a dense one. */
  @ParameterizedTest
  @ValueSource(strings = {"adam", "adamax", "nadam", "radam", "adabelief", "bakf", "rprop"})
  void hugeStepsAreAsInDenseOnes(String text) {
    Rule.State<? super Step> lazy = rule(text).start(Layout.flat(1));
    Rule.State<? super Step> dense = rule(text).start(Layout.flat(1));
    for (int k = 0; k < 12; k++) {
      double d = k == 0 ? 1e200 : 1;
      assertEquals(dense(dense, d)[0], sparse(lazy, 1, 0, d), 0, "step " + k);
    }
  }
}
