package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Diverged;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Snapshot;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.SplitMix;
import dev.stride.optim.random.Streams;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links of a chain that change a step whatever the rule is. */
class TransformRulesTest {
  private static final double EXACT = 1e-14;
  private static final Layout BLOCKS = Layout.flat(1).with("phi", 2).with("phase", 1);

  private static Rule<? super Step> rule(String text) {
    return Rules.parse(text, Step.class, "a test");
  }

  private static double[] change(Rule.State<? super Step> state, double[] x, double... proposed) {
    Step step = Step.dense(x.length);
    System.arraycopy(proposed, 0, step.value, 0, x.length);
    state.apply(step, x);
    return step.value;
  }

  private static double[] once(String text, double[] x, double... proposed) {
    return change(rule(text).start(Layout.flat(x.length)), x, proposed);
  }

  @Test
  void decayInFrontIsAGradientAndBehindItIsNot() {
    double[] x = {2, -4};
    assertArrayEquals(
        new double[] {0.9, 0.2}, once("decay:weightDecay=0.05+sgd:learningRate=1", x, 1, 0), EXACT);
    assertArrayEquals(
        new double[] {0.1 * 0.9, 0.1 * 0.2},
        once("decay:weightDecay=0.05+sgd:learningRate=0.1", x, 1, 0),
        EXACT);
    assertArrayEquals(
        new double[] {0.1 - 0.1, 0.2},
        once("sgd:learningRate=0.1+decay:weightDecay=0.05", x, 1, 0),
        EXACT);
  }

  @Test
  void decayFollowsItsScheduleAndTheEntriesOfAStep() {
    Rule.State<? super Step> state =
        rule("decay:weightDecay=(inverse:start=0.5,decay=1)").start(Layout.flat(3));
    double[] x = {1, 10, 100};
    assertArrayEquals(new double[] {-0.5, -5, -50}, change(state, x, 0, 0, 0), EXACT);
    Step sparse = Step.sparse(3);
    sparse.size = 1;
    sparse.index[0] = 2;
    sparse.value[0] = 1;
    state.apply(sparse, x);
    assertEquals(1 - 25, sparse.value[0], EXACT);
  }

  /** The same stream as from the seed itself, each entry scaled by σ/(1+k)^(γ/2). */
  @Test
  void noiseFadesAsThePaperHasIt() {
    UniformRandomProvider rng = new SplitMix(77);
    long seed = new SplitMix(77).nextLong();
    Rule.State<? super Step> state = rule("noise:sd=0.5,exponent=0.8").start(Layout.flat(2), rng);
    SplitMix expected = new SplitMix(seed);
    for (int k = 0; k < 20; k++) {
      double sd = 0.5 * Math.pow(1 + k, -0.4);
      double[] noisy = change(state, new double[2], 1, -1);
      assertEquals(1 + sd * Samplers.gaussian(expected), noisy[0], EXACT);
      assertEquals(-1 + sd * Samplers.gaussian(expected), noisy[1], EXACT);
    }
  }

  /** 100 000 draws of variance 0.01; five standard deviations of their mean square: 6e-7. */
  @Test
  void theFirstNoiseHasTheVarianceOfThePaper() {
    int n = 100_000;
    Rule.State<? super Step> state = rule("noise").start(Layout.flat(n), Streams.of(2).rng());
    double[] noise = change(state, new double[n], new double[n]);
    double norm = Norm.of(noise, n);
    assertEquals(0.01, norm * norm / n, 5 * 0.01 * Math.sqrt(2.0 / n));
  }

  @Test
  void noiseDependsOnItsSource() {
    Layout one = Layout.flat(1);
    double[] x = new double[1];
    double first = change(rule("noise").start(one, Streams.of(1).rng()), x, 0)[0];
    assertNotEquals(first, change(rule("noise").start(one, Streams.of(2).rng()), x, 0)[0]);
    assertEquals(
        first, change(rule("noise+sgd").start(one, Streams.of(1).rng()), x, 0)[0] * 100, EXACT);
    Rule.State<? super Step> without = rule("noise").start(one);
    assertEquals(change(rule("noise").start(one), x, 0)[0], change(without, x, 0)[0], 0);
    // All bits of the generator are saved.
    Rule.State<? super Step> restored = rule("noise").start(one, Streams.of(3).rng());
    Snapshot.of(without).restore(restored);
    assertEquals(change(without, x, 0)[0], change(restored, x, 0)[0], 0);
  }

