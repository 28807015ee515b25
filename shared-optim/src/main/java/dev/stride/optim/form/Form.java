package dev.stride.optim.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A choice in text, taken apart: {@code NAME[:key=value,...]}.
 *
 * <p>A value in parentheses is a form of its own and stands here without them. The first value may
 * stand alone, for the first key of the name: {@code gaussian:1}.
 *
 * @param name what is chosen
 * @param settings values by key, in the order of the text; the key of a value that stands alone is
 *     empty
 */
public record Form(String name, Map<String, String> settings) {

  /**
   * Takes one form apart.
   *
   * @param kind what is being chosen, for messages: "noise", "molecule"
   * @throws BadInput when it is not well-formed
   */
  public static Form parse(String kind, String text) {
    String trimmed = text.strip();
    int colon = trimmed.indexOf(':');
    String name = (colon < 0 ? trimmed : trimmed.substring(0, colon)).strip();
    if (name.isEmpty()) {
      throw bad(kind, text, "it has no name");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    if (colon >= 0) {
      for (String item : split(kind, text, trimmed.substring(colon + 1), ',')) {
        int equals = outerIndexOf(item, '=');
        String key = equals < 0 ? "" : item.substring(0, equals).strip();
        String value = unwrap(item.substring(equals + 1).strip());
        if (value.isEmpty()) {
          throw bad(kind, text, key.isEmpty() ? "a setting is empty" : key + " has no value");
        }
        if (equals >= 0 && key.isEmpty()) {
          throw bad(kind, text, "a value has no key before its '='");
        }
        if (key.isEmpty() && !settings.isEmpty()) {
          throw bad(kind, text, "only the first value may stand without a key, not " + value);
        }
        if (settings.put(key, value) != null) {
          throw bad(kind, text, key + " is given twice");
        }
      }
    }
    return new Form(name, settings);
  }

  /**
   * The links of a chain {@code FORM+FORM+...}; a '+' in a number or in parentheses is no joint.
   */
  public static List<String> links(String kind, String text) {
    List<String> links = split(kind, text, text, '+');
    if (links.size() > 1 && links.contains("")) {
      throw bad(kind, text, "nothing stands on one side of a '+'");
    }
    return links;
  }

  private static List<String> split(String kind, String whole, String text, char separator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == separator && depth == 0 && !(c == '+' && isInNumber(text, start, i))) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
      if (depth < 0) {
        throw bad(kind, whole, "a ')' has no '(' before it");
      }
    }
    if (depth > 0) {
      throw bad(kind, whole, "a '(' is not closed");
    }
    parts.add(text.substring(start).strip());
    return parts;
  }

  /** Whether the '+' at {@code plus} is the sign of a number or of its exponent. */
  private static boolean isInNumber(String text, int start, int plus) {
    boolean digitFollows =
        plus + 1 < text.length()
            && (Character.isDigit(text.charAt(plus + 1)) || text.charAt(plus + 1) == '.');
    if (!digitFollows || plus == start) {
      return false;
    }
    char before = text.charAt(plus - 1);
    if (before == '=' || before == ':' || before == ',') {
      return true;
    }
    if (before != 'e' && before != 'E') {
      return false;
    }
    int i = plus - 2;
    while (i >= start && (Character.isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
      i--;
    }
    boolean digits = i < plus - 2;
    boolean atValue = i >= start && "=:,-+".indexOf(text.charAt(i)) >= 0;
    return digits && atValue;
  }

  private static int outerIndexOf(String item, char wanted) {
    int parenthesis = item.indexOf('(');
    int at = item.indexOf(wanted);
    return parenthesis >= 0 && parenthesis < at ? -1 : at;
  }

  /** Without the parentheses around all of it. */
  private static String unwrap(String value) {
    int depth = 0;
    for (int i = 0; i < value.length(); i++) {
      depth += value.charAt(i) == '(' ? 1 : value.charAt(i) == ')' ? -1 : 0;
      if (depth == 0 && i < value.length() - 1) {
        return value;
      }
    }
    return value.startsWith("(") ? value.substring(1, value.length() - 1).strip() : value;
  }

  private static BadInput bad(String kind, String text, String why) {
    return new BadInput(
        kind + " '" + text + "' cannot be read: " + why + " (the form is NAME[:key=value,...])");
  }
}
