package dev.stride.vqe.operator;

import dev.stride.optim.Check;
import java.util.Arrays;

/**
 * Leaves out qubits that symmetries determine (Bravyi, Gambetta, Mezzacapo and Temme 2017, section
 * IV), for symmetries τ_i that are products of Z, as the parities of electrons and the reflections
 * of a molecule are.
 *
 * <p>Each τ_i has a qubit q_i that no other has. In the sector of the reference every basis state
 * has |τ_i ∧ s| of the reference's parity, so the bit of q_i follows from the other bits and can
 * go. An operator that commutes with all τ_i loses its X_{q_i}, and its Z_{q_i} becomes ±(τ_i
 * without q_i). This is what the paper's Clifford gates (X_q + τ)/√2 lead to.
 *
 * @param qubits number of qubits before
 * @param symmetries qubits with Z of each τ, as bit masks
 * @param reference the basis state whose sector it is
 */
public record Tapering(int qubits, long[] symmetries, long reference) {
  public Tapering {
    Check.that(
        symmetries.length < qubits,
        "%s symmetries leave nothing of %s qubits",
        symmetries.length,
        qubits);
    for (int i = 0; i < symmetries.length; i++) {
      Check.that(own(symmetries, i) != 0, "every symmetry must have a qubit that no other one has");
    }
  }

  /**
   * All symmetries of an operator that are products of Z, the kernel over GF(2) of its X-masks; of
   * these all but one where otherwise no qubit would be left. Cost: terms times qubits.
   *
   * @param reference a basis state of the sector
   */
  public static Tapering of(PauliSum sum, long reference) {
    int qubits = sum.qubits();
    long[] rows = new long[qubits]; // by highest bit, which no other row has
    for (long x : sum.x()) {
      insert(rows, x);
    }
    long[] kernel = new long[qubits];
    int found = 0;
    for (int free = 0; free < qubits; free++) {
      if (rows[free] == 0) {
        long symmetry = 1L << free;
        for (int pivot = free + 1; pivot < qubits; pivot++) {
          symmetry |= (rows[pivot] >>> free & 1) << pivot;
        }
        kernel[found++] = symmetry;
      }
    }
    return new Tapering(qubits, Arrays.copyOf(kernel, Math.min(found, qubits - 1)), reference);
  }

  private static void insert(long[] rows, long mask) {
    long rest = mask;
    for (int pivot = rows.length - 1; pivot >= 0; pivot--) {
      if ((rest >>> pivot & 1) == 1) {
        rest ^= rows[pivot];
      }
    }
    if (rest == 0) {
      return;
    }
    int pivot = 63 - Long.numberOfLeadingZeros(rest);
    for (int other = pivot + 1; other < rows.length; other++) {
      rows[other] ^= (rows[other] >>> pivot & 1) == 1 ? rest : 0;
    }
    rows[pivot] = rest;
  }

  /** Number of qubits that are left. */
  public int qubitsLeft() {
    return qubits - symmetries.length;
  }

  /** What is left of a basis state of the sector. */
  public long basisState(long state) {
    for (long symmetry : symmetries) {
      Check.that(
          !odd(symmetry & (state ^ reference)),
          "the basis state %s is not in the sector of %s",
          Long.toBinaryString(state),
          Long.toBinaryString(reference));
    }
    return without(left(), state);
  }

  /**
   * What an operator is in the sector, on the qubits that are left. Strings that commuted still do.
   *
   * @throws IllegalArgumentException when it leads out of the sector
   */
  public PauliSum taper(PauliSum sum) {
    Check.that(sum.qubits() == qubits, "the operator has %s qubits, not %s", sum.qubits(), qubits);
    long left = left();
    Terms terms = new Terms(sum.size());
    for (int k = 0; k < sum.size(); k++) {
      long x = sum.x()[k];
      long z = sum.z()[k];
      boolean minus = false;
      for (int i = 0; i < symmetries.length; i++) {
        Check.that(
            !odd(x & symmetries[i]),
            "%s does not commute with the symmetry %s",
            sum.string(k),
            new PauliString(0, symmetries[i]));
        if ((z & Long.lowestOneBit(own(symmetries, i))) != 0) {
          z ^= symmetries[i];
          minus ^= odd(symmetries[i] & reference);
        }
      }
      // A string is i^|x∧z| X^x Z^z, and the power must not change.
      minus ^= ((Long.bitCount(x & sum.z()[k]) - Long.bitCount(x & z)) / 2 & 1) == 1;
      double c = sum.coefficient()[k];
      terms.add(without(left, x), without(left, z), minus ? -c : c);
    }
    return PauliSum.of(qubitsLeft(), terms, PauliSum.ROUNDING * sum.weight());
  }

  /** Qubits that are left. */
  private long left() {
    long left = (1L << qubits) - 1;
    for (int i = 0; i < symmetries.length; i++) {
      left ^= Long.lowestOneBit(own(symmetries, i));
    }
    return left;
  }

  /** Qubits that symmetry {@code i} alone has. */
  private static long own(long[] symmetries, int i) {
    long own = symmetries[i];
    for (int j = 0; j < symmetries.length; j++) {
      own &= j == i ? own : ~symmetries[j];
    }
    return own;
  }

  /** The bits of {@code left}, moved together. */
  private static long without(long left, long mask) {
    long packed = 0;
    int at = 0;
    for (long bits = left; bits != 0; bits &= bits - 1) {
      packed |= (mask >>> Long.numberOfTrailingZeros(bits) & 1) << at++;
    }
    return packed;
  }

  private static boolean odd(long mask) {
    return (Long.bitCount(mask) & 1) == 1;
  }
}
