package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Gate;
import java.util.List;

/**
 * A run of X, CNOT and SWAP: basis state i goes to A i ⊕ b, a linear map of the bits, in one gather
 * however many gates there are. Writes into a spare array and swaps.
 */
final class Shuffle extends Operation {
  private final int[] to;
  private final int[] from;
  private final State spare;

  Shuffle(List<Gate> gates, State spare) {
    this.spare = spare;
    int n = spare.re.length;
    to = new int[n];
    from = new int[n];
    for (int i = 0; i < n; i++) {
      long image = i;
      for (Gate gate : gates) {
        image = image(gate, image);
      }
      int j = (int) image;
      to[i] = j;
      from[j] = i;
    }
  }

  @Override
  void apply(State psi) {
    gather(psi, from);
  }

  @Override
  void undo(State psi) {
    gather(psi, to);
  }

  /** Whether a gate only takes basis states to others. */
  static boolean takes(Gate gate) {
    return switch (gate.kind()) {
      case X, CNOT, SWAP -> true;
      default -> false;
    };
  }

  /** Where an X, a CNOT or a SWAP takes a basis state. */
  static long image(Gate gate, long index) {
    int first = gate.qubits().get(0);
    if (gate.kind() == Gate.Kind.X) {
      return index ^ (1L << first);
    }
    int second = gate.qubits().get(1);
    long a = index >>> first & 1;
    if (gate.kind() == Gate.Kind.CNOT) {
      return index ^ (a << second);
    }
    long differ = a ^ (index >>> second & 1);
    return index ^ (differ << first | differ << second);
  }

  private void gather(State psi, int[] source) {
    gather(psi.re, spare.re, source);
    double[] swap = psi.re;
    psi.re = spare.re;
    spare.re = swap;
    if (!psi.isReal()) {
      gather(psi.im, spare.im, source);
      swap = psi.im;
      psi.im = spare.im;
      spare.im = swap;
    }
  }

  private static void gather(double[] a, double[] into, int[] source) {
    for (int i = 0; i < into.length; i++) {
      into[i] = a[source[i]];
    }
  }
}
