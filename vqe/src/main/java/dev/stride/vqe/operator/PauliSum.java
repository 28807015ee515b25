package dev.stride.vqe.operator;

import dev.stride.optim.Check;
import java.util.Map;

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
  /** Relative to Σ|c|, what may be left of terms that cancel. */
  static final double ROUNDING = 1e-15;

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
    Terms collected = new Terms(terms.size());
    terms.forEach((string, c) -> collected.add(string.x(), string.z(), c));
    return of(qubits, collected, drop);
  }

  /** The same of what was collected by X-mask and Z-mask. */
  static PauliSum of(int qubits, Terms terms, double drop) {
    Terms.Sorted sorted = terms.sorted(drop, true);
    return new PauliSum(qubits, sorted.first(), sorted.second(), sorted.value());
  }

  /**
   * The Hermitian A of a real operator R = Σ d X^x Z^z, collected by x and z: A = R where R is
   * symmetric, and R = iA where it is antisymmetric. From P = i^y X^x Z^z with y = |x∧z| letters Y:
   * an even y belongs to the one and an odd y to the other.
   */
  static PauliSum ofReal(int qubits, Terms terms, double drop) {
    PauliSum sum = of(qubits, terms, drop);
    for (int k = 0; k < sum.size(); k++) {
      int y = Long.bitCount(sum.x[k] & sum.z[k]);
      if (((y + 1) / 2 & 1) == 1) {
        sum.coefficient[k] = -sum.coefficient[k];
      }
    }
    return sum;
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

  /** A + B. */
  public PauliSum plus(PauliSum other) {
    requireQubitsOf(other);
    Terms terms = new Terms(size() + other.size());
    for (int k = 0; k < size(); k++) {
      terms.add(x[k], z[k], coefficient[k]);
    }
    for (int k = 0; k < other.size(); k++) {
      terms.add(other.x[k], other.z[k], other.coefficient[k]);
    }
    return of(qubits, terms, ROUNDING * (weight() + other.weight()));
  }

  /** cA. */
  public PauliSum times(double c) {
    double[] scaled = new double[size()];
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] = c * coefficient[k];
    }
    return new PauliSum(qubits, x, z, scaled);
  }

  /**
   * i[A, B] = i(AB - BA), which is Hermitian: with a Hamiltonian A and the generator B of exp(iθB)
   * the derivative of the energy by θ at 0 is its expectation. Cost: a product of strings for each
   * pair of terms.
   */
  public PauliSum commutator(PauliSum other) {
    return product(other, 1);
  }

  /** ½(AB + BA), which is AB where the two commute: {@code a.symmetricProduct(a)} is A². */
  public PauliSum symmetricProduct(PauliSum other) {
    return product(other, 0);
  }

  /** From pairs of strings that commute (odd = 0) or do not (1). */
  private PauliSum product(PauliSum other, int odd) {
    requireQubitsOf(other);
    Terms terms = new Terms(size() + other.size());
    for (int j = 0; j < size(); j++) {
      for (int k = 0; k < other.size(); k++) {
        int phase = PauliString.phase(x[j], z[j], other.x[k], other.z[k]);
        if ((phase & 1) == odd) {
          // i^phase is ±1; and 2i·i^phase is ∓2 where it is ±i.
          double sign = odd == 0 ? 1 - phase : 2 * (phase - 2);
          double c = sign * coefficient[j] * other.coefficient[k];
          terms.add(x[j] ^ other.x[k], z[j] ^ other.z[k], c);
        }
      }
    }
    return of(qubits, terms, ROUNDING * weight() * other.weight());
  }

  private void requireQubitsOf(PauliSum other) {
    Check.that(
        qubits == other.qubits,
        "operators on %s and on %s qubits do not go together",
        qubits,
        other.qubits);
  }

  /** Σ|c|: times {@link #ROUNDING} no less than what rounding leaves where terms cancel. */
  double weight() {
    double sum = 0;
    for (double c : coefficient) {
      sum += Math.abs(c);
    }
    return sum;
  }
}
