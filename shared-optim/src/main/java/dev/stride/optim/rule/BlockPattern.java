package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import dev.stride.optim.form.BadInput;
import java.util.ArrayList;
import java.util.List;

/** Block names in which a {@code *} stands for any characters, also none. */
final class BlockPattern {
  private BlockPattern() {}

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
