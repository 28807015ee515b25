package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import dev.stride.optim.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * Reads a {@link Checkpoint}, whose members have names and no order, and says where it is wrong.
 */
final class CheckpointReader {
  private static final Map<String, Double> NOT_FINITE =
      Map.of(
          "NaN", Double.NaN,
          "Infinity", Double.POSITIVE_INFINITY,
          "-Infinity", Double.NEGATIVE_INFINITY);

  /** Of a text that stands in a wrong place, so much is shown. */
  private static final int SHOWN = 40;

  private final JsonParser json;
  private String rule = "";
  private Layout layout = new Layout(List.of());
  private double[] x = new double[0];
  private final Map<String, double[]> state = new TreeMap<>();

  CheckpointReader(JsonParser json) {
    this.json = json;
  }

  Checkpoint read() {
    json.nextToken();
    object("it", List.of("format", "version", "rule", "layout", "x", "state"), this::member);
    if (json.nextToken() != null) {
      throw wrong("there is more behind it");
    }
    return new Checkpoint(rule, layout, x, new Snapshot(state));
  }

  private void member(String name) {
    switch (name) {
      case "format" -> {
        if (!string(name).equals(Checkpoint.FORMAT)) {
          throw wrong("its format is not " + Checkpoint.FORMAT);
        }
      }
      case "version" -> version();
      case "rule" -> rule = string(name);
      case "layout" -> layout();
      case "x" -> x = vector(name);
      default -> state();
    }
  }

  private void version() {
    expect(JsonToken.VALUE_NUMBER_INT, "version", "a whole number");
    if (!json.getString().equals(Integer.toString(Checkpoint.VERSION))) {
      throw wrong(
          "its version is " + json.getString() + ", and only " + Checkpoint.VERSION + " is read");
    }
  }

  private void state() {
    expect(JsonToken.START_OBJECT, "state", "an object");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      if (state.containsKey(name)) {
        throw wrong(name + " is given twice");
      }
      json.nextToken();
      state.put(name, vector(name));
    }
  }

  private void layout() {
    expect(JsonToken.START_ARRAY, "layout", "an array");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String[] name = {""};
      List<Integer> shape = new ArrayList<>();
      object(
          "a block of the layout",
          List.of("name", "shape"),
          member -> {
            if (member.equals("name")) {
              name[0] = string(member);
            } else {
              shape(shape);
            }
          });
      try {
        layout = layout.with(name[0], shape.toArray(new Integer[0]));
      } catch (ArithmeticException overflow) {
        throw wrong("the layout has more parameters than an array holds");
      } catch (IllegalArgumentException strange) {
        throw wrong("the layout cannot be used: " + strange.getMessage());
      }
    }
  }

  private void shape(List<Integer> into) {
    expect(JsonToken.START_ARRAY, "shape", "an array");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      int length = 0;
      if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        try {
          length = Integer.parseInt(json.getString());
        } catch (NumberFormatException large) {
          boolean negative = json.getString().startsWith("-");
          throw wrong(
              json.getString() + " is too " + (negative ? "small" : "large") + " for a shape");
        }
      }
      if (length < 1) {
        throw wrong("a shape is of positive whole numbers, not " + found());
      }
      into.add(length);
    }
  }

  private double[] vector(String name) {
    expect(JsonToken.START_ARRAY, name, "an array of numbers");
    double[] values = new double[16];
    int n = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (n == values.length) {
        values = Arrays.copyOf(values, 2 * n);
      }
      values[n++] = number(name);
    }
    return Arrays.copyOf(values, n);
  }

  private double number(String name) {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      Double notFinite = NOT_FINITE.get(json.getString());
      if (notFinite != null) {
        return notFinite;
      }
    }
    if (!json.currentToken().isNumeric()) {
      throw wrong(name + " has to hold numbers (or \"NaN\", \"Infinity\"), not " + found());
    }
    double value = json.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw wrong(json.getString() + " is too large for a number");
    }
    return value;
  }

  private String string(String name) {
    expect(JsonToken.VALUE_STRING, name, "a text");
    return json.getString();
  }

  /** Reads the object that begins here: all of these members, each once, in any order. */
  private void object(String what, List<String> names, Consumer<String> member) {
    expect(JsonToken.START_OBJECT, what, "an object");
    Set<String> missing = new LinkedHashSet<>(names);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      if (!names.contains(name)) {
        throw wrong(what + " has no member " + name + ", but " + String.join(", ", names));
      }
      if (!missing.remove(name)) {
        throw wrong(name + " is given twice");
      }
      json.nextToken();
      member.accept(name);
    }
    if (!missing.isEmpty()) {
      throw wrong(what + " lacks " + String.join(", ", missing));
    }
  }

  private void expect(JsonToken token, String name, String what) {
    if (json.currentToken() != token) {
      throw wrong(name + " has to be " + what + ", not " + found());
    }
  }

  /** What stands here, in a few words. */
  private String found() {
    JsonToken token = json.currentToken();
    if (token == null) {
      return "empty";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> '"' + shortened() + '"';
      default -> shortened();
    };
  }

  private String shortened() {
    String text = json.getString();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(place(json.currentTokenLocation()) + why);
  }

  /** Line and column in front of a message; nothing where they are not known. */
  static String place(TokenStreamLocation at) {
    return at.getLineNr() < 1 || at.getColumnNr() < 1
        ? ""
        : String.format(Locale.ROOT, "line %d, column %d: ", at.getLineNr(), at.getColumnNr());
  }
}
