package dev.stride.vqe.operator;

import dev.stride.optim.Check;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * A tensor product of I, X, Y and Z as two bit masks, in the convention of {@link PauliSum}.
 *
 * <p>The order is that of {@code x} and then of {@code z} as numbers: the identity first, then what
 * is diagonal, then string after string those that flip the same qubits.
 *
 * @param x bit q is set where qubit q carries X or Y
 * @param z bit q is set where qubit q carries Z or Y
 */
public record PauliString(long x, long z) implements Comparable<PauliString> {
  /** I on every qubit. */
  public static final PauliString IDENTITY = new PauliString(0, 0);

  /**
   * Reads the text form.
   *
   * @param text {@code "I"}, or letters with qubits: {@code "X0 Y1 Z3"}
   */
  public static PauliString parse(String text) {
    long x = 0;
    long z = 0;
    if (!text.equals("I")) {
      for (String factor : text.split(" ", -1)) {
        Check.that(
            factor.matches("[XYZ]\\d{1,2}"), "'%s' in '%s' is no X0, Y0 or Z0", factor, text);
        int qubit = Integer.parseInt(factor.substring(1));
        long bit = 1L << qubit;
        Check.that(qubit < 62 && ((x | z) & bit) == 0, "qubit %s in '%s'", qubit, text);
        x |= factor.charAt(0) == 'Z' ? 0 : bit;
        z |= factor.charAt(0) == 'X' ? 0 : bit;
      }
    }
    return new PauliString(x, z);
  }

  /** Number of qubits that it does not leave alone. */
  public int weight() {
    return Long.bitCount(x | z);
  }

  /** Whether the two commute as operators. */
  public boolean commutesWith(PauliString other) {
    return (Long.bitCount(x & other.z) + Long.bitCount(z & other.x)) % 2 == 0;
  }

  /**
   * Whether the two commute on every qubit: each qubit has the same letter in both, or I in one.
   */
  public boolean commutesQubitWiseWith(PauliString other) {
    long both = (x | z) & (other.x | other.z);
    return (((x ^ other.x) | (z ^ other.z)) & both) == 0;
  }

  /** The product with another string, without its phase. */
  public PauliString times(PauliString other) {
    return new PauliString(x ^ other.x, z ^ other.z);
  }

  /**
   * The k of the phase i^k with which {@code this · other = i^k times(other)}, from 0 to 3.
   *
   * <p>From P = i^|x∧z| X^x Z^z and Z^z X^x′ = (-1)^|z∧x′| X^x′ Z^z. Even where the two commute.
   */
  public int phaseWith(PauliString other) {
    return phase(x, z, other.x, other.z);
  }

  /** The same of masks. */
  static int phase(long x, long z, long otherX, long otherZ) {
    int power =
        Long.bitCount(x & z)
            + Long.bitCount(otherX & otherZ)
            - Long.bitCount((x ^ otherX) & (z ^ otherZ))
            + 2 * Long.bitCount(z & otherX);
    return power & 3;
  }

  @Override
  public int compareTo(PauliString other) {
    return x == other.x ? Long.compare(z, other.z) : Long.compare(x, other.x);
  }

  /** {@code "X0 Y1 Z3"}, and {@code "I"} for the identity. */
  @Override
  public String toString() {
    StringJoiner factors = new StringJoiner(" ");
    factors.setEmptyValue("I");
    for (long left = x | z; left != 0; left &= left - 1) {
      int q = Long.numberOfTrailingZeros(left);
      boolean hasX = (x >>> q & 1) != 0;
      boolean hasZ = (z >>> q & 1) != 0;
      factors.add(String.format(Locale.ROOT, "%s%d", hasX ? hasZ ? "Y" : "X" : "Z", q));
    }
    return factors.toString();
  }
}
