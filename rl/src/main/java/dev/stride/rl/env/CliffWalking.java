package dev.stride.rl.env;

import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Walks from the lower left to the lower right corner of a 4×12 grid, between which lies a cliff
 * (Sutton and Barto 2018, example 6.6; Gymnasium's {@code CliffWalking-v1} transition by
 * transition).
 *
 * <p>Every step costs 1. Stepping into the cliff costs 100 instead and leads back to the start; the
 * episode goes on. Actions: 0 up, 1 right, 2 down, 3 left. Gymnasium sets no time limit; here an
 * episode is truncated after 1000 steps, so that a policy that walks in circles can be judged.
 *
 * @param slippery whether the move goes one third of the time to each side of the intended one
 */
public record CliffWalking(boolean slippery) implements FiniteEnvironment {
  private static final int LIMIT = 1000;
  private static final GridShape GRID =
      GridShape.open(4, 12, Move.UP, Move.RIGHT, Move.DOWN, Move.LEFT);
  private static final int START = 36;
  private static final int GOAL = 47;

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    return FiniteMdp.of(
        FiniteMdp.startIn(START, GRID.cells().size()),
        4,
        LIMIT,
        slippery ? CliffWalking::slip : (s, a) -> List.of(move(1, s, a)));
  }

  @Override
  public GridShape shape() {
    return GRID;
  }

  private static List<Outcome> slip(int state, int action) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int turn = -1; turn <= 1; turn++) {
      outcomes.add(move(1.0 / 3, state, Math.floorMod(action + turn, 4)));
    }
    return outcomes;
  }

  private static Outcome move(double probability, int state, int action) {
    int next = GRID.go(state, GRID.moves().get(action));
    boolean fell = next > START && next < GOAL;
    return fell
        ? new Outcome(probability, START, -100, false)
        : new Outcome(probability, next, -1, next == GOAL);
  }
}
