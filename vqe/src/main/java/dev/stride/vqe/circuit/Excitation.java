package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
import dev.stride.vqe.operator.PauliSum;
import java.util.List;

/**
 * T = a†(gain 1) .. a†(gain m) a(loss m) .. a(loss 1) under Jordan-Wigner: it takes a basis state s
 * in which all of {@code loss} and none of {@code gain} is set to s ^ (loss | gain), with the sign
 * {@code sign}·(-1)^|s & parity|, and every other basis state to zero.
 *
 * @param loss orbitals that lose their electrons, as a bit mask
 * @param gain orbitals that gain them
 * @param parity the other orbitals, whose occupation changes the sign
 * @param sign 1 or -1
 */
public record Excitation(long loss, long gain, long parity, int sign) {

  /** Of an excitation of fermions or of qubits; the latter has no parity, and the sign 1. */
  public static Excitation of(Gate gate) {
    Check.that(gate.kind().excites(), "%s is no excitation", gate);
    List<Integer> qubits = gate.qubits();
    int half = qubits.size() / 2;
    long loss = mask(qubits.subList(0, half));
    long gain = mask(qubits.subList(half, 2 * half));
    if (gate.kind() == Gate.Kind.QUBIT_EXCITATION) {
      return new Excitation(loss, gain, 0, 1);
    }
    long parity = 0;
    long state = loss;
    int sign = 1;
    // a_j and a†_j both carry (-1)^(electrons below j).
    for (int k = 0; k < 2 * half; k++) {
      int qubit = qubits.get(k < half ? k : 3 * half - 1 - k);
      long below = (1L << qubit) - 1;
      parity ^= below;
      sign *= 1 - 2 * (Long.bitCount(state & below) & 1);
      state ^= 1L << qubit;
    }
    return new Excitation(loss, gain, parity & ~(loss | gain), sign);
  }

  /**
   * A with exp(θ(T-T†)) = exp(iθA): 2^(2m-1) Pauli strings that commute, from a† = (X-iY)/2 and a =
   * (X+iY)/2 on the orbitals that change and Z on those of the parity.
   */
  public PauliSum generator(int qubits) {
    int m = Long.bitCount(flips());
    long[] x = new long[1 << (m - 1)];
    long[] z = new long[x.length];
    double[] c = new double[x.length];
    int k = 0;
    // All subsets y of the orbitals that change; those of odd size carry Y there.
    for (long y = flips(); y != 0; y = (y - 1) & flips()) {
      int size = Long.bitCount(y);
      if (size % 2 == 1) {
        int power = (size - 1) / 2 + Long.bitCount(y & gain);
        x[k] = flips();
        z[k] = y | parity;
        c[k++] = (power % 2 == 0 ? sign : -sign) * 2.0 / (1 << m);
      }
    }
    return new PauliSum(qubits, x, z, c);
  }

  /** All orbitals that change. */
  public long flips() {
    return loss | gain;
  }

  private static long mask(List<Integer> qubits) {
    return qubits.stream().mapToLong(q -> 1L << q).reduce(0, (a, b) -> a | b);
  }
}
