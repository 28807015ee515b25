package dev.stride.vqe;

import dev.stride.optim.Check;
import dev.stride.vqe.circuit.Angle;
import dev.stride.vqe.circuit.Gate;
import java.util.ArrayList;
import java.util.List;

/** Excitations of one or two electrons that keep the number of electrons of either spin. */
public final class Excitations {
  /** How spin orbitals share parameters. */
  public enum Spin {
    /** Each excitation has its own. */
    ORBITAL,
    /**
     * An excitation and the one with all spins reversed share one, each with the scale 1/√2; a
     * product where the two do not commute. What is its own reverse stands alone.
     */
    COMPLEMENTED
  }

  private Excitations() {}

  /**
   * Operators that take electrons out of orbitals in {@code from} and put them into orbitals in
   * {@code to}, each once: T - T† serves both ways. Singles come first, then doubles.
   */
  static List<PoolOperator> operators(int qubits, long from, long to, Gate.Kind kind, Spin spin) {
    Check.that(qubits % 2 == 0, "excitations need pairs of spin orbitals, not %s", qubits);
    List<List<Integer>> all = new ArrayList<>();
    singles(qubits, from, to, all);
    doubles(qubits, from, to, all);
    List<PoolOperator> operators = new ArrayList<>();
    for (List<Integer> orbitals : all) {
      List<Integer> reverse = reversed(orbitals);
      boolean paired =
          spin == Spin.COMPLEMENTED && !same(orbitals, reverse) && indexOf(all, reverse) >= 0;
      if (!paired) {
        operators.add(new PoolOperator(List.of(Gate.of(kind, orbitals, Angle.of(0)))));
      } else if (indexOf(all, reverse) > indexOf(all, orbitals)) {
        Angle angle = Angle.of(0, Math.sqrt(0.5));
        operators.add(
            new PoolOperator(
                List.of(Gate.of(kind, orbitals, angle), Gate.of(kind, reverse, angle))));
      }
    }
    return operators;
  }

  private static void singles(int qubits, long from, long to, List<List<Integer>> into) {
    for (int i = 0; i < qubits; i++) {
      for (int a = i % 2; a < qubits; a += 2) {
        add(List.of(i, a), from, to, into);
      }
    }
  }

  private static void doubles(int qubits, long from, long to, List<List<Integer>> into) {
    for (int i = 0; i < qubits; i++) {
      for (int j = i + 1; j < qubits; j++) {
        for (int a = 0; a < qubits; a++) {
          for (int b = a + 1; b < qubits; b++) {
            if (i % 2 + j % 2 == a % 2 + b % 2) {
              add(List.of(i, j, a, b), from, to, into);
            }
          }
        }
      }
    }
  }

  /** Adds what is allowed, unless the same is there the other way round. */
  private static void add(List<Integer> orbitals, long from, long to, List<List<Integer>> into) {
    long loss = mask(orbitals, 0);
    long gain = mask(orbitals, 1);
    boolean allowed = (loss & ~from) == 0 && (gain & ~to) == 0 && (loss & gain) == 0;
    boolean bothWays = (gain & ~from) == 0 && (loss & ~to) == 0;
    if (allowed && (!bothWays || loss < gain)) {
      into.add(orbitals);
    }
  }

  /** Bit mask of the first half or of the second. */
  private static long mask(List<Integer> orbitals, int half) {
    int m = orbitals.size() / 2;
    long mask = 0;
    for (int k = 0; k < m; k++) {
      mask |= 1L << orbitals.get(half * m + k);
    }
    return mask;
  }

  /** All spins turned, orbital by orbital, so that the sign turns with them. */
  private static List<Integer> reversed(List<Integer> orbitals) {
    List<Integer> reversed = new ArrayList<>();
    for (int q : orbitals) {
      reversed.add(q ^ 1);
    }
    return reversed;
  }

  /** Where the list has this excitation, or the same the other way round; -1 where it does not. */
  private static int indexOf(List<List<Integer>> all, List<Integer> orbitals) {
    for (int k = 0; k < all.size(); k++) {
      if (same(all.get(k), orbitals)) {
        return k;
      }
    }
    return -1;
  }

  private static boolean same(List<Integer> one, List<Integer> other) {
    long loss = mask(one, 0);
    long gain = mask(one, 1);
    long otherLoss = mask(other, 0);
    long otherGain = mask(other, 1);
    return (loss == otherLoss && gain == otherGain) || (loss == otherGain && gain == otherLoss);
  }
}
