package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Snapshot;
import dev.stride.optim.Step;
import dev.stride.optim.form.BadInput;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * A rule in the middle of its work, as JSON: what it is, what it works on, where the parameters are
 * and all that its state keeps, by name. What is restored goes on to the bit.
 *
 * <pre>{@code
 * {"format": "stride-state", "version": 1, "rule": "momentum",
 *  "layout": [{"name": "theta", "shape": [2]}], "x": [0.5, -1.0],
 *  "state": {"b": [0.1, 0.2], "steps": [17.0]}}
 * }</pre>
 *
 * <p>Reading is strict: another format or version, a member that is missing, unknown or given
 * twice, or a state that does not belong to the rule and the layout is refused.
 *
 * @param rule the text form of the rule or the chain
 * @param layout of the parameters
 * @param x the parameters
 * @param state all that the rule keeps
 */
public record Checkpoint(String rule, Layout layout, double[] x, Snapshot state) {
  /** The version of the form that is written, and the only one that is read. */
  public static final int VERSION = 1;

  private static final String FORMAT = "stride-state";

  public Checkpoint {
    Check.that(x.length == layout.size(), "%s parameters do not fill %s", x.length, layout.size());
    x = x.clone();
  }

  /** Takes everything down. The rule is a registered one, or a chain of such. */
  public static Checkpoint of(Rule<?> rule, Layout layout, double[] x, Rule.State<?> state) {
    return new Checkpoint(Rules.print(rule), layout, x, Snapshot.of(state));
  }

  /**
   * The state of the saved rule, ready to go on.
   *
   * @param available what the steps will be
   * @throws BadInput when the rule needs more than such steps carry, or does not keep such a state
   */
  public <S extends Step> Rule.State<? super S> resume(Class<S> available) {
    Rule<? super S> parsed = Rules.parse(rule, available, "the run that goes on");
    Rule.State<? super S> resumed = parsed.start(layout);
    try {
      state.restore(resumed);
    } catch (IllegalArgumentException strange) {
      throw new BadInput(
          "a saved state does not fit " + rule + ": " + strange.getMessage(), strange);
    }
    return resumed;
  }

  /** Writes everything so that {@link #parse} reads it back to the bit. */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("format", FORMAT);
      json.writeNumberProperty("version", VERSION);
      json.writeStringProperty("rule", rule);
      json.writeArrayPropertyStart("layout");
      for (Layout.Block block : layout.blocks()) {
        json.writeStartObject();
        json.writeStringProperty("name", block.name());
        json.writeArrayPropertyStart("shape");
        block.shape().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      vector(json, "x", x);
      json.writeObjectPropertyStart("state");
      state.values().forEach((name, values) -> vector(json, name, values));
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void vector(JsonGenerator json, String name, double[] values) {
    json.writeArrayPropertyStart(name);
    for (double value : values) {
      json.writeNumber(value); // what is not finite becomes a string
    }
    json.writeEndArray();
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws BadInput when it is not exactly that
   */
  public static Checkpoint parse(String text) {
    try (JsonParser json =
        JsonFactory.builder().build().createParser(ObjectReadContext.empty(), text)) {
      return new Reader(json).checkpoint();
    } catch (StreamReadException broken) {
      throw new BadInput(
          "a saved state is not JSON: " + broken.getOriginalMessage().replaceAll("(?s)\\n.*", ""),
          broken);
    } catch (IllegalArgumentException strange) {
      throw new BadInput("a saved state cannot be used: " + strange.getMessage(), strange);
    }
  }

  /** Reads one value after the other, in the order in which they are written. */
  private static final class Reader {
    private final JsonParser json;

    Reader(JsonParser json) {
      this.json = json;
    }

    Checkpoint checkpoint() {
      expect(JsonToken.START_OBJECT, "an object");
      name("format");
      Check.that(FORMAT.equals(string()), "its format is not %s", FORMAT);
      name("version");
      int version = whole();
      Check.that(version == VERSION, "its version is %s, and only %s is read", version, VERSION);
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
        List<Integer> shape = new ArrayList<>();
        for (double length : vector()) {
          shape.add((int) length);
        }
        layout = layout.with(name, shape.toArray(new Integer[0]));
        expect(JsonToken.END_OBJECT, "the end of a block");
      }
      return layout;
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
      return json.getDoubleValue();
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
}
