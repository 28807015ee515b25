package dev.stride.rl.feature;

import dev.stride.optim.Entries;
import java.util.Arrays;
import java.util.Objects;

/** Features that are written down for each state. */
public final class Tabulated implements Encoder {
  private final int size;
  private final int[][] index;
  private final double[][] value;

  /**
   * x(s) is row s.
   *
   * @param features a row for each state, all of the same length
   */
  public Tabulated(double[][] features) {
    size = features[0].length;
    index = new int[features.length][];
    value = new double[features.length][];
    for (int s = 0; s < features.length; s++) {
      double[] row = features[s].clone();
      int active = 0;
      index[s] = new int[size];
      for (int i = 0; i < size; i++) {
        if (row[i] != 0) {
          index[s][active] = i;
          row[active++] = row[i];
        }
      }
      index[s] = Arrays.copyOf(index[s], active);
      value[s] = Arrays.copyOf(row, active);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int most() {
    int most = 0;
    for (int[] active : index) {
      most = Math.max(most, active.length);
    }
    return most;
  }

  @Override
  public void encode(double[] observation, Entries into) {
    int state = (int) observation[0];
    into.size = index[state].length;
    System.arraycopy(index[state], 0, Objects.requireNonNull(into.index), 0, into.size);
    System.arraycopy(value[state], 0, into.value, 0, into.size);
  }
}
