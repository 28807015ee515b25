package dev.stride.rl.feature;

import dev.stride.optim.Entries;
import java.util.Objects;

/**
 * All products of one function of each coordinate: feature k₀ + n₀ (k₁ + n₁ (k₂ + ...)) is
 * f₀,k₀(u₀) f₁,k₁(u₁) f₂,k₂(u₂)..., on the unit cube. All are active.
 *
 * <p>Cost: the functions of each coordinate, and a product per feature.
 */
abstract class Product implements Encoder {
  private final Unit unit;
  private final double[][] factors;
  private final int size;

  Product(Space space, int[] counts) {
    unit = new Unit(space);
    size = Unit.size(counts, 1);
    factors = new double[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      factors[i] = new double[counts[i]];
    }
  }

  /** Writes the functions of one coordinate at {@code u}, from 0 to 1. */
  abstract void evaluate(double u, double[] into);

  @Override
  public final int size() {
    return size;
  }

  @Override
  public final int most() {
    return size;
  }

  @Override
  public final void encode(double[] observation, Entries into) {
    double[] value = into.value;
    int n = 1;
    value[0] = 1;
    for (int i = 0; i < factors.length; i++) {
      double[] factor = factors[i];
      evaluate(unit.at(observation, i), factor);
      // From the last block down: all are multiples of the first one.
      for (int k = factor.length - 1; k >= 0; k--) {
        double by = factor[k];
        int block = k * n;
        for (int j = 0; j < n; j++) {
          value[block + j] = value[j] * by;
        }
      }
      n *= factor.length;
    }
    active(into, size);
  }

  /** Makes those features active that are not 0, of values that stand in their order. */
  static void active(Entries into, int size) {
    int[] at = Objects.requireNonNull(into.index);
    double[] value = into.value;
    int active = 0;
    for (int i = 0; i < size; i++) {
      if (value[i] != 0) {
        at[active] = i;
        value[active++] = value[i];
      }
    }
    into.size = active;
  }
}
