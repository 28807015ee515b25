package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Chain;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.search.Replay;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which point a chain recommends, and which chains have none to recommend. */
class RecommendationTest {

  private static double[] recommended(String rule, double[] start, double[]... gradients) {
    return Replay.of(Moves.rule(rule), start, List.of(gradients)).recommended();
  }

  /** The base point leaves the box, and the average with it: 2, then (2+4)/2. */
  @Test
  void aBoxBehindAnAverageHoldsItToo() {
    double[] up = {-2};
    String free = "schedule-free:learningRate=1,momentum=0.5";
    assertArrayEquals(new double[] {3}, recommended(free, new double[1], up, up), 0);
    assertArrayEquals(
        new double[] {1}, recommended(free + "+box:low=-1,high=1", new double[1], up, up), 0);
    // Slow weights that began outside.
    String slow = "sgd+lookahead:steps=5+box:low=-1,high=1";
    assertArrayEquals(new double[] {-1}, recommended(slow, new double[] {-9}, up), 0);
    // What is not a number stays that.
    double nan = Double.NaN;
    assertTrue(Double.isNaN(recommended("sgd+box", new double[1], new double[] {nan})[0]));
  }

  @Test
  void frozenParametersAreRecommendedWhereTheyAre() {
    Layout layout = Layout.flat(1).with("phi", 1);
    String text = "schedule-free:learningRate=1,momentum=0.5+freeze:blocks=phi";
    Rule.State<? super Step> state = Moves.rule(text).start(layout);
    double[] x = {3, 3};
    Step step = Step.dense(2);
    for (int k = 0; k < 2; k++) {
      step.value[0] = 1;
      step.value[1] = 1;
      state.apply(step, x);
      step.addTo(x);
    }
    double[] into = x.clone();
    state.recommended(x, into);
    assertArrayEquals(new double[] {4.5, 3}, into, 0);
    assertEquals(3, x[1], 0);
  }

  /** The average is of the true points, and what stands between changes nothing of it. */
  @Test
  void linksBehindAnAverageDoNotLoseIt() {
    double[][] down = {{-2}, {-4}};
    for (String behind :
        new String[] {
          "+sgd:learningRate=1", "+clip-norm:max=100", "+rmsprop:momentum=0.5", "+nan-guard"
        }) {
      String rule = "polyak" + behind;
      double[] x = {10};
      List<double[]> trace = Replay.of(Moves.rule(rule), x, List.of(down)).trace();
      double mean = (trace.get(1)[0] + trace.get(2)[0]) / 2;
      assertEquals(mean, recommended(rule, x, down)[0], 1e-14, rule);
    }
  }

  /** Both parts of a group see what the links before recommend. */
  @Test
  void aGroupPassesOnWhatTheLinksBeforeRecommend() {
    String rule = "sgd:learningRate=1+polyak+group:blocks=*,rule=(box:low=-9,high=9)";
    assertArrayEquals(
        new double[] {3},
        recommended(rule, new double[1], new double[] {-2}, new double[] {-2}),
        0);
  }

  @ParameterizedTest
  @CsvSource({
    "ema, true",
    "polyak, true",
    "lookahead, true",
    "schedule-free, true",
    "dog, true",
    "adam, false",
    "box, false",
    "freeze, false",
    "adam+ema+box, true",
    "adam+box, false",
    "group:blocks=phi, false",
    "'group:rule=dog', true",
    "'group:blocks=phi,others=(sgd+ema)', true"
  })
  void rulesSayWhetherTheyRecommend(String rule, boolean recommends) {
    assertEquals(recommends, Moves.rule(rule).recommends());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd+ema+polyak",
        "adam+lookahead+ema",
        "dog+schedule-free",
        "ema+group:blocks=phi,rule=dog"
      })
  void aSecondRecommendationIsRefused(String rule) {
    String message = assertThrows(BadInput.class, () -> Moves.rule(rule)).getMessage();
    assertTrue(
        message.startsWith("optimizer '" + rule + "': one link of a chain can recommend"), message);
  }

  @Test
  void aChainHasLinks() {
    Rule<Step> one = Sgd.of(1);
    assertThrows(IllegalArgumentException.class, () -> new Chain<Step>(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Chain<Step>(List.of(one)));
    Rule<Step> two = one.then(one);
    assertEquals(3, ((Chain<Step>) two.then(one)).rules().size());
    assertFalse(two.recommends());
    Rule<Step> average = one.then(new Ema(0.5));
    String message =
        assertThrows(IllegalArgumentException.class, () -> average.then(new Polyak(0)))
            .getMessage();
    assertEquals(
        "one link of a chain can recommend a point of its own, not Ema and Polyak", message);
  }
}
