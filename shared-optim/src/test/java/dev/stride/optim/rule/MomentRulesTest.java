package dev.stride.optim.rule;

import static dev.stride.optim.rule.Moves.changes;
import static dev.stride.optim.rule.Moves.constant;
import static dev.stride.optim.rule.Moves.dense;
import static dev.stride.optim.rule.Moves.rule;
import static dev.stride.optim.rule.Moves.sparse;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Layout;
import dev.stride.optim.Reference;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.search.Replay;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Closed forms, and steps computed by hand, of the element-wise rules and their variants. */
class MomentRulesTest {
  private static final double EXACT = 1e-14;

  private static double power(double base, int t) {
    return StrictMath.pow(base, t);
  }

  @Test
  void theFirstStepIsNotDampened() {
    String text = "momentum:learningRate=0.5,momentum=0.9,dampening=0.2";
    // b = 1, 0.9 + 0.8·2, 0.9·2.5 + 0.8·3.
    assertArrayEquals(new double[] {0.5, 1.25, 2.325}, changes(text, 1, 2, 3), EXACT);
    Rule.State<? super Step> state = rule(text).start(Layout.flat(2));
    sparse(state, 2, 0, 1);
    assertEquals(1.25, sparse(state, 2, 0, 2), EXACT);
    assertEquals(0.5, sparse(state, 2, 1, 1), EXACT);
    assertArrayEquals(new double[] {2.325, 1.25}, dense(state, 3, 2), EXACT);
  }

  @Test
  void centredRmsPropDividesByTheStandardDeviation() {
    // v = 2, 2.5; m = 1, 1: after 2, 1 with ρ = ½; v - m² = 1, 1.5.
    double[] changes = changes("rmsprop:learningRate=1,decay=0.5,epsilon=0,centred=true", 2, 1);
    assertArrayEquals(new double[] {2, 1 / Math.sqrt(1.5 - 1)}, changes, EXACT);
  }

  /** v - m² is g²ρ^t(1-ρ^t) on a constant slope, and rounds below 0 in the end. */
  @Test
  void aVarianceBelowZeroIsZero() {
    int negative = 0;
    for (double g = 0.1; g < 5; g += 0.1) {
      double v = 0;
      double m = 0;
      for (int k = 0; k < 600; k++) {
        v = 0.9 * v + (1 - 0.9) * g * g;
        m = 0.9 * m + (1 - 0.9) * g;
      }
      negative += v < m * m ? 1 : 0;
      String text =
          "rmsprop:learningRate=1,decay=0.9,epsilon=0.01,epsilonPlacement=outside,centred=true";
      double[] changes = constant(text, g, 600);
      assertEquals(g / 0.01, changes[599], 1e-4 * g / 0.01, "slope " + g);
      double spread = g * g * power(0.9, 10) * (1 - power(0.9, 10));
      assertEquals(g / (Math.sqrt(spread) + 0.01), changes[9], 1e-12);
    }
    assertTrue(negative > 0, "no slope needs the 0");
  }

  @Test
  void theMomentumOfRmsPropIsOutsideOfTheLearningRate() {
    double[] changes =
        changes(
            "rmsprop:learningRate=(inverse-sqrt:start=3),decay=0,epsilon=0,momentum=0.5", 7, 7, -7);
    // b = 1, 1.5, -0.25.
    assertArrayEquals(
        new double[] {3, 3 / Math.sqrt(2) * 1.5, 3 / Math.sqrt(3) * -0.25}, changes, EXACT);
  }

  @Test
  void adadeltaStartsWithTheRootOfEpsilon() {
    double[] changes = changes("adadelta:decay=0.75,epsilon=0.01", 3, -4);
    double first = 0.1 / Math.sqrt(0.25 * 9 + 0.01) * 3;
    assertEquals(first, changes[0], EXACT);
    double u = 0.25 * first * first;
    double v = 0.75 * 0.25 * 9 + 0.25 * 16;
    assertEquals(-4 * Math.sqrt(u + 0.01) / Math.sqrt(v + 0.01), changes[1], EXACT);
    assertEquals(
        changes[1] / 2, changes("adadelta:learningRate=0.5,decay=0.75,epsilon=0.01", 3, -4)[1], 0);
  }

