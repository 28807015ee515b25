package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import dev.stride.vqe.operator.PauliString;
import java.util.List;

/**
 * One gate of a {@link Circuit}.
 *
 * @param qubits what it acts on: control and target of a CNOT; of an excitation the orbitals that
 *     lose their electrons and then, as many, those that gain them
 * @param letters of a Pauli rotation one of X, Y and Z for each qubit, otherwise empty
 * @param angle {@link Angle#NONE} for a gate that has none
 */
public record Gate(Kind kind, List<Integer> qubits, String letters, Angle angle) {

  /** What a gate does. */
  public enum Kind {
    /** Pauli X. */
    X(1, 0),
    /** Pauli Y. */
    Y(1, 0),
    /** Pauli Z. */
    Z(1, 0),
    /** Hadamard. */
    H(1, 0),
    /** diag(1, i). */
    S(1, 0),
    /** diag(1, -i), the inverse of S. */
    SDG(1, 0),
    /** diag(1, exp(iπ/4)). */
    T(1, 0),
    /** diag(1, exp(-iπ/4)), the inverse of T. */
    TDG(1, 0),
    /** Flips the target where the control is set. */
    CNOT(2, 0),
    /** Changes the sign where both qubits are set. */
    CZ(2, 0),
    /** Exchanges two qubits. */
    SWAP(2, 0),
    /** exp(-iθX/2). */
    RX(1, 1),
    /** exp(-iθY/2). */
    RY(1, 1),
    /** exp(-iθZ/2). */
    RZ(1, 1),
    /** exp(-iθP/2) for a Pauli string P. */
    PAULI(0, 1),
    /** exp(θ(T-T†)) with T = a†(gain 1) .. a†(gain m) a(loss m) .. a(loss 1). */
    EXCITATION(0, 2),
    /** The same with |0⟩⟨1| for a: what an excitation is without the signs of fermions. */
    QUBIT_EXCITATION(0, 2);

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

    /** Whether this is an excitation, of fermions or of qubits. */
    public boolean excites() {
      return frequencies == 2;
    }

    private boolean fits(int qubits) {
      if (excites()) {
        return qubits > 0 && qubits % 2 == 0;
      }
      return this == PAULI ? qubits > 0 : qubits == arity;
    }
  }

  public Gate {
    qubits = List.copyOf(qubits);
    Check.that(kind.fits(qubits.size()), "%s cannot act on the qubits %s", kind, qubits);
    Check.that(
        qubits.stream().distinct().count() == qubits.size(), "%s on %s repeats", kind, qubits);
    Check.that(
        (kind.frequencies == 0) == angle.equals(Angle.NONE),
        "%s cannot have the angle %s",
        kind,
        angle);
    Check.that(
        letters.length() == (kind == Kind.PAULI ? qubits.size() : 0),
        "%s on %s cannot have the letters '%s'",
        kind,
        qubits,
        letters);
    for (int k = 0; k < letters.length(); k++) {
      Check.that("XYZ".indexOf(letters.charAt(k)) >= 0, "'%s' is not made of X, Y and Z", letters);
    }
  }

  /** A gate without letters. */
  public static Gate of(Kind kind, List<Integer> qubits, Angle angle) {
    return new Gate(kind, qubits, "", angle);
  }

  /** Whether this gate has an angle. */
  public boolean turns() {
    return kind.frequencies > 0;
  }

  /** The P of a rotation exp(-iθP/2). */
  public PauliString string() {
    String letter =
        switch (kind) {
          case RX -> "X";
          case RY -> "Y";
          case RZ -> "Z";
          default -> letters;
        };
    Check.that(kind.frequencies == 1, "%s is no rotation", kind);
    long x = 0;
    long z = 0;
    for (int k = 0; k < qubits.size(); k++) {
      long bit = 1L << qubits.get(k);
      x |= letter.charAt(k) == 'Z' ? 0 : bit;
      z |= letter.charAt(k) == 'X' ? 0 : bit;
    }
    return new PauliString(x, z);
  }

  /** Whether its matrix is real. */
  public boolean isReal() {
    return switch (kind) {
      case X, Z, H, CNOT, CZ, SWAP, RY, EXCITATION, QUBIT_EXCITATION -> true;
      case Y, S, SDG, T, TDG, RX, RZ -> false;
      case PAULI -> Long.bitCount(string().x() & string().z()) % 2 == 1; // -iP is real then
    };
  }
}
