package dev.stride.rl.env;

import dev.stride.optim.Check;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A maze whose short way, of 10 steps, is blocked after some time while a long one, of 16 steps,
 * opens (Sutton and Barto 2018, example 8.2, there with a discount of 0.95): 1 for reaching the
 * goal, else 0. Actions: 0 up, 1 right, 2 down, 3 left.
 *
 * <p>An episode is truncated after 10000 steps. The cells of both gaps are states all the time.
 *
 * @param change steps, counted over all episodes, after which the wall moves; 0 for at once
 */
public record BlockingMaze(long change) implements Environment {
  private static final TextMap MAP =
      TextMap.inline("........G/........./........./a#######b/........./...S.....");

  public BlockingMaze {
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
