package dev.stride.rl.env;

import java.util.Map;

/** What the mazes of Sutton and Barto (2018, chapter 8) share: 1 for reaching the goal, else 0. */
final class Mazes {
  private static final int LIMIT = 10_000;

  private Mazes() {}

  static GridTask task(TextMap map) {
    return new GridTask(map, 0, Map.of('G', 1.0), LIMIT);
  }

  static GridShape shape(TextMap map) {
    return map.shape(Move.Set.FOUR.actions(false));
  }

  /** The maze with the cells {@code a} closed, and later the cells {@code b} instead. */
  static World changing(TextMap map, long change) {
    return new ChangingWorld(
        task(map.closing('a')).model(), task(map.closing('b')).model(), change);
  }
}
