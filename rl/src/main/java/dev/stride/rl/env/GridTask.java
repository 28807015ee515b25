package dev.stride.rl.env;

import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles a text map and its rules to a finite process.
 *
 * <p>A step is a move, which slips as {@code slip} says, and then the wind of the column that is
 * left, cell by cell upward until a wall. A move into a wall leaves everything where it is. What
 * would leave the map ends at its edge, after the wind: a move down from the lowest row against
 * wind 1 stays.
 *
 * @param map the cells
 * @param moves the move of each action
 * @param slip what a move can turn into
 * @param wind upward strength of the wind in each column
 * @param gusts whether wind, where there is some, is a third of the time weaker by one and a third
 *     of the time stronger by one
 * @param stepReward reward of a step
 * @param rewards by the character of the cell that is entered, in place of {@code stepReward}
 * @param limit steps of an episode
 */
record GridTask(
    TextMap map,
    List<Move> moves,
    Slip slip,
    List<Integer> wind,
    boolean gusts,
    double stepReward,
    Map<Character, Double> rewards,
    int limit) {

  /**
   * What a move turns into: itself with probability {@code 1 - probability}, else one of the moves
   * {@code to}, all with the same probability. Staying does not slip.
   */
  record Slip(double probability, Grid.SlipTo to) {
    static final Slip NONE = new Slip(0, Grid.SlipTo.OTHERS);

    /** The moves that can come of one, in the order of the actions, and their probabilities. */
    private Map<Move, Double> of(Move meant, List<Move> moves) {
      int side = moves.contains(Move.UP_RIGHT) ? 1 : 2;
      List<Move> others = new ArrayList<>();
      for (Move move : moves) {
        int turn = meant.turn(move);
        if (to == Grid.SlipTo.SIDES ? turn == side : turn > 0) {
          others.add(move);
        }
      }
      Map<Move, Double> turned = new EnumMap<>(Move.class);
      boolean sure = probability == 0 || others.isEmpty();
      turned.put(meant, sure ? 1 : 1 - probability);
      if (!sure) {
        others.forEach(move -> turned.put(move, probability / others.size()));
      }
      return turned;
    }
  }

  /** Without slips and wind. */
  GridTask(TextMap map, double stepReward, Map<Character, Double> rewards, int limit) {
    this(
        map,
        Move.Set.FOUR.actions(false),
        Slip.NONE,
        Collections.nCopies(map.columns(), 0),
        false,
        stepReward,
        rewards,
        limit);
  }

  FiniteMdp model() {
    return FiniteMdp.of(map.start(), moves.size(), limit, this::outcomes);
  }

  private List<Outcome> outcomes(int state, int action) {
    int cell = map.cell(state);
    if (map.isEnd(cell)) {
      return List.of(new Outcome(1, state, 0, true));
    }
    List<Outcome> outcomes = new ArrayList<>();
    int mean = wind.get(cell % map.columns());
    int gust = gusts && mean > 0 ? 1 : 0;
    slip.of(moves.get(action), moves)
        .forEach(
            (move, probability) -> {
              for (int change = -gust; change <= gust; change++) {
                int to = step(cell, move, mean + change);
                enter(to, probability / (2 * gust + 1), outcomes);
              }
            });
    return outcomes;
  }

  private int step(int cell, Move move, int blow) {
    int row = cell / map.columns();
    int column = cell % map.columns();
    int nextRow = row + move.down();
    int nextColumn = Math.min(Math.max(column + move.right(), 0), map.columns() - 1);
    if (isWall(nextRow, nextColumn)) {
      nextRow = row;
      nextColumn = column;
    }
    for (int k = 0; k < blow && !isWall(nextRow - 1, nextColumn); k++) {
      nextRow--;
    }
    nextRow = Math.min(Math.max(nextRow, 0), map.rows() - 1);
    return isWall(nextRow, nextColumn) ? cell : nextRow * map.columns() + nextColumn;
  }

  private boolean isWall(int row, int column) {
    boolean inside = row >= 0 && row < map.rows();
    return inside && map.isWall(row * map.columns() + column);
  }

  private void enter(int cell, double probability, List<Outcome> outcomes) {
    double reward = rewards.getOrDefault(map.at(cell), stepReward);
    if (map.at(cell) != TextMap.CLIFF) {
      outcomes.add(new Outcome(probability, map.state(cell), reward, map.isEnd(cell)));
      return;
    }
    double[] start = map.start();
    for (int s = 0; s < start.length; s++) {
      if (start[s] > 0) {
        outcomes.add(new Outcome(probability * start[s], s, reward, false));
      }
    }
  }
}
