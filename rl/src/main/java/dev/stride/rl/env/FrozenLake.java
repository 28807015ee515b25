package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Crosses a frozen lake with holes in it; reward 1 at the goal, 0 elsewhere (Gymnasium's {@code
 * FrozenLake-v1} transition by transition, with its time limits).
 *
 * <p>Actions: 0 left, 1 down, 2 right, 3 up. On slippery ice the move succeeds with probability
 * {@code successRate} and else goes to one side or the other, (1 - successRate)/2 each. Holes and
 * the goal end the episode.
 *
 * @param map the lake
 * @param slippery whether moves can slip
 * @param successRate probability of the intended move on slippery ice
 */
public record FrozenLake(Map map, boolean slippery, double successRate)
    implements FiniteEnvironment {
  /** Gymnasium's maps: S start, F frozen, H hole, G goal. */
  public enum Map {
    /** Four by four, 100 steps at most. */
    SMALL("4x4", 100, "SFFF", "FHFH", "FFFH", "HFFG"),
    /** Eight by eight, 200 steps at most. */
    LARGE(
        "8x8",
        200,
        "SFFFFFFF",
        "FFFFFFFF",
        "FFFHFFFF",
        "FFFFFHFF",
        "FFFHFFFF",
        "FHHFFFHF",
        "FHFFHFHF",
        "FFFHFFFG");

    private final String text;
    private final int limit;
    private final int columns;
    private final String cells;

    Map(String text, int limit, String... rows) {
      this.text = text;
      this.limit = limit;
      this.columns = rows[0].length();
      this.cells = String.join("", rows);
    }

    private Grid grid() {
      return new Grid(cells.length() / columns, columns);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public FrozenLake {
    Check.probability("successRate", successRate);
  }

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    double[] start = FiniteMdp.startIn(map.cells.indexOf('S'), map.cells.length());
    return FiniteMdp.of(start, 4, map.limit, 0, this::outcomes);
  }

  private List<Outcome> outcomes(int state, int action) {
    if (isEnd(state)) {
      return List.of(new Outcome(1, state, 0, true));
    }
    if (!slippery) {
      return List.of(move(1, state, action));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int turn = -1; turn <= 1; turn++) {
      double probability = turn == 0 ? successRate : (1 - successRate) / 2;
      outcomes.add(move(probability, state, Math.floorMod(action + turn, 4)));
    }
    return outcomes;
  }

  private Outcome move(double probability, int state, int action) {
    Grid grid = map.grid();
    int next =
        switch (action) {
          case 0 -> grid.move(state, 0, -1);
          case 1 -> grid.move(state, 1, 0);
          case 2 -> grid.move(state, 0, 1);
          default -> grid.move(state, -1, 0);
        };
    return new Outcome(probability, next, map.cells.charAt(next) == 'G' ? 1 : 0, isEnd(next));
  }

  private boolean isEnd(int state) {
    char cell = map.cells.charAt(state);
    return cell == 'H' || cell == 'G';
  }
}
