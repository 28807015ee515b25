package dev.stride.optim.rule;

import static dev.stride.optim.rule.Moves.dense;
import static dev.stride.optim.rule.Moves.rule;
import static dev.stride.optim.rule.Moves.sparse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Momenta that follow a schedule. That those of PyTorch's OneCycleLR give its parameters is in
 * {@code TorchSchedulesTest}.
 */
class ChangingMomentumTest {
  private static final double EXACT = 1e-14;

  /** 0.8 at the first step, then 0.4, 0.2, 0.1. */
  private static final String HALVED = "(step:start=0.8,every=1,factor=0.5)";

  @ParameterizedTest
  @CsvSource({
    "momentum:momentum=0.9, momentum",
    "momentum:momentum=0, momentum:momentum=0",
    "nesterov:momentum=0.9, nesterov",
    "adam:beta1=0, adam:beta1=0",
    "adamw:beta1=0.8, adamw:beta1=0.8",
    "adam:beta1=(constant:value=0.8), adam:beta1=0.8",
    "adam:beta1=(one-cycle-momentum:steps=50), adam:beta1=(one-cycle-momentum:steps=50)",
  })
  void numbersAndSchedulesReadBack(String text, String printed) {
    Rule<?> read = Rules.registry().parse(text);
    assertEquals(printed, Rules.print(read));
    assertEquals(read, Rules.registry().parse(printed));
    assertEquals(read, Rules.registry().parse(Rules.spell(read)));
  }

