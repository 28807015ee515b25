package dev.stride.experiments.command;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * An object of a result: names and values in the order in which they were put. Values are strings,
 * numbers, booleans, nulls, arrays of numbers, lists and objects.
 *
 * <p>JSON has no infinity and no NaN: both are written as null. Streaming, because data binding
 * would cost more time than a small calculation.
 */
final class Json {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /** Puts one member behind the others. */
  Json put(String name, @Nullable Object value) {
    members.put(name, value);
    return this;
  }

  /** The object as indented text with a line end. */
  String print() {
    StringWriter text = new StringWriter();
    try (JsonGenerator to = JsonFactory.builder().build().createGenerator(INDENTED, text)) {
      write(this, to);
    }
    return text.append('\n').toString();
  }

  private static void write(@Nullable Object value, JsonGenerator to) {
    if (value instanceof Json object) {
      to.writeStartObject();
      object.members.forEach(
          (name, member) -> {
            to.writeName(name);
            write(member, to);
          });
      to.writeEndObject();
    } else if (value instanceof List<?> list) {
      to.writeStartArray();
      list.forEach(element -> write(element, to));
      to.writeEndArray();
    } else if (value instanceof double[] numbers) {
      to.writeStartArray();
      for (double number : numbers) {
        write(number, to);
      }
      to.writeEndArray();
    } else if (value instanceof Double number) {
      if (Double.isFinite(number)) {
        to.writeNumber(number);
      } else {
        to.writeNull();
      }
    } else if (value instanceof Number whole) {
      to.writeNumber(whole.longValue());
    } else if (value instanceof Boolean flag) {
      to.writeBoolean(flag);
    } else if (value == null) {
      to.writeNull();
    } else {
      to.writeString(value.toString());
    }
  }

  private static final ObjectWriteContext INDENTED =
      new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
          return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
          return true;
        }
      };
}
