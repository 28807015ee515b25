package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a {@link Checkpoint}, one value after the other, in the order in which they are written.
 */
final class CheckpointReader {
  private final JsonParser json;

  CheckpointReader(JsonParser json) {
    this.json = json;
  }

  Checkpoint read() {
    expect(JsonToken.START_OBJECT, "an object");
    name("format");
    Check.that(Checkpoint.FORMAT.equals(string()), "its format is not %s", Checkpoint.FORMAT);
    name("version");
    int version = whole();
    Check.that(
        version == Checkpoint.VERSION,
        "its version is %s, and only %s is read",
        version,
        Checkpoint.VERSION);
    name("rule");
    String rule = string();
    name("layout");
    Layout layout = layout();
    name("x");
    double[] x = vector();
    name("state");
    expect(JsonToken.START_OBJECT, "an object");
    Map<String, double[]> state = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      Check.that(state.put(name, vector()) == null, "%s is given twice", name);
    }
    Check.that(json.currentToken() == JsonToken.END_OBJECT, "its state does not end");
    expect(JsonToken.END_OBJECT, "the end");
    Check.that(json.nextToken() == null, "there is more behind it");
    return new Checkpoint(rule, layout, x, new Snapshot(state));
  }

  private Layout layout() {
    Layout layout = new Layout(List.of());
    expect(JsonToken.START_ARRAY, "an array");
    while (json.nextToken() == JsonToken.START_OBJECT) {
      name("name");
      String name = string();
      name("shape");
      layout = layout.with(name, shape());
      expect(JsonToken.END_OBJECT, "the end of a block");
    }
    return layout;
  }

  private Integer[] shape() {
    expect(JsonToken.START_ARRAY, "an array");
    List<Integer> shape = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Check.that(
          json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getIntValue() > 0,
          "a shape is of positive whole numbers, not %s",
          json.getString());
      shape.add(json.getIntValue());
    }
    return shape.toArray(new Integer[0]);
  }

  private double[] vector() {
    expect(JsonToken.START_ARRAY, "an array");
    double[] values = new double[16];
    int n = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (n == values.length) {
        values = Arrays.copyOf(values, 2 * n);
      }
      values[n++] = number();
    }
    return Arrays.copyOf(values, n);
  }

  private double number() {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return switch (json.getString()) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> throw new IllegalArgumentException("'" + json.getString() + "' is no number");
      };
    }
    Check.that(
        json.currentToken() != null && json.currentToken().isNumeric(),
        "a number is missing in %s",
        json.currentName());
    double value = json.getDoubleValue();
    Check.that(Double.isFinite(value), "%s is too large for a number", json.getString());
    return value;
  }

  private void name(String expected) {
    Check.that(
        json.nextToken() == JsonToken.PROPERTY_NAME && expected.equals(json.currentName()),
        "where %s is expected stands %s",
        expected,
        json.currentName());
  }

  private String string() {
    expect(JsonToken.VALUE_STRING, "a text");
    return json.getString();
  }

  private int whole() {
    expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
    return json.getIntValue();
  }

  private void expect(JsonToken token, String what) {
    Check.that(json.nextToken() == token, "%s has to be %s", json.currentName(), what);
  }
}
