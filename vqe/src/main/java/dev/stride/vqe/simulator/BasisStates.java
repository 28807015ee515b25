package dev.stride.vqe.simulator;

import java.util.Arrays;

/** A set of basis states, counted in the order in which they came; a hash table of them. */
final class BasisStates {
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private long[] state = new long[16];
  private int size;

  /** 1 + the index of a state, 0 where a slot is free; at most half of the slots are taken. */
  private int[] slot = new int[64];

  /** The states of {@code all}, with the same indices; they are all different. */
  static BasisStates of(long[] all) {
    BasisStates states = new BasisStates();
    for (long one : all) {
      states.add(one);
    }
    return states;
  }

  int size() {
    return size;
  }

  long get(int index) {
    return state[index];
  }

  /** All of them in ascending order. */
  long[] sorted() {
    long[] all = Arrays.copyOf(state, size);
    Arrays.sort(all);
    return all;
  }

  /** The index of a state, -1 where it is not here. */
  int indexOf(long wanted) {
    return slot[slotOf(wanted)] - 1;
  }

  /** The index of a state, which comes in where it is not here yet. */
  int add(long wanted) {
    int at = slotOf(wanted);
    if (slot[at] > 0) {
      return slot[at] - 1;
    }
    if (size == state.length) {
      grow();
      at = slotOf(wanted);
    }
    state[size] = wanted;
    slot[at] = ++size;
    return size - 1;
  }

  private int slotOf(long wanted) {
    int mask = slot.length - 1;
    int at = (int) ((wanted * SPREAD) >>> 40) & mask;
    while (slot[at] > 0 && state[slot[at] - 1] != wanted) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    state = Arrays.copyOf(state, 2 * size);
    slot = new int[2 * slot.length];
    for (int k = 0; k < size; k++) {
      slot[slotOf(state[k])] = k + 1;
    }
  }
}
