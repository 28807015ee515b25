package dev.stride.vqe.simulator;

/** Where a turn stands among those of an operation. */
final class Turns {
  private Turns() {}

  static int indexOf(int[] turns, int wanted) {
    for (int k = 0; k < turns.length; k++) {
      if (turns[k] == wanted) {
        return k;
      }
    }
    throw new IllegalArgumentException("turn " + wanted + " is not in this operation");
  }
}
