package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
        "\"stride-state\" | \"other\" | cannot be used: line 1, column 11: its format is not",
        "\"version\":1 | \"version\":2 | its version is 2, and only 1 is read",
        "\"version\":1 | \"version\":\"1\" | version has to be a whole number, not \"1\"",
        "\"version\":1 | \"version\":1.5 | version has to be a whole number, not 1.5",
        "\"version\":1, | | it lacks version",
        "\"version\":1 | \"version\":1,\"version\":1 | version is given twice",
        "\"version\":1 | \"version\":1,\"more\":1 | it has no member more, but format, version, rule",
        "\"version\":1 | \"version\":99999999999 | its version is 99999999999, and only 1 is read",
        "\"rule\":\"sgd\" | \"rule\":null | rule has to be a text, not null",
        "[0.5,-1.0] | [0.5] | x has 1 parameters, and the layout has 2",
        "[0.5,-1.0] | [0.5,\"x\"] | column 100: x has to hold numbers (or \"NaN\", \"Infinity\"), not \"x\"",
        "[0.5,-1.0] | [0.5,null] | x has to hold numbers (or \"NaN\", \"Infinity\"), not null",
        "[0.5,-1.0] | [null,2.0] | x has to hold numbers (or \"NaN\", \"Infinity\"), not null",
        "[0.5,-1.0] | [[0.5,2]] | x has to hold numbers (or \"NaN\", \"Infinity\"), not an array",
        "[0.5,-1.0] | {} | x has to be an array of numbers, not an object",
        "[0.5,-1.0] | [0.5,1e999] | 1e999 is too large for a number",
        "[0.5,-1.0] | [0.5,-1e999] | -1e999 is too large for a number",
        "[2] | [2.5] | a shape is of positive whole numbers, not 2.5",
        "[2] | [-2] | a shape is of positive whole numbers, not -2",
        "[2] | [0] | a shape is of positive whole numbers, not 0",
        "[2] | [\"2\"] | a shape is of positive whole numbers, not \"2\"",
        "[2] | [[2]] | a shape is of positive whole numbers, not an array",
        "[2] | [99999999999] | 99999999999 is too large for a shape",
        "[2] | [-99999999999] | -99999999999 is too small for a shape",
        "[2] | [65536,65536] | the layout has more parameters than an array holds",
        "[2] | 2 | shape has to be an array, not 2",
        "[2]} | [2],\"size\":2} | a block of the layout has no member size, but name, shape",
        "[2]} | [2]},2 | a block of the layout has to be an object, not 2",
        "[2]} | [2]},{\"shape\":[1]} | a block of the layout lacks name",
        "[2]} | [2]},{\"name\":\"theta\",\"shape\":[1]} | two blocks share a name",
        "[17.0] | 17 | steps has to be an array of numbers, not 17",
        "{\"steps\":[17.0]} | [17.0] | state has to be an object, not an array",
        "}} | }} 3 | line 1, column 132: there is more behind it",
        "}} | },\"more\":1} | it has no member more, but format",
        "[17.0]} | [17.0],\"steps\":[1]} | steps is given twice",
        "[17.0]}} | [17.0] | is not JSON: line 1, column 129: it ends too early",
        "[17.0]}} | [17.0)}} | is not JSON: line 1, column 128: Unexpected character (')'",
      })
  void whatIsNotExactlyThatIsRefused(String part, String instead, String message) {
    String broken = ADAM.replace(part, instead == null ? "" : instead);
    BadInput bad = assertThrows(BadInput.class, () -> Checkpoint.parse(broken));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | cannot be used: it has to be an object, not empty",
        "null | cannot be used: line 1, column 1: it has to be an object, not null",
        "[] | cannot be used: line 1, column 1: it has to be an object, not an array",
        "[null,2.0] | cannot be used: line 1, column 1: it has to be an object, not an array",
        "`\"text\"` | cannot be used: line 1, column 1: it has to be an object, not \"text\"",
        "{} | it lacks format, version, rule, layout, x, state",
        "{ | a saved state is not JSON: line 1, column 2: it ends too early",
        "{\"format\" | a saved state is not JSON: line 1, column 10: it ends too early",
        "{format | a saved state is not JSON: line 1, column 2: Unexpected character ('f'",
      })
  void whatIsNotAnObjectIsRefused(String text, String message) {
    BadInput bad = assertThrows(BadInput.class, () -> Checkpoint.parse(text));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
    assertFalse(bad.getMessage().contains("Source"), bad.getMessage());
  }

  /** A JSON object has no order. */
  @Test
  void membersMayStandInAnyOrder() {
    Checkpoint saved =
        Checkpoint.parse(
            "{\"state\":{\"steps\":[17]},\n\"x\":[0.5,-1],\n\"rule\":\"sgd\",\n\"layout\":[{\"shape\""
                + ":[2],\"name\":\"theta\"}],\n\"version\":1,\"format\":\"stride-state\"}");
    assertEquals(ADAM, saved.toJson());
    BadInput bad =
        assertThrows(
            BadInput.class, () -> Checkpoint.parse("{\"x\":[0.5],\n \"state\":\n  {\"b\": 1}}"));
    assertEquals(
        "a saved state cannot be used: line 3, column 9: b has to be an array of numbers, not 1",
        bad.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sgd | steps | 1.5 | steps has to be a whole number from 0 to 2^53, not 1.5",
        "sgd | steps | -3 | steps has to be a whole number from 0 to 2^53, not -3.0",
        "sgd | steps | \"NaN\" | steps has to be a whole number from 0 to 2^53, not NaN",
        "sgd | steps | \"Infinity\" | steps has to be a whole number from 0 to 2^53, not Infinity",
        "sgd | steps | 1e300 | steps has to be a whole number from 0 to 2^53, not 1.0E300",
        "momentum | apart | 7 | apart has to be 1 (yes) or 0 (no), not 7.0",
        "momentum | apart | \"NaN\" | apart has to be 1 (yes) or 0 (no), not NaN",
        "nan-guard+momentum | 1/apart | 0.5 | 1/apart has to be 1 (yes) or 0 (no), not 0.5",
        "nan-guard+momentum | 1/steps | 0.5 | 1/steps has to be a whole number",
        "noise | rng/high | 4294967296 | rng/high has to be below 2^32, not 4294967296",
        "noise | rng/low | -1 | rng/low has to be a whole number from 0",
      })
  void aCountOrAFlagThatIsNoneIsRefused(String text, String slot, String value, String message) {
    Rule<? super Step> rule = Rules.parse(text, Step.class, "a test");
    Layout layout = Layout.flat(1);
    String saved =
        Checkpoint.of(rule, layout, new double[1], rule.start(layout))
            .toJson()
            .replaceFirst("\"" + slot + "\":\\[[^]]*]", "\"" + slot + "\":[" + value + "]");
    Checkpoint checkpoint = Checkpoint.parse(saved);
    BadInput bad = assertThrows(BadInput.class, () -> checkpoint.resume(Step.class));
    assertTrue(bad.getMessage().startsWith("a saved state does not fit " + text));
    assertTrue(bad.getMessage().contains(": " + message), bad.getMessage());
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
    assertTrue(bad.getMessage().contains("than an array holds"), bad.getMessage());
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
