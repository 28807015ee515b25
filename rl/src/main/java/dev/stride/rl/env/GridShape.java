package dev.stride.rl.env;

import dev.stride.optim.Check;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the states of an environment are on a grid, for pictures of values and policies.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param cells the cell of each state; cells are numbered row by row from the upper left one, and
 *     one without a state is a wall
 * @param moves what each action tries to do
 */
public record GridShape(int rows, int columns, List<Integer> cells, List<Move> moves) {
  public GridShape {
    Check.atLeastOne("the number of rows", rows);
    Check.atLeastOne("the number of columns", columns);
    cells = List.copyOf(cells);
    moves = List.copyOf(moves);
  }

  /** A grid without walls: every cell is a state. */
  static GridShape open(int rows, int columns, Move... moves) {
    return new GridShape(
        rows, columns, IntStream.range(0, rows * columns).boxed().toList(), List.of(moves));
  }

  /** The state in a cell; -1 in a wall. */
  public int state(int row, int column) {
    return cells.indexOf(row * columns + column);
  }

  /** The cell that a move leads to, or the nearest one where the edge is in between. */
  int go(int cell, Move move) {
    int row = Math.min(Math.max(cell / columns + move.down(), 0), rows - 1);
    int column = Math.min(Math.max(cell % columns + move.right(), 0), columns - 1);
    return row * columns + column;
  }
}
