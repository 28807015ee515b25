package dev.stride.vqe;

import dev.stride.vqe.operator.PauliSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** Eigenvalues of a real Pauli sum, by Commons Math, among states with given electrons. */
final class DenseSpectrum {
  private DenseSpectrum() {}

  /** Ascending, in the sector with as many electrons of either spin as {@code like}. */
  static double[] sector(PauliSum sum, long like) {
    long up = 0x5555555555555555L;
    List<Integer> states = new ArrayList<>();
    for (int i = 0; i < 1 << sum.qubits(); i++) {
      if (Long.bitCount(i & up) == Long.bitCount(like & up)
          && Long.bitCount(i & ~up) == Long.bitCount(like & ~up)) {
        states.add(i);
      }
    }
    RealMatrix h = new Array2DRowRealMatrix(states.size(), states.size());
    for (int k = 0; k < sum.size(); k++) {
      long x = sum.x()[k];
      long z = sum.z()[k];
      int ys = Long.bitCount(x & z);
      if (ys % 2 == 1) {
        throw new IllegalArgumentException("not real: " + sum.string(k));
      }
      for (int column = 0; column < states.size(); column++) {
        int row = states.indexOf((int) (states.get(column) ^ x));
        // Y = iXZ: i^ys, and a minus for each occupied orbital in z.
        int sign = (ys / 2 + Long.bitCount(z & states.get(column))) % 2 == 0 ? 1 : -1;
        if (row >= 0) {
          h.addToEntry(row, column, sign * sum.coefficient()[k]);
        }
      }
    }
    double[] values = new EigenDecomposition(h).getRealEigenvalues();
    Arrays.sort(values);
    return values;
  }
}
