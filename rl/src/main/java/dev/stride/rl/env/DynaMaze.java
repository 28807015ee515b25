package dev.stride.rl.env;

import dev.stride.rl.mdp.FiniteMdp;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A maze of 47 cells (Sutton and Barto 2018, example 8.1, there with a discount of 0.95): 1 for
 * reaching the goal, else 0. The shortest way takes 14 steps. Actions: 0 up, 1 right, 2 down, 3
 * left.
 *
 * <p>An episode is truncated after 10000 steps.
 */
public record DynaMaze() implements FiniteEnvironment {
  private static final TextMap MAP =
      TextMap.inline(".......#G/..#....#./S.#....#./..#....../.....#.../.........");

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    return Mazes.task(MAP).model();
  }

  @Override
  public GridShape shape() {
    return Mazes.shape(MAP);
  }
}
