package dev.stride.rl.env;

/**
 * A rectangle of cells, numbered row by row from the upper left one.
 *
 * @param rows number of rows
 * @param columns number of columns
 */
record Grid(int rows, int columns) {
  int cells() {
    return rows * columns;
  }

  /** The cell a move away, or the nearest one where the edge is in between. */
  int move(int cell, int down, int right) {
    int row = Math.min(Math.max(cell / columns + down, 0), rows - 1);
    int column = Math.min(Math.max(cell % columns + right, 0), columns - 1);
    return row * columns + column;
  }
}
