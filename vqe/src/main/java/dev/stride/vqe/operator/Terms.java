package dev.stride.vqe.operator;

import java.util.Arrays;

/**
 * Coefficients by pairs of bit masks, where sums are collected: an open hash with linear probing,
 * since maps of boxed numbers are slow, most of all in a JVM that has just started.
 *
 * <p>What is added to one pair is summed in the order of the calls, so that the bits of a sum do
 * not depend on the size of the table.
 */
final class Terms {
  /** No pair: masks have at most 62 bits. */
  private static final long FREE = -1;

  private long[] first;
  private long[] second;
  private double[] value;
  private int size;

  /** Terms in the order of their first masks and then of their second ones. */
  record Sorted(long[] first, long[] second, double[] value) {}

  /** Room for about as many pairs as expected; more find room as well. */
  Terms(int expected) {
    int slots = 2 * Integer.highestOneBit(Math.max(expected, 4) * 2 - 1);
    first = new long[slots];
    Arrays.fill(first, FREE);
    second = new long[slots];
    value = new double[slots];
  }

  /** Adds {@code c} to the coefficient of a pair. */
  void add(long a, long b, double c) {
    int slot = slot(a, b);
    value[slot] += c;
    if (first[slot] == FREE) {
      first[slot] = a;
      second[slot] = b;
      size++;
      if (2 * size > first.length) {
        grow();
      }
    }
  }

  /**
   * The terms with |c| > drop, in order.
   *
   * @param withIdentity keeps the pair (0, 0), where it was added, also at or below {@code drop}
   */
  Sorted sorted(double drop, boolean withIdentity) {
    boolean[] keep = new boolean[first.length];
    long[] a = new long[size];
    int kept = 0;
    for (int slot = 0; slot < first.length; slot++) {
      keep[slot] =
          first[slot] != FREE
              && (Math.abs(value[slot]) > drop
                  || (withIdentity && (first[slot] | second[slot]) == 0));
      if (keep[slot]) {
        a[kept++] = first[slot];
      }
    }
    a = Arrays.copyOf(a, kept);
    Arrays.sort(a);
    long[] b = new long[kept];
    int[] length = new int[kept]; // of the run of equal first masks that starts here
    for (int slot = 0; slot < first.length; slot++) {
      if (keep[slot]) {
        int start = start(a, first[slot]);
        b[start + length[start]++] = second[slot];
      }
    }
    for (int start = 0; start < kept; start += length[start]) {
      Arrays.sort(b, start, start + length[start]);
    }
    double[] c = new double[kept];
    for (int k = 0; k < kept; k++) {
      c[k] = value[slot(a[k], b[k])];
    }
    return new Sorted(a, b, c);
  }

  /** Where the run of {@code mask} starts. */
  private static int start(long[] sorted, long mask) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < mask) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Where the pair is, or would go. */
  private int slot(long a, long b) {
    int last = first.length - 1;
    // Odd constants from the fractions of the golden ratio and of the square root of 3.
    long mixed = a * 0x9E3779B97F4A7C15L ^ b * 0xBB67AE8584CAA73BL;
    int slot = (int) (mixed ^ mixed >>> 32) & last;
    while (first[slot] != FREE && (first[slot] != a || second[slot] != b)) {
      slot = (slot + 1) & last;
    }
    return slot;
  }

  private void grow() {
    Terms larger = new Terms(first.length);
    for (int slot = 0; slot < first.length; slot++) {
      if (first[slot] != FREE) {
        larger.add(first[slot], second[slot], value[slot]);
      }
    }
    first = larger.first;
    second = larger.second;
    value = larger.value;
  }
}
