package dev.stride.optim;

import org.jspecify.annotations.Nullable;

/**
 * Entries of a vector of length n: all of them when {@code index} is null (then {@code size} = n),
 * else those at {@code index[0..size)}, each position at most once; the others are zero.
 *
 * <p>A buffer between a loop and its rule: fields are open and arrays are shared, because it is
 * filled and read once per step. Storing an index for dense vectors made Adam seven times slower,
 * hence the null.
 */
public class Entries {
  /** Positions of the entries, or null when the entries are dense. */
  public int @Nullable [] index;

  /** Values of the entries, in the order of the index. */
  public double[] value;

  /** How many entries of {@code value} (and {@code index}) count. */
  public int size;

  protected Entries(int @Nullable [] index, double[] value, int size) {
    this.index = index;
    this.value = value;
    this.size = size;
  }

  /** All {@code n} entries of a vector, zero at first. */
  public static Entries dense(int n) {
    return new Entries(null, new double[n], n);
  }

  /** Up to {@code capacity} entries of a longer vector, none at first. */
  public static Entries sparse(int capacity) {
    return new Entries(new int[capacity], new double[capacity], 0);
  }

  /** x ← x + these entries. */
  public final void addTo(double[] x) {
    int[] at = index;
    double[] v = value;
    int n = size;
    if (at == null) {
      for (int i = 0; i < n; i++) {
        x[i] += v[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        x[at[i]] += v[i];
      }
    }
  }

  /** x ← x + factor · these entries. */
  public final void addTo(double[] x, double factor) {
    int[] at = index;
    double[] v = value;
    int n = size;
    if (at == null) {
      for (int i = 0; i < n; i++) {
        x[i] += factor * v[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        x[at[i]] += factor * v[i];
      }
    }
  }
}
