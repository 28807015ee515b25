package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.form.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Block names in which a {@code *} stands for any characters, also none. */
final class BlockPattern {
  private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}*_./-]+");

  private BlockPattern() {}

  /** Has to be one that the text form of a rule can carry. */
  static void check(String pattern) {
    Check.that(
        ALLOWED.matcher(pattern).matches(),
        "blocks must be made of letters, digits and * - _ . /, and is '%s'",
        pattern);
  }

  /**
   * The blocks whose names match.
   *
   * @throws BadInput when there are none
   */
  static List<Layout.Block> matching(String pattern, Layout layout) {
    List<Layout.Block> chosen = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Layout.Block block : layout.blocks()) {
      names.add(block.name());
      if (matches(pattern, block.name())) {
        chosen.add(block);
      }
    }
    if (chosen.isEmpty()) {
      throw new BadInput(
          String.format(
              "blocks=%s: no block of parameters has such a name; there are: %s",
              pattern, String.join(", ", names)));
    }
    return chosen;
  }

  private static boolean matches(String pattern, String name) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(name);
    }
    if (!name.startsWith(pattern.substring(0, star))) {
      return false;
    }
    String rest = pattern.substring(star + 1);
    for (int from = star; from <= name.length(); from++) {
      if (matches(rest, name.substring(from))) {
        return true;
      }
    }
    return false;
  }
}
