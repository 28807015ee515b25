package dev.stride.vqe.circuit;

import dev.stride.optim.Check;
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

  /** Of a gate of the kind {@link Gate.Kind#EXCITATION}. */
  public static Excitation of(Gate gate) {
    Check.that(gate.kind() == Gate.Kind.EXCITATION, "%s is no excitation", gate);
    List<Integer> qubits = gate.qubits();
    int half = qubits.size() / 2;
    long loss = mask(qubits.subList(0, half));
    long gain = mask(qubits.subList(half, 2 * half));
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

  /** All orbitals that change. */
  public long flips() {
    return loss | gain;
  }

  private static long mask(List<Integer> qubits) {
    return qubits.stream().mapToLong(q -> 1L << q).reduce(0, (a, b) -> a | b);
  }
}
