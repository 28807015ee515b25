package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that look at whole rows and blocks: closed forms, and how blocks become matrices. */
class BlockRulesTest {
  private static final double EXACT = 1e-14;

  private static Layout block(Integer... shape) {
    return new Layout(List.of()).with("w", shape);
  }

  private static Rule.State<? super Step> start(String text, Layout layout) {
    return Rules.parse(text, Step.class, "a test").start(layout);
  }

  private static double[] change(Rule.State<? super Step> state, double[] x, double... proposed) {
    Step step = Step.dense(x.length);
    System.arraycopy(proposed, 0, step.value, 0, x.length);
    state.apply(step, x);
    return step.value;
  }

  private static double[] once(String text, Layout layout, double[] x, double... proposed) {
    return change(start(text, layout), x, proposed);
  }

  /** A matrix GGᵀ = diag(a², b²): every factor is a root of ε + a². */
  @Test
  void shampooOfADiagonalMatrix() {
    double[] step =
        once("shampoo:learningRate=2,epsilon=0.5", block(2, 2), new double[4], 3, 0, 0, -4);
    assertArrayEquals(new double[] {6 / Math.sqrt(9.5), 0, 0, -8 / Math.sqrt(16.5)}, step, EXACT);
  }

  /** A row: L is a number, and R has the row as its only direction. */
  @Test
  void shampooOfARow() {
    double[] step = once("shampoo:learningRate=1,epsilon=0.5", block(1, 2), new double[2], 3, -4);
    assertArrayEquals(new double[] {3 / Math.sqrt(25.5), -4 / Math.sqrt(25.5)}, step, EXACT);
  }

  /** Directions at right angles know nothing of each other. */
  @Test
  void shampooOfAVectorIsAdaGradWithTheFullMatrix() {
    Rule.State<? super Step> state = start("shampoo:learningRate=1,epsilon=0.5", Layout.flat(2));
    assertArrayEquals(
        new double[] {3 / Math.sqrt(25.5), 4 / Math.sqrt(25.5)},
        change(state, new double[2], 3, 4),
        EXACT);
    assertArrayEquals(
        new double[] {-8 / Math.sqrt(100.5), 6 / Math.sqrt(100.5)},
        change(state, new double[2], -8, 6),
        EXACT);
    assertArrayEquals(
        new double[] {3 / Math.sqrt(50.5), 4 / Math.sqrt(50.5)},
        change(state, new double[2], 3, 4),
        EXACT);
  }

  /** A direction that is far below the largest is damped as far as rounding lets it be told. */
  @Test
  void shampooAfterAGradientOfAnotherScale() {
    Rule.State<? super Step> state = start("shampoo:learningRate=1,epsilon=1e-20", Layout.flat(2));
    change(state, new double[2], 1e12, 0);
    double small = change(state, new double[2], 0, 1)[1];
    assertEquals(1 / Math.sqrt(1e24 * 1e-15), small, 1e-9);
  }

  @Test
  void whatIsNotFiniteShowsInItsBlock() {
    Layout layout = Layout.flat(2).with("w", 2, 2);
    double[] step = once("shampoo", layout, new double[6], 1, 2, Double.POSITIVE_INFINITY, 1, 1, 1);
    assertTrue(Double.isFinite(step[0]) && Double.isFinite(step[1]));
    for (int i = 2; i < 6; i++) {
      assertTrue(Double.isNaN(step[i]));
    }
  }

  /** All axes but the last are rows. */
  @ParameterizedTest
  @ValueSource(strings = {"adafactor", "shampoo"})
  void moreAxesAreAMatrix(String text) {
    Rule.State<? super Step> three = start(text, block(3, 2, 2));
    Rule.State<? super Step> two = start(text, block(6, 2));
    Rule.State<? super Step> other = start(text, block(3, 4));
    UniformRandomProvider rng = Streams.of(1).rng();
    double[] x = new double[12];
    boolean differs = false;
    for (int k = 0; k < 5; k++) {
      double[] proposed = new double[12];
      Arrays.setAll(proposed, i -> Samplers.gaussian(rng));
      double[] expected = change(two, x, proposed);
      assertArrayEquals(expected, change(three, x, proposed), 0);
      differs |= !Arrays.equals(expected, change(other, x, proposed));
    }
    assertTrue(differs);
  }

