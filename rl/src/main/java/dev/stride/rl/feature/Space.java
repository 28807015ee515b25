package dev.stride.rl.feature;

import dev.stride.optim.Check;
import java.util.Collections;
import java.util.List;

/**
 * What an agent can observe: the number of a state, or coordinates.
 *
 * @param states number of states, 0 where there are coordinates instead
 * @param low lower end of each coordinate
 * @param high upper end of each coordinate. Both are finite: they are the range over which features
 *     are laid; a coordinate may leave it where the task itself sets no bound
 */
public record Space(int states, List<Double> low, List<Double> high) {
  public Space {
    low = List.copyOf(low);
    high = List.copyOf(high);
    Check.that(
        states > 0 == low.isEmpty() && low.size() == high.size() && states >= 0,
        "a space has states or coordinates with two ends each");
    for (int i = 0; i < low.size(); i++) {
      double from = low.get(i);
      double to = high.get(i);
      Check.that(
          from < to && Double.isFinite(from) && Double.isFinite(to),
          "coordinate %s must go from a lower to a higher number, not from %s to %s",
          i,
          from,
          to);
    }
  }

  /** So many states. */
  public static Space finite(int states) {
    return new Space(states, List.of(), List.of());
  }

  /** Coordinates between the given ends. */
  public static Space box(List<Double> low, List<Double> high) {
    return new Space(0, low, high);
  }

  /** Coordinates from -{@code bound} to {@code bound} each. */
  public static Space symmetric(List<Double> bound) {
    return box(bound.stream().map(b -> -b).toList(), bound);
  }

  /** Coordinates from 0 to 1 each. */
  public static Space unit(int coordinates) {
    return box(Collections.nCopies(coordinates, 0.0), Collections.nCopies(coordinates, 1.0));
  }

  /** Whether there are states. */
  public boolean isFinite() {
    return states > 0;
  }

  /** How many numbers an observation has: one, the number of the state, where there are states. */
  public int coordinates() {
    return isFinite() ? 1 : low.size();
  }
}