  /** η g/(|g| + ε/√(1-β₂)) at the first step, and ε alone where β₂^t is gone. */
  @Test
  void epsilonHatIsLargerAtFirst() {
    String text = "adam:learningRate=1,beta2=0.96,epsilon=0.2,mode=epsilon-hat";
    double[] changes = constant(text, 2, 1000);
    assertEquals(2 / (2 + 0.2 / Math.sqrt(1 - 0.96)), changes[0], EXACT);
    assertEquals(2 / 2.2, changes[999], 1e-12);
    Rule.State<? super Step> state = rule(text).start(Layout.flat(2));
    assertEquals(changes[0], sparse(state, 2, 1, 2), EXACT);
    assertEquals(changes[0], sparse(state, 2, 0, 2), EXACT);
  }

  @Test
  void aGlobalCountHardlyCorrectsWhatAppearsLate() {
    Rule.State<? super Step> state =
        rule("adam:learningRate=1,epsilon=0,count=global").start(Layout.flat(2));
    for (int k = 0; k < 9; k++) {
      assertEquals(1, sparse(state, 2, 0, 1), 1e-12);
    }
    double m = (1 - 0.9) / (1 - power(0.9, 10));
    double v = (1 - 0.999) / (1 - power(0.999, 10));
    assertEquals(m / Math.sqrt(v), sparse(state, 2, 1, 5), 1e-12);
  }

  @Test
  void thePaperScalesWeightDecayByTheMultiplierAlone() {
    Rule.State<? super Step> state =
        rule("adamw:learningRate=(inverse-sqrt:start=0.1),epsilon=0,weightDecay=0.5,mode=paper")
            .start(Layout.flat(1));
    for (int k = 0; k < 3; k++) {
      Step step = Step.dense(1);
      step.value[0] = 7;
      state.apply(step, new double[] {4});
      assertEquals((0.1 - 0.5 * 4) / Math.sqrt(k + 1.0), step.value[0], 1e-12);
    }
  }

  /** m̂ and u are both the slope, so each step is η; after a burst u falls by β₂. */
  @Test
  void adamaxDividesByTheLargestOfLate() {
    double[] changes = constant("adamax:learningRate=0.5,epsilon=0", -3, 100);
    for (double change : changes) {
      assertEquals(-0.5, change, 1e-13);
    }
    String burst = "adamax:learningRate=1,beta1=0,beta2=0.5,epsilon=0";
    assertArrayEquals(new double[] {1, 0.5, 1, -1}, changes(burst, 4, 1, 1, -2), EXACT);
    assertEquals(3 / 3.5, changes("adamax:learningRate=1,epsilon=0.5", 3)[0], EXACT);
  }

  /** m = (1-β₁^t)g and v̂ = g² on a constant slope. */
  @Test
  void nadamOnAConstantSlope() {
    double[] scheduled = constant("nadam:learningRate=1,epsilon=0", 3, 30);
    double[] doubled = constant("nadam:learningRate=1,epsilon=0,mode=doubled", 3, 30);
    double[] constant = constant("nadam:learningRate=1,epsilon=0,mode=constant", 3, 30);
    double product = 1;
    for (int t = 1; t <= 30; t++) {
      double mu = 0.9 * (1 - 0.5 * StrictMath.pow(0.96, 0.004 * t));
      double next = 0.9 * (1 - 0.5 * StrictMath.pow(0.96, 0.004 * (t + 1)));
      product *= mu;
      double m = 1 - power(0.9, t);
      double fresh = (1 - mu) / (1 - product);
      assertEquals(fresh + next * m / (1 - product * next), scheduled[t - 1], 1e-12);
      assertEquals(fresh + next * m / (1 - product * mu * next), doubled[t - 1], 1e-12);
      double ahead = 0.9 * m / (1 - power(0.9, t + 1)) + 0.1 / m;
      assertEquals(ahead, constant[t - 1], 1e-12);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.5, 0.6})
  void radamNeverRectifiesWithAShortMemory(double beta2) {
    double[] changes = constant("radam:learningRate=1,beta2=" + beta2, 1000, 3000);
    for (double change : changes) {
      assertEquals(1000, change, 1e-9);
    }
  }

