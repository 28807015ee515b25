package dev.stride.vqe.simulator;

import dev.stride.vqe.operator.PauliSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Pauli sum prepared for states: H = Σ_x F_x D_x, where F_x flips the bits of x and D_x is
 * diagonal, D_x(i) = Σ_z c_xz i^|x&z| (-1)^|z&i| over the terms with X-mask x.
 *
 * <p>The basis states i and i^x have the same real and opposite imaginary D_x, so half of each
 * diagonal is kept. Costs 2^n multiplications for each distinct X-mask, however many terms it has;
 * memory likewise, unless that passes {@link #MOST_STORED}: then diagonals are built anew each time.
 */
public final class Observable {
  private static final long MOST_STORED = 1L << 25;

  private final int size;
  private final List<Mask> masks = new ArrayList<>();
  private final boolean real;

  /** One X-mask with its terms; {@code top} is its highest bit, 0 for the mask 0. */
  private record Mask(int x, int top, long[] z, double[] re, double[] im, double @Nullable [][] kept) {
    boolean hasRe() {
      return re.length > 0;
    }
  }

  /** Prepares {@code sum}. */
  public Observable(PauliSum sum) {
    size = 1 << sum.qubits();
    Map<Long, List<Integer>> byMask = new TreeMap<>();
    for (int k = 0; k < sum.size(); k++) {
      byMask.computeIfAbsent(sum.x()[k], x -> new ArrayList<>()).add(k);
    }
    real = false;
  }
}
