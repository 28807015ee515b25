package dev.stride.rl.env;

import dev.stride.optim.Check;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A grid drawn with characters, of which {@link Grid} has the list. Its states are the cells that
 * are not walls, in the order in which one reads them.
 */
final class TextMap {
  static final char WALL = '#';
  static final char FLOOR = '.';
  static final char START = 'S';
  static final char CLIFF = '*';
  private static final int MOST_CELLS = 10_000;

  private final List<String> rows;
  private final int columns;
  private final char closed;

  /** The cell of each state. */
  private final List<Integer> cells = new ArrayList<>();

  /** The state in each cell, -1 in a wall. */
  private final int[] states;

  private TextMap(String where, List<String> rows, char closed) {
    this.closed = closed;
    Check.that(
        !rows.isEmpty() && !rows.get(0).isEmpty(),
        "%s is empty; a map has rows of cells, as in S.#/..G",
        where);
    this.rows = List.copyOf(rows);
    columns = rows.get(0).length();
    Check.that(
        (long) columns * rows.size() <= MOST_CELLS,
        "%s has %s cells, and %s are the most",
        where,
        (long) columns * rows.size(),
        MOST_CELLS);
    states = new int[columns * rows.size()];
    Arrays.fill(states, -1);
    for (int row = 0; row < rows.size(); row++) {
      checkRow(where, row);
      for (int column = 0; column < columns; column++) {
        if (at(row * columns + column) != WALL) {
          states[row * columns + column] = cells.size();
          cells.add(row * columns + column);
        }
      }
    }
    Check.that(has(START), "%s has no start; mark one cell or more with S", where);
    Check.that(
        cells.stream().anyMatch(cell -> isEnd(cell)),
        "%s has no cell that ends an episode; mark one with a capital letter, as G",
        where);
  }

  /** A map whose rows are separated by slashes. */
  static TextMap inline(String text) {
    return new TextMap("map " + text, List.of(text.split("/", -1)), WALL);
  }

  /** The same map while the cells of this letter are closed as by a wall; they are states still. */
  TextMap closing(char letter) {
    return new TextMap("map", rows, letter);
  }

  /** A map with a line for each row; empty lines at the end do not count. */
  static TextMap file(String name) {
    List<String> lines = new ArrayList<>(read(name));
    // Some editors begin a file with a byte-order mark.
    if (!lines.isEmpty() && lines.get(0).startsWith("\uFEFF")) {
      lines.set(0, lines.get(0).substring(1));
    }
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
      lines.remove(lines.size() - 1);
    }
    return new TextMap("file " + name, lines, WALL);
  }

  private static List<String> read(String name) {
    String why;
    try {
      Path path = Path.of(name);
      if (!Files.isDirectory(path)) {
        return Files.readAllLines(path);
      }
      why = "it is a directory";
    } catch (NoSuchFileException missing) {
      why = "there is none";
    } catch (CharacterCodingException binary) {
      why = "it is not UTF-8 text";
    } catch (InvalidPathException bad) {
      why = "that is no name of a file";
    } catch (IOException unreadable) {
      why = String.valueOf(unreadable.getMessage());
    }
    throw new IllegalArgumentException(
        "file "
            + name
            + " cannot be read: "
            + why
            + "; it should have a line of characters for each row of the grid");
  }

  private void checkRow(String where, int row) {
    String text = rows.get(row);
    // What is no cell comes first: it may be why the number is wrong.
    for (int column = 0; column < text.length(); column++) {
      char c = text.charAt(column);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      Check.that(
          letter || c == WALL || c == FLOOR || c == CLIFF,
          "%s: row %s, column %s is '%s'; known are # wall, . floor, S start, * cliff, capital"
              + " letters that end an episode and small ones that do not",
          where,
          row + 1,
          column + 1,
          shown(text.codePointAt(column)));
    }
    Check.that(
        text.length() == columns,
        "%s: row %s has %s cells and row 1 has %s; all need the same number",
        where,
        row + 1,
        text.length(),
        columns);
  }

  /** A character so that it can be seen. */
  private static String shown(int c) {
    if (c == '\t') {
      return "\\t";
    }
    boolean unseen = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    return unseen ? String.format("\\u%04x", c) : Character.toString(c);
  }

  /** Number of columns. */
  int columns() {
    return columns;
  }

  /** Number of rows. */
  int rows() {
    return rows.size();
  }

  /** The cell of a state. */
  int cell(int state) {
    return cells.get(state);
  }

  /** The state in a cell, -1 in a wall. */
  int state(int cell) {
    return states[cell];
  }

  /** Whether no move leads to a cell, at least at present. */
  boolean isWall(int cell) {
    return at(cell) == WALL || at(cell) == closed;
  }

  char at(int cell) {
    return rows.get(cell / columns).charAt(cell % columns);
  }

  /** Whether coming to a cell ends the episode. */
  boolean isEnd(int cell) {
    return Character.isUpperCase(at(cell)) && at(cell) != START;
  }

  boolean has(char c) {
    return rows.stream().anyMatch(row -> row.indexOf(c) >= 0);
  }

  /** Equal probability for each state with a start. */
  double[] start() {
    long starts = cells.stream().filter(cell -> at(cell) == START).count();
    return cells.stream().mapToDouble(cell -> at(cell) == START ? 1.0 / starts : 0).toArray();
  }

  GridShape shape(List<Move> moves) {
    return new GridShape(rows.size(), columns, cells, moves);
  }
}