  @Test
  void radamRectifiesWhenEnoughIsAveraged() {
    assertTrue(constant("radam:learningRate=1,beta2=0.7", 1000, 3000)[2999] < 1);
    double[] four = constant("radam:learningRate=1,epsilon=0", 1000, 20_000);
    double[] five = constant("radam:learningRate=1,epsilon=0,threshold=5", 1000, 20_000);
    assertEquals(1000, four[3], 1e-9);
    assertTrue(four[4] < 0.1, "the fifth step is rectified");
    assertEquals(1000, five[4], 1e-9);
    assertEquals(four[5], five[5], 0);
    double most = 2 / (1 - 0.999) - 1;
    for (int t : new int[] {6, 100, 20_000}) {
      double now = most - 2 * t * power(0.999, t) / (1 - power(0.999, t));
      double r = (now - 4) * (now - 2) * most / ((most - 4) * (most - 2) * now);
      assertEquals(Math.sqrt(r), four[t - 1], 1e-9, "step " + t);
    }
    assertEquals(1, four[19_999], 1e-5);
  }

  /** d - m = β₁^t d, so ŝ = d²(1-β₂) Σ β₂^(t-k) β₁^(2k) / (1-β₂^t), a geometric sum. */
  @Test
  void adaBeliefOnAConstantSlope() {
    double[] changes = constant("adabelief:learningRate=0.1,epsilon=0", 3, 40);
    double q = 0.9 * 0.9;
    for (int t = 1; t <= 40; t++) {
      double sum = q * (power(0.999, t) - power(q, t)) / (0.999 - q);
      double spread = (1 - 0.999) * sum / (1 - power(0.999, t));
      assertEquals(0.1 / Math.sqrt(spread), changes[t - 1], 1e-10);
    }
    // m = 1, s = 0.5 (2-1)² + 0.25, ŝ = 1.5.
    String text = "adabelief:learningRate=1,beta1=0.5,beta2=0.5,epsilon=0.25";
    assertEquals(2 / (Math.sqrt(1.5) + 0.25), changes(text, 2)[0], EXACT);
  }

  /** v = 25 + 0, 25 - ¼, 24.75 - ¼ and 24.5 + 25 with 1 - β₂ = ¼. */
  @Test
  void yogiFallsSlowlyAndRisesAtOnce() {
    String text = "yogi:learningRate=1,beta1=0,beta2=0.75,epsilon=0,initialAccumulator=25";
    double[] changes = changes(text, 5, 1, 1, 10);
    assertArrayEquals(
        new double[] {1, 1 / Math.sqrt(24.75), 1 / Math.sqrt(24.5), 10 / Math.sqrt(49.5)},
        changes,
        EXACT);
    assertEquals(3 / 3.5, changes("yogi:learningRate=1,epsilon=0.5,mode=corrected", 3)[0], EXACT);
    double uncorrected = 0.1 * 3 / (Math.sqrt(0.001) * 3 + 0.5);
    assertEquals(uncorrected, changes("yogi:learningRate=1,epsilon=0.5", 3)[0], EXACT);
  }

  @Test
  void lionMovesByTheLearningRate() {
    double[] signs = changes("lion:learningRate=0.25", 0, 1e-12, -3, 1e200, 0, -1e-3);
    assertArrayEquals(new double[] {0, 0.25, -0.25, 0.25, 0.25, 0.25}, signs, 0);
    // m = 0.5 after 1 with β₂ = 0.5; c = 0.9·0.5 - 0.1·4 > 0 > 0.5·0.5 - 0.5·4: not swapped.
    assertEquals(1, changes("lion:learningRate=1,beta1=0.9,beta2=0.5", 1, -4)[1], 0);
    assertEquals(-1, changes("lion:learningRate=1,beta1=0.5,beta2=0.9", 1, -4)[1], 0);
    Step step = Step.dense(2);
    step.value[0] = 7;
    rule("lion:learningRate=0.1,weightDecay=0.5")
        .start(Layout.flat(2))
        .apply(step, new double[] {2, -4});
    assertArrayEquals(new double[] {0.1 - 0.1, 0.2}, step.value, EXACT);
  }

