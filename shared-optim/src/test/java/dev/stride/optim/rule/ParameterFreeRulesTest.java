package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Snapshot;
import dev.stride.optim.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DoG, D-Adaptation and Prodigy: first steps by hand, and distances that are found. */
class ParameterFreeRulesTest {
  private static Rule.State<? super Step> start(String text, int n) {
    return Rules.parse(text, Step.class, "a test").start(Layout.flat(n));
  }

  private static double[] change(Rule.State<? super Step> state, double[] x, double... proposed) {
    Step step = Step.dense(x.length);
    System.arraycopy(proposed, 0, step.value, 0, x.length);
    state.apply(step, x);
    return step.value;
  }

  /** ‖x₀‖ = 5, so that r_ε is 0.6; then r̄ = ‖x - x₀‖ = 2 and G = 100 + 44. */
  @Test
  void distanceOverGradients() {
    Rule.State<? super Step> state = start("dog:initialDistance=0.1", 2);
    assertArrayEquals(new double[] {0.36, -0.48}, change(state, new double[] {3, 4}, 6, -8), 1e-15);
    double eta = 2 / 12.0;
    assertArrayEquals(
        new double[] {2 * eta, Math.sqrt(40) * eta},
        change(state, new double[] {5, 4}, 2, Math.sqrt(40)),
        1e-14);
    // The point x₀ weighs 0.6, the second 2.
    double[] recommended = new double[2];
    state.recommended(new double[] {9, 9}, recommended);
    assertArrayEquals(new double[] {(0.6 * 3 + 2 * 5) / 2.6, 4}, recommended, 1e-14);
    // Nearer to the start again: the farthest point still counts.
    assertEquals(2 / Math.sqrt(144 + 1), change(state, new double[] {3, 4}, 1, 0)[0], 1e-14);
  }

  @Test
  void withoutAGradientNothingMoves() {
    for (String text : new String[] {"dog", "d-adaptation:epsilon=0", "prodigy:epsilon=0"}) {
      Rule.State<? super Step> state = start(text, 2);
      assertArrayEquals(new double[2], change(state, new double[] {1, 1}, 0, 0), 0);
      assertTrue(change(state, new double[] {1, 1}, 1, 0)[0] > 0);
    }
  }

  @Test
  void theLearningRateScalesTheStep() {
    for (String name : new String[] {"dog", "d-adaptation", "prodigy"}) {
      double once = change(start(name, 1), new double[] {1}, 2)[0];
      double half = change(start(name + ":learningRate=0.5", 1), new double[] {1}, 2)[0];
      assertEquals(once / 2, half, 1e-12 * once, name);
    }
  }

  /** The first step is D (1-β₁)/√(1-β₂) long in each entry. */
  @ParameterizedTest
  @CsvSource({"d-adaptation", "prodigy"})
  void theFirstStepIsThatOfAdamWithoutCorrection(String name) {
    Rule.State<? super Step> state = start(name + ":epsilon=0,initialDistance=0.5", 2);
    double length = 0.5 * 0.1 / Math.sqrt(0.001);
    assertArrayEquals(new double[] {length, -length}, change(state, new double[2], 3, -7), 1e-13);
  }

  private static double distance(Rule.State<? super Step> state) {
    return Snapshot.of(state).values().get("distance")[0];
  }

  /**
   * With β₁ = β₂ = 0 and gradients of 1, A = 1 and s is the last step: D·1/1 after the second.
   * D-Adaptation: r = D²·1·s/A = D², over ‖s‖₁ = D. Prodigy: r = D²(x-x₀) = D²·5 over D².
   */
  @Test
  void theEstimatesByHand() {
    Rule.State<? super Step> adaptation =
        start("d-adaptation:beta1=0,beta2=0,epsilon=0,initialDistance=0.5", 1);
    change(adaptation, new double[] {0}, 1);
    change(adaptation, new double[] {5}, 1);
    assertEquals(0.5, distance(adaptation), 1e-15);
    change(adaptation, new double[] {5}, 0.25);
    // s = 0.5, A = 0.25: r = 0.5·0.25·0.5/0.25 = 0.25, over the new s = 0.125.
    assertEquals(2, distance(adaptation), 1e-14);
    Rule.State<? super Step> prodigy =
        start("prodigy:beta1=0,beta2=0,epsilon=0,initialDistance=0.5", 1);
    change(prodigy, new double[] {0}, 1);
    assertEquals(0.5, distance(prodigy), 0);
    change(prodigy, new double[] {5}, 1);
    assertEquals(5, distance(prodigy), 1e-14);
    // An estimate never falls.
    change(prodigy, new double[] {1}, 1);
    assertEquals(5, distance(prodigy), 0);
  }

  /**
   * From a first step of a millionth to a minimum that is 30 away, without a learning rate, on
   * |x₀-30| + |x₁+20|, whose gradients say nothing of the distance.
   */
  @ParameterizedTest
  @CsvSource({"dog, 3", "d-adaptation, 3", "prodigy, 3"})
  void theDistanceIsFound(String name, double within) {
    Rule.State<? super Step> state = start(name, 2);
    double[] x = new double[2];
    for (int k = 0; k < 4000; k++) {
      double[] change = change(state, x, Math.signum(30 - x[0]), Math.signum(-20 - x[1]));
      x[0] += change[0];
      x[1] += change[1];
    }
    double[] point = x.clone();
    state.recommended(x, point);
    assertEquals(30, point[0], within);
    assertEquals(-20, point[1], within);
    if (!name.equals("dog")) {
      assertTrue(distance(state) > 5 && distance(state) < 100, "distance " + distance(state));
    }
  }
}
