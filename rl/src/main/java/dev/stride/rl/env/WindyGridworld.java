package dev.stride.rl.env;

import dev.stride.rl.mdp.FiniteMdp;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A grid with a crosswind upward through its middle (Sutton and Barto 2018, example 6.5 and
 * exercises 6.9 and 6.10): -1 per step until the goal is reached. The wind is that of the column
 * that is left, and adds to the move before either meets the edge. Actions: 0 up, 1 right, 2 down,
 * 3 left; with the king's moves then 4 up right, 5 down right, 6 down left, 7 up left; with {@code
 * stay} the last one stays, apart from the wind.
 *
 * <p>An episode is truncated after 10000 steps (in the book never).
 *
 * @param moves to {@code four} neighbours, or the {@code king}'s
 * @param stay whether there is an action that does not move
 * @param stochastic whether the wind, where there is some, is a third of the time weaker by one and
 *     a third of the time stronger by one
 */
public record WindyGridworld(Move.Set moves, boolean stay, boolean stochastic)
    implements FiniteEnvironment {
  private static final int LIMIT = 10_000;
  private static final TextMap MAP =
      TextMap.inline(
          "........../........../........../S......G../........../........../..........");
  private static final List<Integer> WIND = List.of(0, 0, 0, 1, 1, 1, 2, 2, 1, 0);

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    return new GridTask(
            MAP, moves.actions(stay), GridTask.Slip.NONE, WIND, stochastic, -1, Map.of(), LIMIT)
        .model();
  }

  @Override
  public GridShape shape() {
    return MAP.shape(moves.actions(stay));
  }
}
