package dev.stride.experiments.config;

import dev.stride.optim.form.BadInput;
import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** A YAML text as a tree, with the place of everything in it. Places are named by JSON pointers. */
final class Source {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** A place in the text, both counted from one. */
  record Position(int line, int column) implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
      return line != other.line
          ? Integer.compare(line, other.line)
          : Integer.compare(column, other.column);
    }
  }

  private final JsonNode root;
  private final Map<String, Position> keys = new HashMap<>();
  private final Map<String, Position> values = new HashMap<>();

  /**
   * Reads the text.
   *
   * @param mistakes where keys that are given twice and the like are reported
   * @throws BadInput when the text is not YAML, or holds no mapping
   */
  Source(String name, String text, Mistakes mistakes) {
    try {
      root = YAML.readTree(text);
      locate(text, mistakes);
    } catch (JacksonException broken) {
      throw new BadInput(name + place(broken), broken);
    }
    if (!root.isObject()) {
      throw new BadInput(
          name + ":1:1: this is not an experiment: it has to be a YAML mapping with a name");
    }
  }

  JsonNode root() {
    return root;
  }

  /** Where the value stands. */
  Position of(String pointer) {
    return values.getOrDefault(pointer, new Position(1, 1));
  }

  /** Where the key of the value stands, or the value itself in a list. */
  Position ofKey(String pointer) {
    return keys.getOrDefault(pointer, of(pointer));
  }

  private void locate(String text, Mistakes mistakes) {
    try (YAMLParser parser = (YAMLParser) YAML.createParser(text)) {
      boolean ended = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        String pointer = parser.streamReadContext().pathAsPointer().toString();
        TokenStreamLocation at = parser.currentTokenLocation();
        Position position = new Position(at.getLineNr(), at.getColumnNr());
        if (ended) {
          mistakes.add(position, "a second document starts here; there has to be a single one");
          return;
        }
        if (token == JsonToken.PROPERTY_NAME) {
          if (keys.putIfAbsent(pointer, position) != null) {
            mistakes.add(position, "'" + parser.currentName() + "' is given twice");
          }
        } else if (!token.isStructEnd()) {
          values.putIfAbsent(pointer, position);
        }
        if (parser.isCurrentAlias()) {
          mistakes.add(position, "aliases such as *" + parser.getString() + " are not supported");
        }
        ended = pointer.isEmpty() && (token.isScalarValue() || token.isStructEnd());
      }
    }
  }

  private static String place(JacksonException broken) {
    if (broken.getCause() instanceof MarkedYamlEngineException yaml
        && yaml.getProblemMark().isPresent()) {
      int line = yaml.getProblemMark().get().getLine() + 1;
      int column = yaml.getProblemMark().get().getColumn() + 1;
      return ":" + line + ":" + column + ": this is not YAML: " + yaml.getProblem();
    }
    TokenStreamLocation at = broken.getLocation();
    String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
    return place + ": this is not YAML: " + broken.getOriginalMessage();
  }
}
