package dev.stride.vqe.circuit;

import java.util.List;

/** What stands in the boxes of a drawing. */
final class GateLabels {
  /** Marks that are no boxes. */
  static final String CONTROL = "●";

  static final String NOT = "⊕";
  static final String CROSS = "×";

  private GateLabels() {}

  /** What stands on the k-th qubit of a gate. */
  static String label(Gate gate, int k) {
    String angle = gate.turns() && k == 0 ? " " + angle(gate.angle()) : "";
    boolean lost = k < gate.qubits().size() / 2;
    return switch (gate.kind()) {
      case X, Y, Z, H, S, T -> gate.kind().name();
      case SDG -> "S†";
      case TDG -> "T†";
      case CNOT -> k == 0 ? CONTROL : NOT;
      case CZ -> CONTROL;
      case SWAP -> CROSS;
      case RX, RY, RZ -> gate.kind().name() + angle;
      case PAULI -> gate.letters().charAt(k) + angle;
      case EXCITATION -> (lost ? "a" : "a†") + angle;
      case QUBIT_EXCITATION -> (lost ? "σ" : "σ†") + angle;
    };
  }

  /** Whether a label is a mark on the wire instead of a box. */
  static boolean isMark(String label) {
    return label.equals(CONTROL) || label.equals(NOT) || label.equals(CROSS);
  }

  /** {@code θ3}, {@code -0.5θ3+1.571}, {@code 1.571}; three decimals. */
  static String angle(Angle angle) {
    if (!angle.isFree()) {
      return number(angle.offset());
    }
    StringBuilder text = new StringBuilder();
    if (angle.scale() == -1) {
      text.append('-');
    } else if (angle.scale() != 1) {
      text.append(number(angle.scale()));
    }
    text.append('θ').append(angle.parameter());
    if (angle.offset() != 0) {
      text.append(angle.offset() < 0 ? "" : "+").append(number(angle.offset()));
    }
    return text.toString();
  }

  private static String number(double value) {
    double rounded = Math.rint(value * 1000) / 1000;
    if (rounded == 0 && value != 0) {
      return value < 0 ? "-0.000" : "0.000";
    }
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  /** The lowest qubit that a drawn gate covers. */
  static int lowest(Gate gate) {
    return extreme(gate.qubits(), -1);
  }

  /** The highest. */
  static int highest(Gate gate) {
    return extreme(gate.qubits(), 1);
  }

  private static int extreme(List<Integer> qubits, int sign) {
    int found = qubits.get(0);
    for (int q : qubits) {
      found = sign * q > sign * found ? q : found;
    }
    return found;
  }
}
