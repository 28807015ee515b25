package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Circuits for the terminal, in box-drawing characters: a wire for each qubit, qubit 0 on top, time
 * to the right, {@code ●─⊕} a CNOT, {@code ●─●} a CZ, {@code ×─×} a SWAP; in an excitation a and a†
 * (σ and σ† of qubits) on the orbitals that lose and gain an electron.
 */
public final class CircuitText {
  /** Circuits with more gates are summed up. */
  public static final int MOST_GATES = 300;

  private CircuitText() {}

  /**
   * The drawing of a circuit, in rows one under the other; of a longer one than {@link #MOST_GATES}
   * its {@link #summary}.
   *
   * @param width of a row in characters, at least 40
   */
  public static String of(Circuit circuit, int width) {
    Check.that(width >= 40, "a drawing needs 40 characters, not %s", width);
    if (circuit.gates().size() > MOST_GATES) {
      return summary(circuit);
    }
    List<List<Gate>> columns = Columns.of(circuit);
    int[] widths = new int[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = width(columns.get(c)) + 1;
    }
    int margin = Integer.toString(circuit.qubits() - 1).length() + 3;
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int to : Columns.rows(widths, width - margin - 1)) {
      text.append(from > 0 ? "\n" : "");
      row(circuit.qubits(), columns, widths, from, to, margin, text);
      from = to;
    }
    return text.toString();
  }

  /** Numbers of qubits, parameters and gates, by kind and after decomposition. */
  public static String summary(Circuit circuit) {
    Map<Gate.Kind, Integer> numbers = new EnumMap<>(Gate.Kind.class);
    for (Gate gate : circuit.gates()) {
      numbers.merge(gate.kind(), 1, Integer::sum);
    }
    StringJoiner kinds = new StringJoiner(", ");
    numbers.forEach((kind, number) -> kinds.add(number + " " + name(kind)));
    GateCounts counts = GateCounts.of(circuit);
    return circuit.qubits()
        + " qubits, "
        + circuit.parameters()
        + " parameters, "
        + circuit.gates().size()
        + " gates: "
        + kinds
        + "\nin one- and two-qubit gates: "
        + counts.oneQubit()
        + " on one qubit, "
        + counts.twoQubit()
        + " on two ("
        + counts.cnots()
        + " CNOTs), depth "
        + counts.depth()
        + "\n";
  }

  private static String name(Gate.Kind kind) {
    return switch (kind) {
      case PAULI -> "Pauli rotations";
      case EXCITATION -> "excitations";
      case QUBIT_EXCITATION -> "qubit excitations";
      default -> kind.name();
    };
  }

  private static int width(List<Gate> column) {
    int width = 1;
    for (Gate gate : column) {
      for (int k = 0; k < gate.qubits().size(); k++) {
        width = Math.max(width, box(gate, k).length());
      }
    }
    return width;
  }

  private static String box(Gate gate, int k) {
    String label = GateLabels.label(gate, k);
    return GateLabels.isMark(label) ? label : "┤" + label + "├";
  }

  /** Columns from..to-1: a line for each qubit and one between each two. */
  private static void row(
      int qubits,
      List<List<Gate>> columns,
      int[] widths,
      int from,
      int to,
      int margin,
      StringBuilder text) {
    int length = margin;
    for (int c = from; c < to; c++) {
      length += widths[c];
    }
    char[][] lines = new char[2 * qubits - 1][length + 1];
    for (int y = 0; y < lines.length; y++) {
      Arrays.fill(lines[y], y % 2 == 0 ? '─' : ' ');
    }
    for (int q = 0; q < qubits; q++) {
      Arrays.fill(lines[2 * q], 0, margin - 1, ' ');
      put(lines[2 * q], 0, "q" + q);
    }
    int x = margin;
    for (int c = from; c < to; c++) {
      for (Gate gate : columns.get(c)) {
        put(gate, lines, x, widths[c] - 1);
      }
      x += widths[c];
    }
    for (char[] line : lines) {
      text.append(new String(line).stripTrailing()).append('\n');
    }
  }

  private static void put(Gate gate, char[][] lines, int x, int width) {
    int middle = x + (width - 1) / 2;
    for (int y = 2 * GateLabels.lowest(gate); y <= 2 * GateLabels.highest(gate); y++) {
      lines[y][middle] = y % 2 == 0 ? '┼' : '│';
    }
    for (int k = 0; k < gate.qubits().size(); k++) {
      String box = box(gate, k);
      put(lines[2 * gate.qubits().get(k)], middle - (box.length() - 1) / 2, box);
    }
  }

  private static void put(char[] line, int at, String text) {
    for (int k = 0; k < text.length(); k++) {
      line[at + k] = text.charAt(k);
    }
  }
}
