package dev.stride.rl.feature;

import dev.stride.optim.Check;
import dev.stride.optim.form.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many there are along each coordinate, in text {@code 8} for as many along all of them, or
 * {@code 8x12x4}.
 *
 * @param each one number for all coordinates, or one for each
 */
public record Counts(List<Integer> each) {
  private static final int MOST = 10_000;

  public Counts {
    each = List.copyOf(each);
    Check.that(!each.isEmpty(), "there must be a number for each coordinate");
    for (int count : each) {
      Check.count("each number", count, 1, MOST);
    }
  }

  /** As many along every coordinate. */
  public static Counts of(int count) {
    return new Counts(List.of(count));
  }

  /** Reads what {@link #toString} writes. */
  public static Counts parse(String text) {
    List<Integer> each = new ArrayList<>();
    for (String part : text.split("x", -1)) {
      try {
        each.add(Integer.parseInt(part));
      } catch (NumberFormatException notWhole) {
        throw new BadInput(
            "it has to be a whole number, or one for each coordinate as in 8x12", notWhole);
      }
    }
    return new Counts(each);
  }

  /** The number along each of so many coordinates. */
  int[] along(int coordinates) {
    int[] counts = new int[coordinates];
    if (each.size() == 1) {
      Arrays.fill(counts, each.get(0));
    } else if (each.size() == coordinates) {
      Arrays.setAll(counts, each::get);
    } else {
      throw new BadInput(
          String.format(
              "%s has %s numbers, and an observation here has %s", this, each.size(), coordinates));
    }
    return counts;
  }

  @Override
  public String toString() {
    return each.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
