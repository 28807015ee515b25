package dev.stride.optim.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Step;
import dev.stride.optim.rule.Rules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
  @Test
  void aFormIsANameAndItsSettings() {
    assertEquals(
        new Form("frozen-lake", Map.of("map", "8x8", "slippery", "false")),
        Form.parse("environment", "frozen-lake:map=8x8,slippery=false"));
    assertEquals(new Form("heh+", Map.of()), Form.parse("molecule", " heh+ "));
    assertEquals(new Form("gaussian", Map.of("", "1")), Form.parse("noise", "gaussian:1"));
  }

  @Test
  void aValueInParenthesesIsAFormOfItsOwn() {
    assertEquals(
        Map.of("learningRate", "warmup-cosine:peak=0.1,steps=500", "beta1", "0.9"),
        Form.parse("optimizer", "adam:learningRate=(warmup-cosine:peak=0.1,steps=500),beta1=0.9")
            .settings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clip-norm:max=1+adam:learningRate=0.01 | clip-norm:max=1 ; adam:learningRate=0.01",
        "clip-norm:max=1e+3+sgd | clip-norm:max=1e+3 ; sgd",
        "clip-norm:1.5E+3+sgd:+.5 | clip-norm:1.5E+3 ; sgd:+.5",
        "a:x=(b+c)+d | a:x=(b+c) ; d",
        "a:steps=1e3+b:y=2 | a:steps=1e3 ; b:y=2",
        "a1e+2b | a1e ; 2b",
      })
  void aPlusJoinsRulesButNotTheDigitsOfANumber(String text, String links) {
    assertEquals(List.of(links.split(" ; ")), Form.links("optimizer", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":a=1", "sgd:", "sgd:a=", "sgd:=1", "sgd:a=1,a=2", "sgd:a=1,2", "sgd:a=(1"})
  void whatIsNotWellFormedIsBadInput(String text) {
    String message = assertThrows(BadInput.class, () -> Form.parse("optimizer", text)).getMessage();
    assertTrue(message.startsWith("optimizer '" + text + "' cannot be read"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sdg | optimizer 'sdg' is not known; did you mean 'sgd'?",
        "sgd:learningrate=1 | optimizer 'sgd' has no key 'learningrate'; did you mean 'learningRate'?",
        "sgd:learningRate=fast | optimizer 'sgd': learningRate=fast: ",
        "sgd:learningRate=-1 | optimizer 'sgd': learningRate=-1: it has to be a positive number",
      })
  void aWrongNameKeyOrValueIsExplained(String text, String start) {
    String message =
        assertThrows(BadInput.class, () -> Rules.parse(text, Step.class, "a test")).getMessage();
    assertTrue(message.startsWith(start), message);
  }

  @Test
  void whatIsPrintedReadsBack() {
    for (String text : List.of("sgd", "sgd:learningRate=0.5", "sgd:learningRate=0.5+sgd")) {
      assertEquals(text, Rules.print(Rules.parse(text, Step.class, "a test")));
    }
  }

  /** Parentheses are taken off where they stand around all of a value, once. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(a:x=1) | a:x=1",
        "(a)+(b) | (a)+(b)",
        "(a:x=(b))+(c) | (a:x=(b))+(c)",
        "((a)+(b)) | (a)+(b)",
        "((a)) | (a)",
        "b:x=(c) | b:x=(c)",
        "( a ) | a"
      })
  void parenthesesAroundAll(String value, String inner) {
    assertEquals(inner, Form.parse("noise", "n:key=" + value).settings().get("key"));
  }

  /** What belongs to a name. */
  record Body(int corners) {}

  /** A record that two names share. */
  record Prism(Body body, double height) {}

  @Test
  void namesMayShareARecordThatFixedComponentsTellApart() {
    Registry<Prism> prisms =
        new Registry<Prism>("prism", Prism.class)
            .fixed(Body.class)
            .add("wedge", new Prism(new Body(3), 1), "")
            .add("box", new Prism(new Body(4), 2), "");
    assertEquals(new Prism(new Body(4), 2), prisms.parse("box"));
    assertEquals(new Prism(new Body(3), 5), prisms.parse("wedge:5"));
    assertEquals("box:height=1", prisms.print(new Prism(new Body(4), 1)));
    assertEquals("wedge", prisms.print(new Prism(new Body(3), 1)));
    assertEquals("wedge:height=1", prisms.spell(new Prism(new Body(3), 1)));
    assertEquals(Map.of("height", "2"), prisms.entries().get(1).keys());
    BadInput bad = assertThrows(BadInput.class, () -> prisms.parse("box:body=4"));
    assertEquals("prism 'box' has no key 'body'; its keys are: height", bad.getMessage());
    Prism other = new Prism(new Body(5), 1);
    assertThrows(IllegalArgumentException.class, () -> prisms.print(other));
  }
}
