package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import java.util.List;

/**
 * One gate of a {@link Circuit}.
 *
 * @param qubits what it acts on: control and target of a CNOT; of an excitation the orbitals that
 *     lose their electrons and then, as many, those that gain them
 * @param parameter position of its angle in the parameter vector; {@link #FIXED} without angle
 */
public record Gate(Kind kind, List<Integer> qubits, int parameter) {
  /** The parameter of a gate that has no angle. */
  public static final int FIXED = -1;

  /** What a gate does. */
  public enum Kind {
    /** Pauli X. */
    X(1, 0),
    /** Hadamard. */
    H(1, 0),
    /** Flips the target where the control is set. */
    CNOT(2, 0),
    /** Changes the sign where both qubits are set. */
    CZ(2, 0),
    /** exp(-iθX/2). */
    RX(1, 1),
    /** exp(-iθY/2). */
    RY(1, 1),
    /** exp(-iθZ/2). */
    RZ(1, 1),
    /** exp(θ(T-T†)) with T = a†(gain 1) .. a†(gain m) a(loss m) .. a(loss 1). */
    EXCITATION(0, 2);

    private final int arity;
    private final int frequencies;

    Kind(int arity, int frequencies) {
      this.arity = arity;
      this.frequencies = frequencies;
    }

    /**
     * R, where an energy depends on the angle of this gate as a trigonometric polynomial with the
     * frequencies 1..R: 1 for a Pauli rotation, 2 for an excitation (its generator has the spectrum
     * {0, ±i}), 0 for a gate without angle.
     */
    public int frequencies() {
      return frequencies;
    }
  }

  public Gate {
    qubits = List.copyOf(qubits);
    boolean fits =
        kind == Kind.EXCITATION
            ? !qubits.isEmpty() && qubits.size() % 2 == 0
            : qubits.size() == kind.arity;
    Check.that(fits, "%s cannot act on the qubits %s", kind, qubits);
    Check.that(
        qubits.stream().distinct().count() == qubits.size(), "%s on %s repeats", kind, qubits);
    Check.that(
        kind.frequencies == 0 ? parameter == FIXED : parameter >= 0,
        "%s cannot have the parameter %s",
        kind,
        parameter);
  }

  /** Whether this gate has an angle. */
  public boolean turns() {
    return parameter != FIXED;
  }
}
