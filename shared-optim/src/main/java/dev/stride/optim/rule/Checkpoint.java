package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Snapshot;
import dev.stride.optim.Step;
import dev.stride.optim.form.BadInput;
import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * A rule in the middle of its work, as JSON: what it is, what it works on, where the parameters are
 * and all that its state keeps, by name. What is restored goes on to the bit.
 *
 * <pre>{@code
 * {"format": "stride-state", "version": 1, "rule": "momentum:learningRate=0.01,momentum=0.9,dampening=0",
 *  "layout": [{"name": "theta", "shape": [2]}], "x": [0.5, -1.0],
 *  "state": {"b": [0.1, 0.2], "steps": [17.0]}}
 * }</pre>
 *
 * <p>A whole run is saved by {@link dev.stride.optim.search.Descent#saving}; its state has more
 * than the rule's, and it goes on by {@link dev.stride.optim.search.Descent#from}.
 *
 * <p>Reading is strict: members may stand in any order, but another format or version, a member
 * that is missing, unknown or given twice, or a state that does not belong to the rule and the
 * layout is refused.
 *
 * @param rule the text form of the rule or the chain, with all of its keys, so that what is resumed
 *     does not depend on defaults
 * @param layout of the parameters
 * @param x the parameters
 * @param state all that the rule keeps
 */
public record Checkpoint(String rule, Layout layout, double[] x, Snapshot state) {
  /** The version of the form that is written, and the only one that is read. */
  public static final int VERSION = 1;

  static final String FORMAT = "stride-state";

  public Checkpoint {
    Check.that(
        x.length == layout.size(),
        "x has %s parameters, and the layout has %s",
        x.length,
        layout.size());
    x = x.clone();
  }

  /** Takes everything down. The rule is a registered one, or a chain of such. */
  public static Checkpoint of(Rule<?> rule, Layout layout, double[] x, Rule.State<?> state) {
    return new Checkpoint(Rules.spell(rule), layout, x, Snapshot.of(state));
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
    restore(resumed::slots);
    return resumed;
  }

  /**
   * Puts the state back into the places that {@code walk} names.
   *
   * @throws BadInput when they are other ones
   */
  public void restore(Consumer<Slots> walk) {
    try {
      state.restore(walk);
    } catch (IllegalArgumentException strange) {
      throw new BadInput(
          "a saved state does not fit " + rule + ": " + strange.getMessage(), strange);
    }
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
      return new CheckpointReader(json).read();
    } catch (UnexpectedEndOfInputException cut) {
      throw new BadInput("a saved state is not JSON: " + place(cut) + "it ends too early", cut);
    } catch (JacksonException broken) {
      String why = broken.getOriginalMessage().replaceAll("(?s)( \\(start marker|\\n).*", "");
      throw new BadInput("a saved state is not JSON: " + place(broken) + why, broken);
    } catch (IllegalArgumentException strange) {
      throw new BadInput("a saved state cannot be used: " + strange.getMessage(), strange);
    }
  }

  private static String place(JacksonException broken) {
    return broken.getLocation() == null ? "" : CheckpointReader.place(broken.getLocation());
  }
}