  @Test
  void aNumberIsListedAndSpelledAsOne() {
    for (Entry<Rule<?>> entry : Rules.registry().entries()) {
      if (entry.name().equals("adam")) {
        assertEquals("0.9", entry.keys().get("beta1"));
      }
    }
    assertEquals(
        "momentum:learningRate=0.01,momentum=0.9,dampening=0",
        Rules.spell(Rules.registry().parse("momentum")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adam:beta1=(one-cycle:peak=2) | optimizer 'adam': beta1 must be at least 0 and below 1 at"
            + " every step, and reaches 2.0",
        "adamw:beta1=(one-cycle-momentum:max=1) | optimizer 'adamw': beta1 must be at least 0 and"
            + " below 1 at every step, and reaches 1.0",
        "momentum:momentum=(milestones:start=0.5,factor=2) | optimizer 'momentum': momentum must"
            + " be at least 0 and below 1 at every step, and reaches 2.0",
        "nesterov:momentum=(warmup:then=1.5) | optimizer 'nesterov': momentum must be at least 0"
            + " and below 1 at every step, and reaches 1.5",
        "nesterov:momentum=1 | optimizer 'nesterov': momentum must be at least 0 and below 1, not"
            + " 1.0",
        "adam:beta1=(constant:value=1) | optimizer 'adam': beta1 must be at least 0 and below 1,"
            + " not 1.0",
        "adam:beta1=1e999 | optimizer 'adam': beta1=1e999: it has to be a finite number",
        "adam:beta1=(one-cycle-momentum:base=0.96) | optimizer 'adam':"
            + " beta1=one-cycle-momentum:base=0.96: schedule 'one-cycle-momentum': base must not"
            + " be above max, and is 0.96 above 0.95",
      })
  void whatIsNoMomentumAtSomeStepIsRefused(String text, String message) {
    assertEquals(
        message, assertThrows(BadInput.class, () -> Rules.registry().parse(text)).getMessage());
  }

  @Test
  void whatIsNeitherANumberNorAScheduleIsRefused() {
    String message =
        assertThrows(BadInput.class, () -> Rules.registry().parse("adam:beta1=high")).getMessage();
    assertTrue(
        message.startsWith(
            "optimizer 'adam': beta1=high: it has to be a number or a schedule, one of constant,"),
        message);
  }

  /** b = d, then 0.4·d + d, then 0.2·1.4·d + d; Nesterov's step is μ_k b + d. */
  @Test
  void theVelocityFallsByTheMomentumOfTheStep() {
    double[] changes = Moves.constant("momentum:learningRate=1,momentum=" + HALVED, 3, 3);
    assertEquals(3, changes[0], EXACT);
    assertEquals(3 * 1.4, changes[1], EXACT);
    assertEquals(3 * 1.28, changes[2], EXACT);
    changes = Moves.constant("nesterov:learningRate=1,momentum=" + HALVED, 3, 3);
    assertEquals(3 * 1.8, changes[0], EXACT);
    assertEquals(3 * (0.4 * 1.4 + 1), changes[1], EXACT);
    assertEquals(3 * (0.2 * 1.28 + 1), changes[2], EXACT);
  }

  /**
   * Of equal gradients d with m_t = β_t m + (1-β_t)d, of which 1-β_t^t is taken to be there:
   * 0.2/0.2 at first, then (0.4·0.2 + 0.6)/(1-0.4²), then (0.2·0.68 + 0.8)/(1-0.2³).
   */
  @ParameterizedTest
  @CsvSource({"adam", "adamw"})
  void theCorrectionIsThatOfThePresentFactor(String name) {
    String text = name + ":learningRate=1,epsilon=0,beta1=" + HALVED;
    double[] expected = {1, 0.68 / 0.84, 0.936 / 0.992};
    double[] changes = Moves.constant(text, 3, 3);
    for (int k = 0; k < 3; k++) {
      assertEquals(expected[k], changes[k], EXACT, "step " + k);
    }
  }

  /** Touched at steps 1 and 3, with β of 0.4 and 0.1: (0.1·0.6 + 0.9)/(1-0.1²). */
  @ParameterizedTest
  @CsvSource({"adam", "adamw"})
  void aParameterIsCorrectedByItsOwnSteps(String name) {
    Rule.State<? super Step> state =
        rule(name + ":learningRate=1,epsilon=0,beta1=" + HALVED).start(Layout.flat(2));
    sparse(state, 2, 0, 7);
    assertEquals(1, sparse(state, 2, 1, 5), EXACT);
    sparse(state, 2, 0, 7);
    assertEquals(0.96 / 0.99, sparse(state, 2, 1, 5), EXACT);
  }

  /** With one count for all, 1-0.4² and 1-0.1⁴ are taken to be there. */
  @Test
  void oneCountForAllCountsAllSteps() {
    Rule.State<? super Step> state =
        rule("adam:learningRate=1,epsilon=0,beta2=0,count=global,beta1=" + HALVED)
            .start(Layout.flat(2));
    sparse(state, 2, 0, 7);
    assertEquals(0.6 / 0.84, sparse(state, 2, 1, 5), EXACT);
    sparse(state, 2, 0, 7);
    assertEquals(0.96 / 0.9999, sparse(state, 2, 1, 5), EXACT);
  }

  /** A schedule that stays where it is; it multiplies no powers up, so that bits differ in Adam. */
  @ParameterizedTest
  @CsvSource({
    "momentum, momentum, 0",
    "nesterov, momentum, 0",
    "adam, beta1, 1e-13",
    "adamw, beta1, 1e-13"
  })
  void aScheduleThatStaysIsTheNumber(String name, String key, double tolerance) {
    Rule.State<? super Step> number = rule(name + ":" + key + "=0.7").start(Layout.flat(2));
    Rule.State<? super Step> schedule =
        rule(name + ":" + key + "=(exponential:start=0.7,factor=1)").start(Layout.flat(2));
    Rule.State<? super Step> other = rule(name + ":" + key + "=0.6").start(Layout.flat(2));
    for (int k = 0; k < 200; k++) {
      double d = Math.sin(k);
      double expected = dense(number, d, 1)[0];
      assertEquals(expected, dense(schedule, d, 1)[0], tolerance, "step " + k);
      double lazy = sparse(number, 2, k % 2, d);
      assertEquals(lazy, sparse(schedule, 2, k % 2, d), tolerance, "step " + k);
      dense(other, d, 1);
      if (k > 0) {
        assertNotEquals(lazy, sparse(other, 2, k % 2, d), 1e-9);
      }
    }
  }
}
