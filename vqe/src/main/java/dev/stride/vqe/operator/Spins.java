package dev.stride.vqe.operator;

import dev.stride.optim.Check;

/**
 * In which order spin orbitals are numbered before they become qubits. Everywhere else spin orbital
 * 2p is orbital p with spin up and 2p+1 orbital p with spin down.
 *
 * @param modes number of spin orbitals
 * @param blocked all with spin up come first, then all with spin down; else orbital after orbital
 */
record Spins(int modes, boolean blocked) {
  Spins {
    Check.that(!blocked || modes % 2 == 0, "spin orbitals come in pairs, and there are %s", modes);
  }

  static Spins interleaved(int modes) {
    return new Spins(modes, false);
  }

  static Spins blocked(int modes) {
    return new Spins(modes, true);
  }

  /** The number of a spin orbital. */
  int position(int mode) {
    return blocked ? (mode >> 1) + (mode & 1) * (modes / 2) : mode;
  }

  /** The numbers of a set of spin orbitals. */
  long positions(long set) {
    long moved = 0;
    for (long left = set; left != 0; left &= left - 1) {
      moved |= 1L << position(Long.numberOfTrailingZeros(left));
    }
    return moved;
  }

  /** The sign of putting Π a†_j over a set, in ascending order, into ascending order of numbers. */
  int sign(long set) {
    long before = 0;
    int swaps = 0;
    for (long left = set; left != 0; left &= left - 1) {
      int position = position(Long.numberOfTrailingZeros(left));
      swaps += Long.bitCount(before >>> position);
      before |= 1L << position;
    }
    return 1 - 2 * (swaps & 1);
  }
}