  /** V of the first step is the square itself, or has its row and column sums. */
  @Test
  void theFirstStepOfAdafactor() {
    String text = "adafactor:scaleParameter=false,relativeStep=false,learningRate=0.5";
    assertArrayEquals(
        new double[] {0.5, -0.5}, once(text, Layout.flat(2), new double[2], 3, -7), EXACT);
    // Squares 1 4 / 9 16: V₀₀ = 5·10/30; all of U is shortened to a root mean square of 1.
    double[] v = {50 / 30.0, 100 / 30.0, 250 / 30.0, 500 / 30.0};
    double[] u = {
      1 / Math.sqrt(v[0]), 2 / Math.sqrt(v[1]), -3 / Math.sqrt(v[2]), 4 / Math.sqrt(v[3])
    };
    double rms = Norm.of(u, 4) / 2;
    double[] expected = Arrays.stream(u).map(e -> 0.5 * e / Math.max(1, rms)).toArray();
    assertArrayEquals(expected, once(text, block(2, 2), new double[4], 1, 2, -3, 4), EXACT);
  }

  /** 0.01 while 1/√t is above it, times the size of the parameters, or at least the floor. */
  @Test
  void adafactorTakesStepsRelativeToTheParameters() {
    double[] large = once("adafactor", Layout.flat(2), new double[] {30, 40}, 1, 1);
    assertEquals(0.01 * Math.sqrt(1250), large[0], EXACT);
    assertEquals(0.01 * 1e-3, once("adafactor", Layout.flat(2), new double[2], 1, 1)[1], EXACT);
    Rule.State<? super Step> state =
        start("adafactor:learningRate=0.8,scaleParameter=false", Layout.flat(1));
    assertEquals(0.8, change(state, new double[1], 1)[0], EXACT);
    assertEquals(1 / Math.sqrt(2), change(state, new double[1], 1)[0], EXACT);
  }

  @Test
  void theRootMeanSquareOfTheStepIsClipped() {
    String text = "adafactor:scaleParameter=false,relativeStep=false,learningRate=1,max=0.25";
    assertArrayEquals(
        new double[] {0.25, -0.25}, once(text, Layout.flat(2), new double[2], 3, -7), EXACT);
  }

  /** Rows of length 5 and 0; limits are half of that, and half of ε. */
  @Test
  void adaptiveClippingOfRows() {
    double[] step =
        once(
            "clip-adaptive:max=0.5,epsilon=0.2",
            block(3, 2),
            new double[] {3, 4, 0, 0, -3, -4},
            -30,
            40,
            0.3,
            0.4,
            -1.5,
            2);
    assertArrayEquals(new double[] {-1.5, 2, 0.06, 0.08, -1.5, 2}, step, EXACT);
    assertEquals(-1.5, step[4], 0);
  }

  @Test
  void adaptiveClippingOfVectorsScalarsAndMoreAxes() {
    String text = "clip-adaptive:max=1,epsilon=1";
    Layout layout = Layout.flat(2).with("scalar").with("w", 2, 1, 2);
    double[] x = {3, 4, -2, 3, 4, 0, 0};
    double[] step = once(text, layout, x, 6, 8, -7, 0, 50, 0, -9);
    assertArrayEquals(new double[] {3, 4, -2, 0, 5, 0, -1}, step, EXACT);
  }

  @Test
  void centralisedRowsHaveNoMean() {
    Layout layout = Layout.flat(2).with("w", 2, 3).with("t", 2, 2, 1);
    double[] step =
        once("centralise", layout, new double[12], 1, 2, 1, 2, 6, -1, -1, 5, 1, 2, 3, 5);
    assertArrayEquals(new double[] {1, 2, -2, -1, 3, -2, -2, 4, -0.5, 0.5, -1, 1}, step, EXACT);
  }

  /** Where there are no rows it says that it is idle, and is silent where there are. */
  @Test
  void centralisingVectorsAloneIsIdleAndSaid() {
    assertEquals(List.of(), diagnoses("centralise+adam", Layout.flat(2).with("w", 2, 3)));
    assertEquals(
        List.of("centralise changes nothing: it is for rows of matrices, and no block is a matrix"),
        diagnoses("centralise+adam", Layout.flat(2).with("b", 3)));
  }

  private static List<String> diagnoses(String text, Layout layout) {
    List<String> said = new ArrayList<>();
    Rule.State<? super Step> state = Moves.rule(text).start(layout);
    state.figures(
        new Figures() {
          @Override
          public void figure(String name, double value) {}

          @Override
          public void diagnosis(String sentence) {
            said.add(sentence);
          }
        });
    return said;
  }
}
