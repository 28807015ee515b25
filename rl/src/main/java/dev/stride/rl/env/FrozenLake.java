package dev.stride.rl.env;

import dev.stride.optim.Check;
import dev.stride.optim.random.Streams;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * Crosses a frozen lake with holes in it; reward 1 at the goal, 0 elsewhere (Gymnasium's {@code
 * FrozenLake-v1} transition by transition, with its time limits).
 *
 * <p>Actions: 0 left, 1 down, 2 right, 3 up. On slippery ice the move succeeds with probability
 * {@code successRate} and else goes to one side or the other, (1 - successRate)/2 each. Holes and
 * the goal end the episode.
 *
 * <p>A random map is square, from the start in the upper left to the goal in the lower right
 * corner. Its other cells are frozen independently of each other, and all are drawn anew until
 * there is a path over the ice; so they have Gymnasium's distribution, although not its random
 * numbers.
 *
 * @param map the lake
 * @param slippery whether moves can slip
 * @param successRate probability of the intended move on slippery ice; on other ice the default
 * @param size rows and columns of a random map, which has 25 times as many steps as its time limit.
 *     This and the next two are the defaults for the other maps, which are what they are
 * @param frozenProbability with which a cell of a random map is frozen; else it is a hole
 * @param mapSeed what a random map is drawn from: the same one in every run
 */
public record FrozenLake(
    Map map, boolean slippery, double successRate, int size, double frozenProbability, long mapSeed)
    implements FiniteEnvironment {
  private static final int MOST_DRAWS = 10_000;

  /** Gymnasium's, and what stands where {@code successRate} has no part. */
  private static final double SUCCESS_RATE = 1.0 / 3;

  /** These stand where the map is not drawn. */
  private static final int SIZE = 8;

  private static final double FROZEN_PROBABILITY = 0.8;
  private static final long MAP_SEED = 1;

  /** Gymnasium's maps: S start, F frozen, H hole, G goal. */
  public enum Map {
    /** Four by four, 100 steps at most. */
    SMALL("4x4", "SFFFFHFHFFFHHFFG"),
    /** Eight by eight, 200 steps at most. */
    LARGE("8x8", "SFFFFFFFFFFFFFFFFFFHFFFFFFFFFHFFFFFHFFFFFHHFFFHFFHFFHFHFFFFHFFFG"),
    /** Drawn at random. */
    RANDOM("random", "");

    private final String text;
    private final String cells;

    Map(String text, String cells) {
      this.text = text;
      this.cells = cells;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public FrozenLake {
    Check.probability("successRate", successRate);
    Check.count("size", size, 2, 50);
    Check.probability("frozenProbability", frozenProbability);
    Check.that(
        map != Map.RANDOM || draw(size, frozenProbability, mapSeed) != null,
        "of %s random maps of size %s with frozenProbability %s none has a path; it has to be"
            + " higher",
        MOST_DRAWS,
        size,
        frozenProbability);
    Check.that(
        slippery || successRate == SUCCESS_RATE,
        "successRate=%s is for slippery ice, and slippery=false; leave one of them out",
        successRate);
    checkDrawn(map, "size", size, SIZE);
    checkDrawn(map, "frozenProbability", frozenProbability, FROZEN_PROBABILITY);
    checkDrawn(map, "mapSeed", mapSeed, MAP_SEED);
  }

  private static void checkDrawn(Map map, String key, Number value, Number unset) {
    Check.that(
        map == Map.RANDOM || value.equals(unset),
        "%s=%s is for map=random, and the map is %s; leave it out",
        key,
        value,
        map);
  }

  /** The small slippery lake. */
  public static FrozenLake standard() {
    return new FrozenLake(Map.SMALL, true, SUCCESS_RATE, SIZE, FROZEN_PROBABILITY, MAP_SEED);
  }

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    String cells = cells();
    GridShape shape = shape();
    double[] start = FiniteMdp.startIn(cells.indexOf('S'), cells.length());
    return FiniteMdp.of(
        start, 4, 25 * shape.rows(), (state, action) -> outcomes(cells, shape, state, action));
  }

  @Override
  public GridShape shape() {
    int side = (int) Math.sqrt(cells().length());
    return GridShape.open(side, side, Move.LEFT, Move.DOWN, Move.RIGHT, Move.UP);
  }

  private List<Outcome> outcomes(String cells, GridShape shape, int state, int action) {
    if (isEnd(cells, state)) {
      return List.of(new Outcome(1, state, 0, true));
    }
    if (!slippery) {
      return List.of(move(1, cells, shape, state, action));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int turn = -1; turn <= 1; turn++) {
      double probability = turn == 0 ? successRate : (1 - successRate) / 2;
      outcomes.add(move(probability, cells, shape, state, Math.floorMod(action + turn, 4)));
    }
    return outcomes;
  }

  private static Outcome move(
      double probability, String cells, GridShape shape, int state, int action) {
    int next = shape.go(state, shape.moves().get(action));
    return new Outcome(probability, next, cells.charAt(next) == 'G' ? 1 : 0, isEnd(cells, next));
  }

  private static boolean isEnd(String cells, int state) {
    char cell = cells.charAt(state);
    return cell == 'H' || cell == 'G';
  }

  /** The cells row by row. */
  String cells() {
    String drawn = map == Map.RANDOM ? draw(size, frozenProbability, mapSeed) : null;
    return drawn == null ? map.cells : drawn;
  }

  private static @Nullable String draw(int size, double frozenProbability, long seed) {
    UniformRandomProvider rng = Streams.of(seed).at("frozen-lake").rng();
    char[] cells = new char[size * size];
    for (int attempt = 0; attempt < MOST_DRAWS; attempt++) {
      for (int cell = 0; cell < cells.length; cell++) {
        cells[cell] = rng.nextDouble() < frozenProbability ? 'F' : 'H';
      }
      cells[0] = 'S';
      cells[cells.length - 1] = 'G';
      if (hasPath(cells, size)) {
        return new String(cells);
      }
    }
    return null;
  }

  private static boolean hasPath(char[] cells, int size) {
    GridShape shape = GridShape.open(size, size, Move.LEFT, Move.DOWN, Move.RIGHT, Move.UP);
    boolean[] seen = new boolean[cells.length];
    Deque<Integer> open = new ArrayDeque<>(List.of(0));
    while (!open.isEmpty()) {
      int cell = open.pop();
      for (Move move : shape.moves()) {
        int next = shape.go(cell, move);
        if (!seen[next] && cells[next] != 'H') {
          seen[next] = true;
          open.push(next);
        }
      }
    }
    return seen[cells.length - 1];
  }
}
