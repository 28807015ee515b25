package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Snapshot;
import dev.stride.optim.Step;
import dev.stride.optim.form.BadInput;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That every rule goes on to the bit is in {@link RuleContractTest}; this is about the text. */
class CheckpointTest {
  private static final Layout LAYOUT = Layout.flat(2).with("phi", 1, 3);
  private static final String ADAM =
      "{\"format\":\"stride-state\",\"version\":1,\"rule\":\"sgd\",\"layout\":[{\"name\":"
          + "\"theta\",\"shape\":[2]}],\"x\":[0.5,-1.0],\"state\":{\"steps\":[17.0]}}";

  private static void step(Rule.State<? super Step> state, double[] x) {
    Step step = Step.dense(x.length);
    for (int i = 0; i < x.length; i++) {
      step.value[i] = -(i + 1) * x[i];
    }
    state.apply(step, x);
    step.addTo(x);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adam:learningRate=0.1",
        "clip-norm:max=0.5+momentum:momentum=0.5+sgd:learningRate=1"
      })
  void aRunGoesOnFromItsText(String text) {
    Rule<? super Step> rule = Rules.parse(text, Step.class, "a test");
    Rule.State<? super Step> state = rule.start(LAYOUT);
    double[] x = {1, -2, 3, 0.1, 1 / 3.0};
    for (int k = 0; k < 7; k++) {
      step(state, x);
    }
    Checkpoint saved = Checkpoint.parse(Checkpoint.of(rule, LAYOUT, x, state).toJson());
    assertEquals(text, saved.rule());
    assertEquals(LAYOUT, saved.layout());
    double[] y = saved.x().clone();
    Rule.State<? super Step> resumed = saved.resume(Step.class);
    for (int k = 0; k < 7; k++) {
      step(state, x);
      step(resumed, y);
    }
    assertArrayEquals(x, y, 0);
    assertTrue(y[0] != saved.x()[0], "it stood still");
  }

  @Test
  void theTextIsReadAsItIsWritten() {
    Checkpoint saved = Checkpoint.parse(ADAM);
    assertEquals(ADAM, saved.toJson());
    assertArrayEquals(new double[] {0.5, -1}, saved.x(), 0);
    assertEquals(Layout.flat(2), saved.layout());
    assertArrayEquals(new double[] {17}, saved.state().values().get("steps"), 0);
  }

  @Test
  void whatIsNotFiniteAndSmallestNumbersSurvive() {
    double[] all = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, 0.1
    };
    Checkpoint saved = new Checkpoint("sgd", Layout.flat(6), all, new Snapshot(Map.of("b", all)));
    Checkpoint read = Checkpoint.parse(saved.toJson());
    assertArrayEquals(all, read.x(), 0);
    assertEquals(
        Double.doubleToRawLongBits(-0.0),
        Double.doubleToRawLongBits(read.state().values().get("b")[3]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"stride-state\" | \"other\" | its format is not stride-state",
        "\"version\":1 | \"version\":2 | its version is 2, and only 1 is read",
        "\"version\":1 | \"version\":\"1\" | version has to be a whole number",
        "\"version\":1, | | where version is expected stands rule",
        "[0.5,-1.0] | [0.5] | 1 parameters do not fill 2",
        "[0.5,-1.0] | [0.5,\"x\"] | 'x' is no number",
        "[0.5,-1.0] | [0.5,null] | a number is missing",
        "[17.0] | 17 | steps has to be an array",
        "}} | }} 3 | there is more behind it",
        "}} | },\"more\":1} | has to be the end",
        "[17.0]} | [17.0],\"steps\":[1]} | steps is given twice",
        "[17.0]}} | [17.0] | is not JSON",
      })
  void whatIsNotExactlyThatIsRefused(String part, String instead, String message) {
    String broken = ADAM.replace(part, instead == null ? "" : instead);
    BadInput bad = assertThrows(BadInput.class, () -> Checkpoint.parse(broken));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "momentum, has no b",
    "box, which is not known",
    "qng, it needs a metric",
  })
  void aStateOfAnotherRuleIsRefused(String other, String message) {
    Checkpoint saved = Checkpoint.parse(ADAM.replace("\"sgd\"", "\"" + other + "\""));
    BadInput bad = assertThrows(BadInput.class, () -> saved.resume(Step.class));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }
}
