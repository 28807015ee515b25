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
  @CsvSource(
      delimiter = '|',
      value = {
        "adam:learningRate=0.1 | adam:learningRate=0.1,beta1=0.9,beta2=0.999,epsilon=1.0E-8,"
            + "mode=epsilon,count=parameter",
        "clip-norm:max=0.5+momentum:momentum=0.5+sgd:learningRate=1 | clip-norm:max=0.5,epsilon=0"
            + "+momentum:learningRate=0.01,momentum=0.5,dampening=0+sgd:learningRate=1",
        "sgd:learningRate=(warmup:then=(cosine)) | sgd:learningRate=(warmup:then=("
            + "cosine:start=0.1,steps=1000,floor=0,mode=once),steps=100,from=0.1)",
        "group:blocks=p*,rule=(clip-value+nesterov) | group:blocks=p*,rule=(clip-value:max=1"
            + "+nesterov:learningRate=0.01,momentum=0.9),others=(sgd:learningRate=0.01)",
        "nan-guard+sgd:learningRate=(milestones) | "
            + "nan-guard+sgd:learningRate=(milestones:start=0.1,at=300/600,factor=0.1)"
      })
  void aRunGoesOnFromItsText(String text, String spelled) {
    Rule<? super Step> rule = Rules.parse(text, Step.class, "a test");
    Rule.State<? super Step> state = rule.start(LAYOUT);
    double[] x = {1, -2, 3, 0.1, 1 / 3.0};
    for (int k = 0; k < 7; k++) {
      step(state, x);
    }
    Checkpoint saved = Checkpoint.parse(Checkpoint.of(rule, LAYOUT, x, state).toJson());
    assertEquals(spelled, saved.rule());
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
        "[0.5,-1.0] | [0.5,1e999] | 1e999 is too large for a number",
        "[0.5,-1.0] | [0.5,-1e999] | -1e999 is too large for a number",
        "\"version\":1 | \"version\":99999999999 | a saved state is not JSON: ",
        "[2] | [2.5] | a shape is of positive whole numbers, not 2.5",
        "[2] | [-2] | a shape is of positive whole numbers, not -2",
        "[2] | [0] | a shape is of positive whole numbers, not 0",
        "[2] | [\"2\"] | a shape is of positive whole numbers, not 2",
        "[2] | [\"NaN\"] | a shape is of positive whole numbers, not NaN",
        "[2] | [99999999999] | a saved state ",
        "[2] | [65536,65536] | a saved state cannot be used: integer overflow",
        "[2] | 2 | shape has to be an array",
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

  @Test
  void blocksThatOverflowTogetherAreRefused() {
    String block = "{\"name\":\"%s\",\"shape\":[1073741824]}";
    StringBuilder blocks = new StringBuilder(String.format(block, "a"));
    for (String name : new String[] {"b", "c", "d"}) {
      blocks.append(',').append(String.format(block, name));
    }
    String text =
        ADAM.replace("{\"name\":\"theta\",\"shape\":[2]}", blocks.toString())
            .replace("[0.5,-1.0]", "[]");
    BadInput bad = assertThrows(BadInput.class, () -> Checkpoint.parse(text));
    assertTrue(bad.getMessage().contains("integer overflow"), bad.getMessage());
  }

  @Test
  void nestingWithoutEndIsRefused() {
    String deep = ADAM.replace("[0.5,-1.0]", "[".repeat(5000));
    BadInput bad = assertThrows(BadInput.class, () -> Checkpoint.parse(deep));
    assertTrue(bad.getMessage().startsWith("a saved state "), bad.getMessage());
    String digits = ADAM.replace("17.0", "1".repeat(5000));
    bad = assertThrows(BadInput.class, () -> Checkpoint.parse(digits));
    assertTrue(bad.getMessage().startsWith("a saved state "), bad.getMessage());
  }
}
