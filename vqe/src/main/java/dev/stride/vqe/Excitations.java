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
     * product where the two do not commute. What is its own reverse stands alone, and what is the
     * opposite of its reverse is left out.
     */
    MIRRORED
  }

  /** Not a place: no such excitation is allowed. */
  private static final int ALONE = -1;

  /** Not a place: T of the reverse is T† of this one, and the sum of T - T† over both is zero. */
  private static final int CANCELS = -2;

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
    for (int k = 0; k < all.size(); k++) {
      List<Integer> orbitals = all.get(k);
      int partner = spin == Spin.ORBITAL ? k : partner(all, orbitals);
      if (partner == k || partner == ALONE) {
        operators.add(new PoolOperator(List.of(Gate.of(kind, orbitals, Angle.of(0)))));
      } else if (partner > k) {
        Angle angle = Angle.of(0, Math.sqrt(0.5));
        operators.add(
            new PoolOperator(
                List.of(Gate.of(kind, orbitals, angle), Gate.of(kind, reversed(orbitals), angle))));
      }
    }
    return operators;
  }

  /** Where the excitation with all spins reversed is, either way round; or why there is none. */
  private static int partner(List<List<Integer>> all, List<Integer> orbitals) {
    List<Integer> reversed = reversed(orbitals);
    long loss = mask(reversed, 0);
    long gain = mask(reversed, 1);
    if (loss == mask(orbitals, 1) && gain == mask(orbitals, 0)) {
      return CANCELS;
    }
    for (int k = 0; k < all.size(); k++) {
      long otherLoss = mask(all.get(k), 0);
      long otherGain = mask(all.get(k), 1);
      boolean same = loss == otherLoss && gain == otherGain;
      boolean turned = loss == otherGain && gain == otherLoss;
      if (same || turned) {
        return k;
      }
    }
    return ALONE;
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
}
