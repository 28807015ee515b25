package dev.stride.vqe.chemistry;

import java.util.Arrays;

/**
 * All ways to put k electrons of one spin into n orbitals (masks, ascending), and the operators on
 * them, signs as for a†_p a†_q ... |vacuum⟩ with p < q < ...:
 *
 * <ul>
 *   <li>the hops E_pq, per string as many as k(n-k) that move an electron and k that do not: {@code
 *       target} (string), {@code pair} (of orbitals) and {@code sign};
 *   <li>the same hops by pair of orbitals: those of pair b are {@code pairFrom}, {@code pairTo} and
 *       {@code pairSign} from {@code pairStart[b]};
 *   <li>the Hamiltonian of these electrons alone, by the Slater-Condon rules, in compressed rows.
 * </ul>
 */
final class SpinStrings {
  final long[] masks;
  final int hops;
  final int[] target;
  final int[] pair;
  final double[] sign;
  final int[] pairStart;
  final int[] pairFrom;
  final int[] pairTo;
  final double[] pairSign;
  final int[] rowStart;
  int[] column;
  double[] value;
  private int entries;

  SpinStrings(MolecularIntegrals m, int electrons) {
    int n = m.orbitals();
    masks = masks(n, electrons);
    hops = electrons * (n - electrons) + electrons;
    target = new int[masks.length * hops];
    pair = new int[target.length];
    sign = new double[target.length];
    for (int s = 0; s < masks.length; s++) {
      fillHops(s, n);
    }
    pairStart = new int[MolecularIntegrals.pairs(n) + 1];
    pairFrom = new int[target.length];
    pairTo = new int[target.length];
    pairSign = new double[target.length];
    sortByPair();
    rowStart = new int[masks.length + 1];
    column = new int[16 * masks.length];
    value = new double[column.length];
    for (int s = 0; s < masks.length; s++) {
      fillRow(s, m);
      rowStart[s + 1] = entries;
    }
  }

  private void sortByPair() {
    for (int b : pair) {
      pairStart[b + 1]++;
    }
    for (int b = 1; b < pairStart.length; b++) {
      pairStart[b] += pairStart[b - 1];
    }
    int[] next = pairStart.clone();
    for (int hop = 0; hop < pair.length; hop++) {
      int at = next[pair[hop]]++;
      pairFrom[at] = target[hop];
      pairTo[at] = hop / hops;
      pairSign[at] = sign[hop];
    }
  }

  /** Number of strings. */
  int size() {
    return masks.length;
  }

  /** Energy of the electrons of string s among themselves and with the nuclei. */
  double diagonal(int s) {
    return value[rowStart[s]];
  }

  private void fillHops(int s, int n) {
    int at = s * hops;
    long mask = masks[s];
    for (int q = 0; q < n; q++) {
      if ((mask >>> q & 1) == 0) {
        continue;
      }
      for (int p = 0; p < n; p++) {
        boolean free = (mask >>> p & 1) == 0;
        if (free || p == q) {
          target[at] = index((mask ^ (1L << q)) | (1L << p));
          pair[at] = MolecularIntegrals.pair(p, q);
          sign[at++] = free ? hopSign(mask, q, p) : 1;
        }
      }
    }
  }

  private void fillRow(int s, MolecularIntegrals m) {
    long mask = masks[s];
    long empty = ((1L << m.orbitals()) - 1) & ~mask;
    put(s, energyOf(mask, m), true);
    for (long is = mask; is != 0; is &= is - 1) {
      int i = Long.numberOfTrailingZeros(is);
      for (long as = empty; as != 0; as &= as - 1) {
        int a = Long.numberOfTrailingZeros(as);
        long moved = mask ^ (1L << i) ^ (1L << a);
        double sign = hopSign(mask, i, a);
        put(index(moved), sign * fock(mask, i, a, m), false);
        for (long js = is & is - 1; js != 0; js &= js - 1) {
          int j = Long.numberOfTrailingZeros(js);
          for (long bs = as & as - 1; bs != 0; bs &= bs - 1) {
            int b = Long.numberOfTrailingZeros(bs);
            double both = sign * hopSign(moved, j, b);
            put(
                index(moved ^ (1L << j) ^ (1L << b)),
                both * (m.two(a, i, b, j) - m.two(a, j, b, i)),
                false);
          }
        }
      }
    }
  }

  /** Leaves out what symmetry makes zero, but no diagonal element. */
  private void put(int to, double h, boolean isDiagonal) {
    if (!isDiagonal && Math.abs(h) < FullCi.ZERO) {
      return;
    }
    if (entries == column.length) {
      column = Arrays.copyOf(column, Math.multiplyExact(2, entries));
      value = Arrays.copyOf(value, column.length);
    }
    column[entries] = to;
    value[entries++] = h;
  }

  private static double energyOf(long mask, MolecularIntegrals m) {
    return new Determinant(mask, 0).energy(m) - m.core();
  }

  /** h_ai + Σ_k [(ai|kk) - (ak|ki)] over the occupied k; k = i cancels. */
  private static double fock(long mask, int i, int a, MolecularIntegrals m) {
    double f = m.one(a, i);
    for (long ks = mask; ks != 0; ks &= ks - 1) {
      int k = Long.numberOfTrailingZeros(ks);
      f += m.two(a, i, k, k) - m.two(a, k, k, i);
    }
    return f;
  }

  /** Sign of a†_a a_i on a string: the parity of its electrons between the two. */
  static double hopSign(long mask, int i, int a) {
    long between = ((1L << Math.max(i, a)) - 1) & -(2L << Math.min(i, a));
    return 1 - 2 * (Long.bitCount(mask & between) & 1);
  }

  int index(long mask) {
    return Arrays.binarySearch(masks, mask);
  }

  private static long[] masks(int n, int electrons) {
    long[] masks = new long[(int) choose(n, electrons)];
    long mask = (1L << electrons) - 1;
    for (int s = 0; s < masks.length; s++) {
      masks[s] = mask;
      if (electrons > 0) {
        // the next larger number with as many bits: move the lowest run's top bit up, the rest down
        long low = mask & -mask;
        long carried = mask + low;
        mask = carried | ((mask ^ carried) >>> (Long.numberOfTrailingZeros(low) + 2));
      }
    }
    return masks;
  }

  /** n over k, or Long.MAX_VALUE where it is too large. */
  static long choose(int n, int k) {
    if (k > n) {
      return 0;
    }
    long result = 1;
    for (int i = 1; i <= k; i++) {
      long high = Math.multiplyHigh(result, (long) n - k + i);
      long low = result * (n - k + i);
      if (high != 0 || low < 0) {
        return Long.MAX_VALUE;
      }
      result = low / i;
    }
    return result;
  }
}