  @Test
  void adaBeliefDecaysWhatIsTouched() {
    Step step = Step.sparse(2);
    step.size = 1;
    step.index[0] = 1;
    rule("adabelief:learningRate=0.1,weightDecay=0.5")
        .start(Layout.flat(2))
        .apply(step, new double[] {2, -4});
    assertEquals(0.2, step.value[0], EXACT);
  }

  @Test
  void rpropGrowsByAFifthAndHalvesOnAFlip() {
    String text = "rprop:learningRate=1";
    // The flip at the fourth step moves nothing, and the fifth counts as a first.
    assertArrayEquals(
        new double[] {1, 1.2, 1.44, 0, -0.72, -0.864, 0, -0.864},
        changes(text, 3, 1e-9, 1e9, -1, -1, -5, 0, -1),
        EXACT);
    assertArrayEquals(
        new double[] {1, 1.5, 1.5, 0, 1, 0},
        changes(text + ",increase=2,decrease=0.1,smallest=1,largest=1.5", 1, 1, 1, -1, 1, -1),
        EXACT);
    Rule.State<? super Step> state = rule(text).start(Layout.flat(2));
    assertArrayEquals(new double[] {1, -1}, dense(state, 4, -4), 0);
    assertEquals(1.2, sparse(state, 2, 0, 4), EXACT);
    assertEquals(-1.2, sparse(state, 2, 1, -4), EXACT);
    assertEquals(0, sparse(state, 2, 1, 4), 0);
    assertArrayEquals(new double[] {1.44, 0.6}, dense(state, 4, 4), EXACT);
  }

  @Test
  void clippingByNormWithEpsilon() {
    List<double[]> five = Collections.singletonList(new double[] {-3, 4});
    double[] start = new double[2];
    assertArrayEquals(
        new double[] {2, -8 / 3.0},
        Replay.of(rule("clip-norm:max=5,epsilon=2.5"), start, five).trace().get(1),
        EXACT);
    assertArrayEquals(
        new double[] {3, -4},
        Replay.of(rule("clip-norm:max=7.5,epsilon=2.5"), start, five).trace().get(1),
        0);
  }

  /** PyTorch's clipping of several tensors by their common norm, as one step. */
  @Test
  void clippingByTheNormOfAllBlocks() {
    int seen = 0;
    for (JsonNode one : Reference.read("optimizers/torch_gradient_clipping").get("cases")) {
      if (one.get("function").asString().equals("clip_grad_norm_")) {
        double[] before = flattened(one.get("gradients_before")).toArray();
        double[] after = flattened(one.get("gradients_after")).toArray();
        double max = one.get("max_norm").asDouble();
        double[] clipped = dense(new ClipNorm(max, 1e-6).start(Layout.flat(before.length)), before);
        for (int i = 0; i < after.length; i++) {
          assertEquals(after[i], clipped[i], 1e-14 * Math.abs(after[i]));
        }
        seen++;
      }
    }
    assertEquals(5, seen);
  }

  private static DoubleStream flattened(JsonNode node) {
    return node.isArray()
        ? node.valueStream().flatMapToDouble(MomentRulesTest::flattened)
        : Stream.of(node).mapToDouble(JsonNode::asDouble);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rmsprop:learningRate=0.5,decay=0,epsilon=0",
        "adamax:learningRate=0.5,beta1=0,beta2=0,epsilon=0",
        "nadam:learningRate=0.5,beta1=0,beta2=0,epsilon=0",
        "adam-mini:learningRate=0.5,beta1=0,beta2=0,epsilon=0",
        "lion:learningRate=0.5,beta1=0",
        "rprop:learningRate=0.5,increase=1,decrease=1,smallest=0.5,largest=0.5",
      })
  void withoutMemoryOnlyTheSignCounts(String text) {
    assertArrayEquals(
        new double[] {0.5, 0.5, 0, -0.5, -0.5}, changes(text, 5, 1e-9, 0, -1e9, -1), EXACT);
  }
}
