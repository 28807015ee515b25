package dev.stride.optim.rule;

import dev.stride.optim.Entries;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the entries of a sparse vector by position: spread over a vector of zeros of full length
 * for as long as one step takes, then cleared at the places that were written.
 */
final class Spread {
  private final double[] zeros;

  Spread(int n) {
    zeros = new double[n];
  }

  /** The entries over all positions: their own array where they are dense. */
  double[] of(Entries entries) {
    return of(entries.index, entries.value, entries.size);
  }

  double[] of(int @Nullable [] index, double[] values, int size) {
    if (index == null) {
      return values;
    }
    for (int k = 0; k < size; k++) {
      zeros[index[k]] = values[k];
    }
    return zeros;
  }

  void clear(int @Nullable [] index, int size) {
    if (index != null) {
      for (int k = 0; k < size; k++) {
        zeros[index[k]] = 0;
      }
    }
  }
}
