package dev.stride.vqe.operator;

import dev.stride.optim.Check;

/**
 * The parity mapping (Seeley, Richard and Love 2012, section III): qubit j is the parity of the
 * occupations of the spin orbitals up to j, numbered with all spin up before all spin down.
 *
 * <p>So of n orbitals qubit n-1 is the parity of the electrons with spin up, and qubit 2n-1 that of
 * all electrons. A molecule changes neither: reduced, the two are left out, with the values that
 * they have in the reference determinant (Bravyi, Gambetta, Mezzacapo and Temme 2017, section III).
 *
 * @param reduced whether these two qubits are left out
 */
public record Parity(boolean reduced) implements Mapping {
  @Override
  public Encoding encoding(int modes, long occupied) {
    long[] stored = new long[modes];
    for (int j = 0; j < modes; j++) {
      stored[j] = (2L << j) - 1;
    }
    Encoding whole = Encoding.of(Spins.blocked(modes), stored);
    if (!reduced) {
      return whole;
    }
    Check.that(modes > 2, "parity:reduced=true leaves no qubit of %s spin orbitals", modes);
    long[] symmetries = {1L << (modes / 2 - 1), 1L << (modes - 1)};
    return whole.tapered(new Tapering(modes, symmetries, whole.basisState(occupied)));
  }
}
