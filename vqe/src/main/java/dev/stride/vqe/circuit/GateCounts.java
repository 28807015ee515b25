package dev.stride.vqe.circuit;

import dev.stride.vqe.circuit.Gate.Kind;

/**
 * What a circuit costs on hardware, in the gates of {@link Elementary}.
 *
 * @param oneQubit gates on one qubit
 * @param twoQubit CNOT, CZ and SWAP
 * @param cnots the same in CNOTs: one for a CZ, three for a SWAP
 * @param depth steps, when every gate comes as early as its qubits allow
 */
public record GateCounts(int oneQubit, int twoQubit, int cnots, int depth) {

  /** Of {@code circuit}. Cost: O(gates), without making them. */
  public static GateCounts of(Circuit circuit) {
    Counter counter = new Counter(circuit.qubits());
    Elementary.each(circuit, counter);
    return new GateCounts(counter.one, counter.two, counter.cnots, counter.depth);
  }

  private static final class Counter implements Elementary.Sink {
    private final int[] level;
    private int one;
    private int two;
    private int cnots;
    private int depth;

    Counter(int qubits) {
      level = new int[qubits];
    }

    @Override
    public void add(Kind kind, int first, int second, Angle angle) {
      int at = level[first];
      if (second < 0) {
        one++;
      } else {
        two++;
        cnots += kind == Kind.SWAP ? 3 : 1;
        at = Math.max(at, level[second]);
        level[second] = at + 1;
      }
      level[first] = at + 1;
      depth = Math.max(depth, at + 1);
    }
  }
}
