package dev.stride.vqe.circuit;

import dev.stride.vqe.circuit.Gate.Kind;
import dev.stride.vqe.operator.PauliSum;
import java.util.ArrayList;
import java.util.List;

/**
 * A circuit in one- and two-qubit gates, exact with its global phase. What is one already stays. A
 * rotation exp(-iφP/2) turns every letter of P to Z, by H for X and RX(π/2) for Y, collects the
 * parity in the last qubit by a ladder of CNOTs, has RZ(φ) there, and goes back: 2(w-1) CNOTs for w
 * letters. An excitation of m orbitals is the product of its 2^(2m-1) rotations, which commute
 * ({@link Excitation#generator}). This is the textbook form; shorter ones are known (Yordanov et
 * al. 2020).
 */
public final class Elementary {
  private static final Angle QUARTER = Angle.fixed(Math.PI / 2);
  private static final Angle BACK = Angle.fixed(-Math.PI / 2);

  /** Takes the gates in order. */
  public interface Sink {
    /**
     * One gate.
     *
     * @param second of two-qubit gates the other qubit, the target of a CNOT; otherwise -1
     */
    void add(Kind kind, int first, int second, Angle angle);
  }

  private final int qubits;
  private final Sink sink;

  private Elementary(int qubits, Sink sink) {
    this.qubits = qubits;
    this.sink = sink;
  }

  /** Hands the gates of {@code circuit} to {@code sink}. */
  public static void each(Circuit circuit, Sink sink) {
    Elementary to = new Elementary(circuit.qubits(), sink);
    for (Gate gate : circuit.gates()) {
      to.add(gate);
    }
  }

  /** The circuit of these gates, with the same parameters. */
  public static Circuit of(Circuit circuit) {
    List<Gate> gates = new ArrayList<>();
    each(
        circuit,
        (kind, first, second, angle) ->
            gates.add(Gate.of(kind, second < 0 ? List.of(first) : List.of(first, second), angle)));
    return new Circuit(circuit.qubits(), gates, circuit.layout());
  }

  private void add(Gate gate) {
    switch (gate.kind()) {
      case PAULI -> rotate(gate.string().x(), gate.string().z(), gate.angle());
      case EXCITATION, QUBIT_EXCITATION -> {
        // exp(iθA) = Π exp(iθ c_k P_k)
        PauliSum generator = Excitation.of(gate).generator(qubits);
        for (int k = 0; k < generator.size(); k++) {
          Angle angle = gate.angle().times(-2 * generator.coefficient()[k]);
          rotate(generator.x()[k], generator.z()[k], angle);
        }
      }
      default -> {
        List<Integer> on = gate.qubits();
        sink.add(gate.kind(), on.get(0), on.size() > 1 ? on.get(1) : -1, gate.angle());
      }
    }
  }

  private void rotate(long x, long z, Angle angle) {
    long support = x | z;
    int last = 63 - Long.numberOfLeadingZeros(support);
    if (Long.bitCount(support) == 1) {
      sink.add(x == 0 ? Kind.RZ : z == 0 ? Kind.RX : Kind.RY, last, -1, angle);
      return;
    }
    turn(x, z, QUARTER);
    long below = support ^ 1L << last;
    for (long left = below; left != 0; left &= left - 1) {
      int q = Long.numberOfTrailingZeros(left);
      sink.add(Kind.CNOT, q, Long.numberOfTrailingZeros(support & -2L << q), Angle.NONE);
    }
    sink.add(Kind.RZ, last, -1, angle);
    int above = last;
    for (long left = below; left != 0; left ^= 1L << above) {
      int q = 63 - Long.numberOfLeadingZeros(left);
      sink.add(Kind.CNOT, q, above, Angle.NONE);
      above = q;
    }
    turn(x, z, BACK);
  }

  private void turn(long x, long z, Angle quarter) {
    for (long left = x; left != 0; left &= left - 1) {
      int q = Long.numberOfTrailingZeros(left);
      boolean y = (z >>> q & 1) == 1;
      sink.add(y ? Kind.RX : Kind.H, q, -1, y ? quarter : Angle.NONE);
    }
  }
}
