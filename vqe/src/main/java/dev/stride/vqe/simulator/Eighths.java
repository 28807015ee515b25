package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Gate;
import java.util.List;

/** A run of S, T and their inverses: for each basis state a phase exp(iπk/4) with a whole k. */
final class Eighths extends Operation {
  private static final double HALF_ROOT = Math.sqrt(0.5);
  private static final double[] COS = {1, HALF_ROOT, 0, -HALF_ROOT, -1, -HALF_ROOT, 0, HALF_ROOT};

  private final byte[] eighths;

  Eighths(int qubits, List<Gate> run) {
    eighths = new byte[1 << qubits];
    for (Gate gate : run) {
      int qubit = gate.qubits().get(0);
      int of = of(gate);
      for (int i = 0; i < eighths.length; i++) {
        eighths[i] = (byte) (eighths[i] + of * (i >>> qubit & 1) & 7);
      }
    }
  }

  /** The k of a gate's phase exp(iπk/4), from -2 to 2; 0 where it is none of these gates. */
  static int of(Gate gate) {
    return switch (gate.kind()) {
      case S -> 2;
      case T -> 1;
      case TDG -> -1;
      case SDG -> -2;
      default -> 0;
    };
  }

  @Override
  void apply(State psi) {
    multiply(psi.re, psi.im, 1);
  }

  @Override
  void undo(State psi) {
    multiply(psi.re, psi.im, -1);
  }

  private void multiply(double[] re, double[] im, int sign) {
    for (int i = 0; i < re.length; i++) {
      double c = COS[eighths[i]];
      double s = sign * COS[eighths[i] + 6 & 7];
      double x = re[i];
      double y = im[i];
      re[i] = c * x - s * y;
      im[i] = s * x + c * y;
    }
  }
}
