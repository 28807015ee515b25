package dev.stride.vqe.simulator;

import dev.stride.optim.form.BadInput;
import dev.stride.vqe.operator.PauliSum;
import java.util.Arrays;

/**
 * A Pauli sum prepared for real states of listed basis states: the elements of its real part among
 * them, the diagonal and the upper triangle in compressed rows. What leads out of the listed basis
 * states, and imaginary elements, have no part in energies of such states, nor in their gradients.
 *
 * <p>⟨j|H|i⟩ for j = i⊕x is Σ_z c_xz i^|x&z| (-1)^|z&i| over the terms with X-mask x. Building
 * costs D steps for each X-mask and, for each element, a step for each term of its mask. A use
 * costs two multiplications for each element; memory is 12 bytes for each, and 20 D (N2 in STO-3G:
 * D = 14400, 0.65 million elements, 8 MB).
 */
final class SparseRows extends Observable {
  /** Beyond this many elements, 800 MB, an operator is refused. */
  private static final int MOST_ELEMENTS = 1 << 26;

  /** Sums below this share of Σ|c| over their terms are rounding. */
  private static final double ROUNDING = 1e-14;

  final double[] diagonal;
  final int[] rowStart;
  int[] column = new int[64];
  double[] value = new double[64];

  /** The terms with real elements, those of one X-mask together. */
  private static final class Terms {
    final long[] x;
    final int[] from;
    final long[] z;
    final long[] bits;
    final double[] rounding;

    Terms(PauliSum sum) {
      long[] masks = sum.x().clone();
      Arrays.sort(masks);
      int distinct = 0;
      for (int k = 0; k < masks.length; k++) {
        if (k == 0 || masks[k] != masks[k - 1]) {
          masks[distinct++] = masks[k];
        }
      }
      x = Arrays.copyOf(masks, distinct);
      from = new int[distinct + 1];
      z = new long[sum.size()];
      bits = new long[z.length];
      rounding = new double[distinct];
      for (int k = 0; k < z.length; k++) {
        if (isReal(sum, k)) {
          from[Arrays.binarySearch(x, sum.x()[k]) + 1]++;
        }
      }
      for (int m = 0; m < distinct; m++) {
        from[m + 1] += from[m];
      }
      int[] next = from.clone();
      for (int k = 0; k < z.length; k++) {
        if (isReal(sum, k)) {
          int m = Arrays.binarySearch(x, sum.x()[k]);
          double c = sum.coefficient()[k];
          z[next[m]] = sum.z()[k];
          // i^|x&z| is -1 for two, six, ... Y.
          boolean minus = (Long.bitCount(sum.x()[k] & sum.z()[k]) & 2) == 2;
          bits[next[m]++] = Double.doubleToRawLongBits(minus ? -c : c);
          rounding[m] += ROUNDING * Math.abs(c);
        }
      }
    }

    private static boolean isReal(PauliSum sum, int k) {
      return (Long.bitCount(sum.x()[k] & sum.z()[k]) & 1) == 0;
    }

    /** ⟨i⊕x|H|i⟩ for the mask at m. */
    double element(int m, long i) {
      double element = 0;
      for (int t = from[m]; t < from[m + 1]; t++) {
        element += Double.longBitsToDouble(bits[t] ^ ((long) Long.bitCount(z[t] & i) << 63));
      }
      return element;
    }
  }

  /**
   * Prepares {@code sum}.
   *
   * @param basis the basis states, ascending, all with the same number of bits set
   */
  SparseRows(PauliSum sum, long[] basis) {
    Terms terms = new Terms(sum);
    BasisStates index = BasisStates.of(basis);
    diagonal = new double[basis.length];
    rowStart = new int[basis.length + 1];
    int first = terms.x.length > 0 && terms.x[0] == 0 ? 1 : 0;
    for (int i = 0; i < basis.length; i++) {
      diagonal[i] = first == 1 ? terms.element(0, basis[i]) : 0;
      rowStart[i + 1] = fill(rowStart[i], basis[i], terms, first, index);
    }
    column = Arrays.copyOf(column, rowStart[basis.length]);
    value = Arrays.copyOf(value, column.length);
  }

  /** Fills the row of i right of the diagonal from {@code at} on; returns where it ends. */
  private int fill(int at, long i, Terms terms, int firstMask, BasisStates index) {
    int end = at;
    reserve(at + terms.x.length);
    for (int m = firstMask; m < terms.x.length; m++) {
      long x = terms.x[m];
      // What i ⊕ x has more than i it must lose elsewhere, and it must be the larger.
      if (2 * Long.bitCount(i & x) != Long.bitCount(x) || (i ^ x) < i) {
        continue;
      }
      int j = index.indexOf(i ^ x);
      if (j >= 0) {
        double element = terms.element(m, i);
        if (Math.abs(element) > terms.rounding[m]) {
          column[end] = j;
          value[end++] = element;
        }
      }
    }
    return end;
  }

  private void reserve(int length) {
    if (length > column.length) {
      if (length > MOST_ELEMENTS) {
        throw new BadInput(
            String.format(
                "the operator has more than %d elements among the determinants of the circuit:"
                    + " freeze the core, or choose a smaller active space or basis",
                MOST_ELEMENTS));
      }
      int longer = Math.max(length, 2 * column.length);
      column = Arrays.copyOf(column, longer);
      value = Arrays.copyOf(value, longer);
    }
  }

  @Override
  public double expectation(State psi) {
    double[] a = psi.re;
    double sum = 0;
    for (int i = 0; i < diagonal.length; i++) {
      sum += a[i] * (diagonal[i] * a[i] + 2 * row(a, column, value, rowStart[i], rowStart[i + 1]));
    }
    return sum;
  }

  @Override
  public double apply(State psi, State into) {
    double[] a = psi.re;
    double[] b = into.re;
    Arrays.fill(b, 0);
    double sum = 0;
    for (int i = 0; i < diagonal.length; i++) {
      double own = diagonal[i] * a[i];
      double row = row(a, b, a[i], column, value, rowStart[i], rowStart[i + 1]);
      b[i] += own + row;
      sum += a[i] * (own + 2 * row);
    }
    return sum;
  }

  private static double row(double[] a, int[] column, double[] value, int from, int to) {
    double even = 0;
    double odd = 0;
    int e = from;
    for (; e < to - 1; e += 2) {
      even += value[e] * a[column[e]];
      odd += value[e + 1] * a[column[e + 1]];
    }
    return e < to ? even + odd + value[e] * a[column[e]] : even + odd;
  }

  /** The same, and b_j += value·x for every element of the row. */
  private static double row(
      double[] a, double[] b, double x, int[] column, double[] value, int from, int to) {
    double even = 0;
    double odd = 0;
    int e = from;
    for (; e < to - 1; e += 2) {
      int j = column[e];
      int k = column[e + 1];
      even += value[e] * a[j];
      odd += value[e + 1] * a[k];
      b[j] += value[e] * x;
      b[k] += value[e + 1] * x;
    }
    if (e < to) {
      b[column[e]] += value[e] * x;
      return even + odd + value[e] * a[column[e]];
    }
    return even + odd;
  }
}
