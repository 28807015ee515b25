package dev.stride.vqe.circuit;

import java.util.ArrayList;
import java.util.List;

/** Where the gates of a drawing stand: as far left as the wires that they cover are free. */
final class Columns {
  private Columns() {}

  /** The gates of each column, none over another. */
  static List<List<Gate>> of(Circuit circuit) {
    int[] free = new int[circuit.qubits()];
    List<List<Gate>> columns = new ArrayList<>();
    for (Gate gate : circuit.gates()) {
      int column = 0;
      for (int q = GateLabels.lowest(gate); q <= GateLabels.highest(gate); q++) {
        column = Math.max(column, free[q]);
      }
      for (int q = GateLabels.lowest(gate); q <= GateLabels.highest(gate); q++) {
        free[q] = column + 1;
      }
      if (column == columns.size()) {
        columns.add(new ArrayList<>());
      }
      columns.get(column).add(gate);
    }
    return columns;
  }

  /**
   * The columns in rows: each as many as fit.
   *
   * @param widths by column
   * @param room of a row
   * @return where each row ends
   */
  static List<Integer> rows(int[] widths, int room) {
    List<Integer> ends = new ArrayList<>();
    int used = 0;
    for (int c = 0; c < widths.length; c++) {
      if (used > 0 && used + widths[c] > room) {
        ends.add(c);
        used = 0;
      }
      used += widths[c];
    }
    ends.add(widths.length);
    return ends;
  }
}
