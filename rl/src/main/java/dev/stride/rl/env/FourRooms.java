package dev.stride.rl.env;

import dev.stride.rl.mdp.FiniteMdp;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Four rooms joined by four hallways, 104 cells (Sutton, Precup and Singh 1999, section 2, there
 * with a discount of 0.9): 1 for reaching the hallway between the two rooms on the right, else 0. A
 * move goes where it is meant to with probability 2/3 and in each of the other directions with 1/9.
 * Actions: 0 up, 1 right, 2 down, 3 left. Episodes begin in the upper left corner.
 *
 * <p>An episode is truncated after 10000 steps.
 */
public record FourRooms() implements FiniteEnvironment {
  private static final int LIMIT = 10_000;
  private static final List<Move> MOVES = Move.Set.FOUR.actions(false);
  private static final TextMap MAP =
      TextMap.inline(
          "#############/"
              + "#S....#.....#/"
              + "#.....#.....#/"
              + "#...........#/"
              + "#.....#.....#/"
              + "#.....#.....#/"
              + "##.####.....#/"
              + "#.....###G###/"
              + "#.....#.....#/"
              + "#.....#.....#/"
              + "#...........#/"
              + "#.....#.....#/"
              + "#############");

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    return new GridTask(
            MAP,
            MOVES,
            new GridTask.Slip(1.0 / 3, Grid.SlipTo.OTHERS),
            Collections.nCopies(MAP.columns(), 0),
            false,
            0,
            Map.of('G', 1.0),
            LIMIT)
        .model();
  }

  @Override
  public GridShape shape() {
    return MAP.shape(MOVES);
  }
}
