package dev.stride.rl.env;

import dev.stride.optim.Check;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A maze in which a shortcut, of 10 steps, opens after some time while the old way, of 16 steps,
 * remains (Sutton and Barto 2018, example 8.3, there with a discount of 0.95): 1 for reaching the
 * goal, else 0. Actions: 0 up, 1 right, 2 down, 3 left.
 *
 * <p>An episode is truncated after 10000 steps. The cell of the shortcut is a state all the time.
 *
 * @param change steps, counted over all episodes, after which it opens; 0 for at once
 */
public record ShortcutMaze(long change) implements Environment {
  private static final TextMap MAP =
      TextMap.inline("........G/........./........./.#######a/........./...S.....");

  public ShortcutMaze {
    Check.notNegative("change", change);
  }

  @Override
  public World world(UniformRandomProvider rng) {
    return Mazes.changing(MAP, change);
  }

  @Override
  public GridShape shape() {
    return Mazes.shape(MAP);
  }
}
