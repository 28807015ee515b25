package dev.stride.rl.env;

import java.util.ArrayList;
import java.util.List;

/** A way to leave a cell of a grid. */
public enum Move {
  // In the order of the actions.
  UP(-1, 0, '↑'),
  RIGHT(0, 1, '→'),
  DOWN(1, 0, '↓'),
  LEFT(0, -1, '←'),
  UP_RIGHT(-1, 1, '↗'),
  DOWN_RIGHT(1, 1, '↘'),
  DOWN_LEFT(1, -1, '↙'),
  UP_LEFT(-1, -1, '↖'),
  STAY(0, 0, '·');

  /** The moves that a grid allows. */
  public enum Set {
    /** To the four neighbours. */
    FOUR(4),
    /** Diagonally too, as the king moves in chess. */
    KING(8);

    private final int directions;

    Set(int directions) {
      this.directions = directions;
    }

    /** The moves by action. */
    List<Move> actions(boolean stay) {
      List<Move> actions = new ArrayList<>(List.of(Move.values()).subList(0, directions));
      if (stay) {
        actions.add(STAY);
      }
      return List.copyOf(actions);
    }
  }

  private final int down;
  private final int right;
  private final char arrow;

  Move(int down, int right, char arrow) {
    this.down = down;
    this.right = right;
    this.arrow = arrow;
  }

  /** Rows that it goes down: -1, 0 or 1. */
  public int down() {
    return down;
  }

  /** Columns that it goes to the right: -1, 0 or 1. */
  public int right() {
    return right;
  }

  /** A character that shows it. */
  public char arrow() {
    return arrow;
  }

  /** Eighths of a full turn between the directions, at most 4; 0 to itself and to staying. */
  int turn(Move other) {
    if (this == STAY || other == STAY) {
      return 0;
    }
    int turn = Math.floorMod(eighth() - other.eighth(), 8);
    return Math.min(turn, 8 - turn);
  }

  /** The direction in eighths of a turn, clockwise from up. */
  private int eighth() {
    return right < 0 ? 6 - down : right == 0 ? (down > 0 ? 4 : 0) : 2 + down;
  }
}
