package dev.stride.vqe.operator;

/**
 * The Bravyi-Kitaev mapping (2002) as in Seeley, Richard and Love 2012, with interleaved spins, for
 * any number of spin orbitals: qubit j is the parity of the occupations that node j of a Fenwick
 * tree sums, those of the last 2^t spin orbitals up to j where 2^t is the largest power of two that
 * divides j+1. A ladder operator changes and asks O(log n) qubits.
 *
 * <p>Where the number of spin orbitals is no power of two, this is the tree of the next power,
 * without the qubits beyond; the balanced tree of Havlíček, Troyer and Whitfield 2017 differs
 * there.
 */
public record BravyiKitaev() implements Mapping {
  @Override
  public Encoding encoding(int modes, long occupied) {
    long[] stored = new long[modes];
    for (int j = 0; j < modes; j++) {
      int length = Integer.lowestOneBit(j + 1);
      stored[j] = (2L << j) - (1L << (j + 1 - length));
    }
    return Encoding.of(Spins.interleaved(modes), stored);
  }
}
