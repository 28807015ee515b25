package dev.stride.vqe.operator;

import dev.stride.optim.Check;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Hermitian operator Σ_k c_k P_k with real coefficients, each P_k a tensor product of I, X, Y, Z.
 *
 * <p>{@link #of} puts the terms into the order of {@link PauliString}; another order is as valid.
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

  /**
   * The sum of the given terms, in the order of {@link PauliString}.
   *
   * @param drop terms with |c| ≤ drop are left out, but for the identity
   */
  public static PauliSum of(int qubits, Map<PauliString, Double> terms, double drop) {
    Map<PauliString, Double> kept = new TreeMap<>(terms);
    kept.entrySet()
        .removeIf(term -> Math.abs(term.getValue()) <= drop && term.getKey().weight() > 0);
    long[] x = new long[kept.size()];
    long[] z = new long[kept.size()];
    double[] coefficient = new double[kept.size()];
    int k = 0;
    for (Map.Entry<PauliString, Double> term : kept.entrySet()) {
      x[k] = term.getKey().x();
      z[k] = term.getKey().z();
      coefficient[k++] = term.getValue();
    }
    return new PauliSum(qubits, x, z, coefficient);
  }

  /** The string of term {@code k}. */
  public PauliString string(int k) {
    return new PauliString(x[k], z[k]);
  }

  /** Σ|c| over all terms but the identity: what shots have to resolve. */
  public double oneNorm() {
    double sum = 0;
    for (int k = 0; k < size(); k++) {
      sum += (x[k] | z[k]) == 0 ? 0 : Math.abs(coefficient[k]);
    }
    return sum;
  }
}
