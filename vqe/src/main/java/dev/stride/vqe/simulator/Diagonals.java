package dev.stride.vqe.simulator;

import dev.stride.optim.Check;
import dev.stride.vqe.operator.PauliSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Pauli sum prepared for state vectors: H = Σ_x F_x D_x, where F_x flips the bits of x and D_x is
 * diagonal, D_x(i) = Σ_z c_xz i^|x&z| (-1)^|z&i| over the terms with X-mask x.
 *
 * <p>Terms with an even number of Y make D_x real with D_x(i^x) = D_x(i), the others imaginary with
 * D_x(i^x) = -D_x(i); so half of each diagonal is enough. A use costs 2^n multiplications for each
 * distinct X-mask, however many terms share it. Memory is 2^(n-1) doubles for each of them; where
 * that passes 256 MB, diagonals are built anew at every use, at the cost of 2^(n-1) steps for each
 * term.
 */
final class Diagonals extends Observable {
  private static final long MOST_STORED = 1L << 25;

  private final int size;
  private final List<Flip> flips = new ArrayList<>();
  private final double[] built;

  /** The terms of one X-mask with an even, or with an odd, number of Y. */
  private static final class Flip {
    final int x;
    final boolean imaginary;
    final List<Integer> z = new ArrayList<>();
    final List<Double> coefficient = new ArrayList<>();
    double @Nullable [] kept;

    Flip(int x, boolean imaginary) {
      this.x = x;
      this.imaginary = imaginary;
    }

    /** All bits below the highest of x: where bits are shifted up to leave that one clear. */
    int low() {
      return Math.max(Integer.highestOneBit(x) - 1, 0);
    }

    void build(double[] diagonal, int length) {
      Arrays.fill(diagonal, 0, length, 0);
      int low = low();
      int shift = x == 0 ? 0 : 1;
      for (int term = 0; term < z.size(); term++) {
        int mask = z.get(term);
        double c = coefficient.get(term);
        for (int k = 0; k < length; k++) {
          int i = ((k & ~low) << shift) | (k & low);
          diagonal[k] += (Integer.bitCount(mask & i) & 1) == 0 ? c : -c;
        }
      }
    }
  }

  /** Prepares {@code sum}. */
  Diagonals(PauliSum sum) {
    this(sum, MOST_STORED);
  }

  Diagonals(PauliSum sum, long mostStored) {
    Check.that(
        sum.qubits() <= State.MOST_QUBITS,
        "an operator on %s qubits is too large for a state vector; at most %s are not",
        sum.qubits(),
        State.MOST_QUBITS);
    size = 1 << sum.qubits();
    Map<Long, Flip> byMask = new TreeMap<>();
    for (int k = 0; k < sum.size(); k++) {
      long x = sum.x()[k];
      int ys = Long.bitCount(x & sum.z()[k]);
      boolean imaginary = ys % 2 == 1;
      Flip flip =
          byMask.computeIfAbsent(2 * x + ys % 2, unused -> new Flip(Math.toIntExact(x), imaginary));
      flip.z.add(Math.toIntExact(sum.z()[k]));
      flip.coefficient.add(ys % 4 < 2 ? sum.coefficient()[k] : -sum.coefficient()[k]);
    }
    flips.addAll(byMask.values());
    boolean keep = (long) flips.size() * size / 2 <= mostStored;
    built = new double[keep ? 0 : size];
    if (keep) {
      for (Flip flip : flips) {
        int length = length(flip);
        double[] diagonal = new double[length];
        flip.build(diagonal, length);
        flip.kept = diagonal;
      }
    }
  }

  @Override
  public double expectation(State psi) {
    double sum = 0;
    for (Flip flip : flips) {
      double[] d = diagonal(flip);
      if (flip.x == 0) {
        sum += weighted(d, psi.re) + weighted(d, psi.im);
      } else if (!flip.imaginary) {
        sum += crossed(d, psi.re, flip.x, flip.low()) + crossed(d, psi.im, flip.x, flip.low());
      } else if (!psi.isReal()) {
        sum += turned(d, psi.re, psi.im, flip.x, flip.low());
      }
    }
    return sum;
  }

  @Override
  public double apply(State psi, State into) {
    Arrays.fill(into.re, 0);
    Arrays.fill(into.im, 0);
    double sum = 0;
    for (Flip flip : flips) {
      double[] d = diagonal(flip);
      int low = flip.low();
      if (flip.x == 0) {
        sum += weighted(d, psi.re) + weighted(d, psi.im);
        scale(d, psi.re, into.re);
        scale(d, psi.im, into.im);
      } else if (!flip.imaginary) {
        sum += flip(d, psi.re, into.re, flip.x, low) + flip(d, psi.im, into.im, flip.x, low);
      } else if (!into.isReal()) {
        // i d ψ: the real part moves into the imaginary one, and back with a minus.
        sum += psi.isReal() ? 0 : turned(d, psi.re, psi.im, flip.x, low);
        turn(d, psi.re, into.im, flip.x, low, 1);
        turn(d, psi.im, into.re, flip.x, low, -1);
      }
    }
    return sum;
  }

  private int length(Flip flip) {
    return flip.x == 0 ? size : size / 2;
  }

  private double[] diagonal(Flip flip) {
    double[] kept = flip.kept;
    if (kept != null) {
      return kept;
    }
    flip.build(built, length(flip));
    return built;
  }

  private static double weighted(double[] d, double[] a) {
    double even = 0;
    double odd = 0;
    for (int i = 0; i < a.length; i += 2) {
      even += d[i] * a[i] * a[i];
      odd += d[i + 1] * a[i + 1] * a[i + 1];
    }
    return even + odd;
  }

  /** 2 Σ d a_i a_j over the pairs i, j = i^x. */
  private static double crossed(double[] d, double[] a, int x, int low) {
    double sum = 0;
    int half = a.length >> 1;
    for (int k = 0; k < half; k++) {
      int i = ((k & ~low) << 1) | (k & low);
      sum += d[k] * a[i] * a[i ^ x];
    }
    return 2 * sum;
  }

  /** 2 Σ Re(ψ_j* i d ψ_i) over the pairs. */
  private static double turned(double[] d, double[] re, double[] im, int x, int low) {
    double sum = 0;
    int half = re.length >> 1;
    for (int k = 0; k < half; k++) {
      int i = ((k & ~low) << 1) | (k & low);
      int j = i ^ x;
      sum += d[k] * (im[j] * re[i] - re[j] * im[i]);
    }
    return 2 * sum;
  }

  private static void scale(double[] d, double[] a, double[] into) {
    for (int i = 0; i < a.length; i++) {
      into[i] += d[i] * a[i];
    }
  }

  /** Adds d a to {@code into} and returns what {@link #crossed} does. */
  private static double flip(double[] d, double[] a, double[] into, int x, int low) {
    double sum = 0;
    int half = a.length >> 1;
    for (int k = 0; k < half; k++) {
      int i = ((k & ~low) << 1) | (k & low);
      int j = i ^ x;
      sum += d[k] * a[i] * a[j];
      into[j] += d[k] * a[i];
      into[i] += d[k] * a[j];
    }
    return 2 * sum;
  }

  /** into_j += sign d a_i and into_i -= sign d a_j. */
  private static void turn(double[] d, double[] a, double[] into, int x, int low, int sign) {
    int half = a.length >> 1;
    for (int k = 0; k < half; k++) {
      int i = ((k & ~low) << 1) | (k & low);
      int j = i ^ x;
      into[j] += sign * d[k] * a[i];
      into[i] -= sign * d[k] * a[j];
    }
  }
}