  @Test
  void aBoxProjects() {
    assertArrayEquals(
        new double[] {0.25, 0.5, -1.5, -3, 1.25},
        once("box:low=-1,high=1", new double[] {0.5, 0.5, 0.5, 4, -2}, 0.25, 7, -2, 9, 1.25),
        EXACT);
    // What stays inside is not touched: not even by rounding.
    double tiny = 1e-18;
    assertEquals(tiny, once("box:low=-1,high=1", new double[] {0.5}, tiny)[0], 0);
  }

  @Test
  void aBoxOnSparseSteps() {
    Step step = Step.sparse(3);
    step.size = 1;
    step.index[0] = 2;
    step.value[0] = 5;
    rule("box").start(Layout.flat(3)).apply(step, new double[] {0, 0, 0.75});
    assertEquals(0.25, step.value[0], 0);
  }

  /** Bounds and parameters whose differences round. */
  @Test
  void theSumIsNeverOutsideOfABox() {
    UniformRandomProvider rng = Streams.of(4).rng();
    int rounded = 0;
    for (int k = 0; k < 20_000; k++) {
      double low = -3 * rng.nextDouble();
      double high = low + rng.nextDouble() + 1e-3;
      double x = 20 * Samplers.gaussian(rng);
      double proposed = 30 * Samplers.gaussian(rng);
      Rule.State<Step> state = new Box(low, high).start(Layout.flat(1));
      double there = x + change(state, new double[] {x}, proposed)[0];
      assertTrue(there >= low && there <= high, low + " " + there + " " + high);
      rounded += x + proposed > high && x + (high - x) > high ? 1 : 0;
      rounded += x + proposed < low && x + (low - x) < low ? 1 : 0;
    }
    assertTrue(rounded > 100, "only " + rounded + " were in danger");
  }

  private static double[] frozen(String pattern) {
    return change(rule("freeze:blocks=" + pattern).start(BLOCKS), new double[4], 1, 2, 3, 4);
  }

  @Test
  void frozenBlocksStandStill() {
    assertArrayEquals(new double[] {1, 0, 0, 4}, frozen("phi"), 0);
    assertArrayEquals(new double[] {1, 0, 0, 0}, frozen("ph*"), 0);
    assertArrayEquals(new double[] {1, 2, 3, 0}, frozen("p*se"), 0);
    assertArrayEquals(new double[] {0, 0, 0, 0}, frozen("*h*"), 0);
    assertArrayEquals(new double[] {0, 2, 3, 0}, frozen("*e*"), 0);
    assertArrayEquals(new double[] {0, 0, 0, 0}, frozen("*"), 0);
    assertArrayEquals(new double[] {0, 2, 3, 4}, frozen("theta*"), 0);
    assertArrayEquals(new double[] {1, 0, 0, 4}, frozen("*i"), 0);
  }

  @Test
  void freezingOnSparseSteps() {
    Step step = Step.sparse(4);
    step.size = 2;
    step.index[0] = 3;
    step.index[1] = 1;
    step.value[0] = 5;
    step.value[1] = 6;
    rule("freeze:blocks=phi").start(BLOCKS).apply(step, new double[4]);
    assertArrayEquals(new double[] {5, 0, 0, 0}, step.value, 0);
  }

  @Test
  void whatIsNotFiniteShowsInAFrozenBlock() {
    double[] step =
        change(
            rule("freeze:blocks=phi").start(BLOCKS),
            new double[4],
            1,
            Double.POSITIVE_INFINITY,
            3,
            4);
    assertTrue(Double.isNaN(step[1]));
    assertEquals(0, step[2], 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"freeze:blocks=psi", "group:blocks=psi", "freeze:blocks=ph", "freeze:blocks=hi*"})
  void aBlockThatIsNotThereIsBadInput(String text) {
    Rule<? super Step> rule = rule(text);
    String message = assertThrows(BadInput.class, () -> rule.start(BLOCKS)).getMessage();
    assertTrue(message.contains("there are: theta, phi, phase"), message);
  }

