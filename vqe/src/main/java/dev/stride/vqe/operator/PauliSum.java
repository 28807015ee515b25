package dev.stride.vqe.operator;

import dev.stride.optim.Check;

/**
 * A Hermitian operator Σ_k c_k P_k with real coefficients, each P_k a tensor product of I, X, Y, Z.
 *
 * <p>A Pauli string is a pair of bit masks: qubit q carries X when only bit q of {@code x} is set,
 * Z when only bit q of {@code z} is set, Y when both are, I when neither is. Qubit q is bit q of a
 * basis state's index (little-endian).
 *
 * @param qubits number of qubits, at most 62
 * @param x X-masks, by term
 * @param z Z-masks, by term
 * @param coefficient coefficients, by term, in the operator's unit (hartree for energies)
 */
public record PauliSum(int qubits, long[] x, long[] z, double[] coefficient) {
  public PauliSum {
    Check.that(qubits >= 1 && qubits <= 62, "qubits must be from 1 to 62, not %s", qubits);
    Check.that(
        x.length == z.length && z.length == coefficient.length,
        "masks and coefficients differ in number");
  }

  /** Number of terms, the identity included where it has one. */
  public int size() {
    return coefficient.length;
  }
}