  @Test
  void theGuardThrowsAtOnce() {
    for (double bad :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThrows(Diverged.class, () -> once("nan-guard", new double[2], 1, bad));
      assertThrows(Diverged.class, () -> once("nan-guard+adam", new double[2], bad, 1));
    }
    double[] large = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE};
    assertArrayEquals(large, once("nan-guard", new double[3], large.clone()), 0);
    Step sparse = Step.sparse(3);
    sparse.size = 1;
    sparse.value[2] = Double.NaN;
    rule("nan-guard").start(Layout.flat(3)).apply(sparse, new double[3]);
  }

  @Test
  void maximisingTurnsAllAround() {
    Step step = Step.dense(2);
    step.value[0] = 3;
    step.value[1] = -4;
    step.objective = 5;
    step.surprise = -0.5;
    rule("maximise+sgd:learningRate=1").start(Layout.flat(2)).apply(step, new double[2]);
    assertArrayEquals(new double[] {-3, 4}, step.value, 0);
    assertEquals(-5, step.objective, 0);
    assertEquals(0.5, step.surprise, 0);
  }

  @Test
  void maximisingTurnsTheTdErrorWithItsStep() {
    TraceStep step = TraceStep.dense(1, TraceStep.ofSparse(1, 1));
    step.delta = 2;
    step.trace[0] = 3;
    step.value[0] = 6;
    Rules.parse("maximise", TraceStep.class, "a test")
        .start(Layout.flat(1))
        .apply(step, step.trace);
    assertEquals(step.delta * step.trace[0], step.value[0], 0);
    assertEquals(-6, step.value[0], 0);
  }

  /** The scales that a plateau gives to a series of objectives. */
  private static double[] scales(String text, double... objectives) {
    Rule.State<? super Step> state = rule(text).start(Layout.flat(1));
    double[] scales = new double[objectives.length];
    for (int k = 0; k < objectives.length; k++) {
      Step step = Step.dense(1);
      step.value[0] = 1;
      step.objective = objectives[k];
      state.apply(step, new double[1]);
      scales[k] = step.value[0];
    }
    return scales;
  }

  @Test
  void aPlateauShortensAndWaits() {
    String text = "plateau:factor=0.5,patience=1,threshold=0.1,cooldown=2,min=0.2";
    // Better is below 0.9 of the best. The third and fourth are bad: reduced at the fourth; two
    // steps do not count; then two bad ones again; and the least is 0.2.
    assertArrayEquals(
        new double[] {1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.2},
        scales(text, 10, 8, 7.5, 7.5, 9, 9, 9, 9, 9, 9, 9, 9),
        EXACT);
    // An improvement begins the count anew.
    assertArrayEquals(new double[] {1, 1, 1, 1, 0.5}, scales(text, 10, 10, 8, 8, 8), EXACT);
  }

  @Test
  void aPlateauOfNegativeValues() {
    String text = "plateau:factor=0.5,patience=0,threshold=0.1";
    // Below -1 by a tenth is -1.1.
    assertArrayEquals(new double[] {1, 0.5, 0.5}, scales(text, -1, -1.05, -1.2), EXACT);
    assertArrayEquals(
        new double[] {-1, -0.5, -0.5}, scales("maximise+" + text, 1, 1.05, 1.2), EXACT);
  }

  @Test
  void aPlateauWithoutValuesDoesNothing() {
    double nan = Double.NaN;
    assertArrayEquals(
        new double[] {1, 1, 1, 1, 0.1}, scales("plateau:patience=0", nan, nan, 5, nan, 5), EXACT);
  }

  /** Averages of 4, 2, 3, 2 with ρ = ½: 4, 8/3, 20/7, 36/15. */
  @Test
  void aPlateauOfAMovingAverage() {
    String text = "plateau:factor=0.5,patience=0,threshold=0,decay=0.5";
    assertArrayEquals(new double[] {1, 1, 0.5, 0.5}, scales(text, 4, 2, 3, 2), EXACT);
    // The raw values would have been bad at the last one, too.
    assertArrayEquals(
        new double[] {1, 1, 0.5, 0.25}, scales(text.replace(",decay=0.5", ""), 4, 2, 3, 2), EXACT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adafactor:max=0 | max must be positive",
        "adafactor:epsilon=-1 | epsilon must not be negative",
        "adafactor:floor=0 | floor must be positive",
        "adafactor:decayExponent=0 | decayExponent must be positive",
        "shampoo:epsilon=0 | epsilon must be positive",
        "dog:initialDistance=0 | initialDistance must be positive",
        "d-adaptation:initialDistance=-1 | initialDistance must be positive",
        "d-adaptation:beta1=1 | beta1 must be at least 0 and below 1",
        "d-adaptation:beta2=1 | beta2 must be at least 0 and below 1",
        "d-adaptation:epsilon=-1 | epsilon must not be negative",
        "prodigy:initialDistance=0 | initialDistance must be positive",
        "prodigy:beta1=1 | beta1 must be at least 0 and below 1",
        "prodigy:beta2=1 | beta2 must be at least 0 and below 1",
        "prodigy:epsilon=-1 | epsilon must not be negative",
        "schedule-free:momentum=1 | momentum must be at least 0 and below 1",
        "lookahead:steps=0 | steps must be at least 1",
        "lookahead:rate=0 | rate must be positive",
        "lookahead:rate=1.5 | rate must be from 0 to 1",
        "ema:decay=1 | decay must be at least 0 and below 1",
        "polyak:start=-1 | start must not be negative",
        "plateau:factor=1 | factor must be at least 0 and below 1",
        "plateau:factor=0 | factor must be positive",
        "plateau:patience=-1 | patience must not be negative",
        "plateau:threshold=1 | threshold must be at least 0 and below 1",
        "plateau:cooldown=-1 | cooldown must not be negative",
        "plateau:min=2 | min must be from 0 to 1",
        "plateau:decay=1 | decay must be at least 0 and below 1",
        "decay:weightDecay=-1 | it has to be a positive number",
        "decay:weightDecay=0 | it has to be a positive number: at 0, leave the whole link out",
        "freeze:blocks=(a+b) | blocks must be made of letters, digits and * - _ . /, and is 'a+b'",
        "freeze:blocks=(a b) | blocks must be made of letters, digits and",
        "group:blocks=(a,b) | blocks must be made of letters, digits and",
        "clip-adaptive:max=0 | max must be positive",
        "clip-adaptive:epsilon=0 | epsilon must be positive",
        "noise:sd=-1 | sd must not be negative",
        "noise:exponent=-1 | exponent must not be negative",
        "box:low=1,high=1 | low must be below high",
        "group:others=adam | others has no block to act on, as every one matches blocks=*: let blocks"
            + " match some of them alone, or leave others out",
        "group:rule=(qng) | it needs a metric, which a group of blocks does not have",
        "group:rule=(admm) | did you mean 'adam'",
      })
  void wrongSettingsAreNamed(String text, String part) {
    String message = assertThrows(BadInput.class, () -> Rules.registry().parse(text)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void aBoxHasFiniteSides() {
    assertThrows(IllegalArgumentException.class, () -> new Box(Double.NEGATIVE_INFINITY, 1));
    assertThrows(IllegalArgumentException.class, () -> new Box(0, Double.NaN));
  }

  /** Every pattern that a rule takes is one that its text carries. */
  @Test
  void patternsOfBlocksReadBack() {
    for (String pattern : new String[] {"*", "a-b_c.d/e*", "θ1", "-1", "1e3"}) {
      Rule<Step> freeze = new Freeze(pattern);
      assertEquals(freeze, rule(Rules.print(freeze)));
      Rule<Step> group = new Group(pattern, Sgd.of(0.5), Sgd.of(0.01));
      assertEquals(group, rule(Rules.print(group)));
    }
    for (String pattern : new String[] {"", "a:b", "a=b", "(a)", "a\n", " a"}) {
      assertThrows(IllegalArgumentException.class, () -> new Freeze(pattern));
      assertThrows(IllegalArgumentException.class, () -> new Group(pattern, Sgd.of(1), Sgd.of(1)));
    }
  }
}
