package dev.stride.optim.search;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;

/**
 * f(t) = a₀ + Σ_k (a_k cos ω_k t + b_k sin ω_k t) with known frequencies ω_1..ω_R, through 2R+1 of
 * its values at t = 0, ±h, ..., ±Rh, and its lowest point.
 *
 * <p>h = 2πR / ((2R+1) ω_max), so that all ω_k h lie between 0 and π, where the values determine
 * the coefficients; equidistant frequencies ω, 2ω, .. give equidistant points over the whole
 * period. A single frequency has h = π/2ω as Rotosolve does. Sums and differences of values at ±jh
 * give the a and the b apart.
 */
final class TrigonometricFit {
  /** Points per period of the fastest wave in the search for the lowest point. */
  private static final int GRID = 16;

  /** The most periods of the slowest wave in it, where the whole has no period or a long one. */
  private static final int PERIODS = 16;

  private static final int NEWTON = 30;

  /** Less than this, relative to the largest value, is rounding. */
  private static final double ROUNDING = 1e-14;

  private final double[] omega;
  private final double h;
  private final double range;
  private final DecompositionSolver even;
  private final DecompositionSolver odd;
  private double[] cosine;
  private double[] sine;
  private double largest;

  /** For these positive frequencies, one at least, all different. */
  TrigonometricFit(double[] frequencies) {
    omega = frequencies.clone();
    Arrays.sort(omega);
    int r = omega.length;
    double fastest = omega[r - 1];
    h = r == 1 ? Math.PI / (2 * fastest) : 2 * Math.PI * r / ((2 * r + 1) * fastest);
    range = Math.PI / Math.max(commonDivisor(), omega[0] / PERIODS);
    double[][] cosines = new double[r + 1][r + 1];
    double[][] sines = new double[r][r];
    for (int j = 0; j <= r; j++) {
      cosines[j][0] = 1;
      for (int k = 1; k <= r; k++) {
        cosines[j][k] = StrictMath.cos(omega[k - 1] * j * h);
        if (j > 0) {
          sines[j - 1][k - 1] = StrictMath.sin(omega[k - 1] * j * h);
        }
      }
    }
    even = new LUDecomposition(new Array2DRowRealMatrix(cosines, false), 0).getSolver();
    odd = new LUDecomposition(new Array2DRowRealMatrix(sines, false), 0).getSolver();
    cosine = new double[r + 1];
    sine = new double[r];
  }

  /** How many values it takes. */
  int points() {
    return 2 * omega.length + 1;
  }

  /** Where the value of this number belongs; 0 for the first. */
  double at(int point) {
    int j = (point + 1) / 2;
    return point % 2 == 1 ? j * h : -j * h;
  }

  /** Goes through the given values. */
  void fit(double[] values) {
    int r = omega.length;
    double[] sums = new double[r + 1];
    double[] differences = new double[r];
    sums[0] = values[0];
    largest = Math.abs(values[0]);
    for (int j = 1; j <= r; j++) {
      double right = values[2 * j - 1];
      double left = values[2 * j];
      sums[j] = (right + left) / 2;
      differences[j - 1] = (right - left) / 2;
      largest = Math.max(largest, Math.max(Math.abs(right), Math.abs(left)));
    }
    cosine = even.solve(new ArrayRealVector(sums, false)).toArray();
    sine = odd.solve(new ArrayRealVector(differences, false)).toArray();
  }

  /** f(t). */
  double value(double t) {
    double sum = cosine[0];
    for (int k = 0; k < omega.length; k++) {
      double angle = omega[k] * t;
      sum += cosine[k + 1] * StrictMath.cos(angle) + sine[k] * StrictMath.sin(angle);
    }
    return sum;
  }

  /**
   * The t of the lowest value in one period around 0; 0 itself where no other is lower by more than
   * rounding.
   */
  double lowest() {
    double t = omega.length == 1 ? lowestOfOne() : lowestOfSeveral();
    return value(t) < value(0) - ROUNDING * largest ? t : 0;
  }

  /** In closed form: cos(ωt - φ) is least half a turn from φ. */
  private double lowestOfOne() {
    return StrictMath.atan2(-sine[0], -cosine[1]) / omega[0];
  }

  /** From each point of a grid that is lower than its neighbours down by Newton's method. */
  private double lowestOfSeveral() {
    int r = omega.length;
    int steps = (int) Math.ceil(range * omega[r - 1] / Math.PI * GRID);
    double spacing = 2 * range / steps;
    double best = 0;
    double lowest = value(0);
    double before = value(-range - spacing);
    double here = value(-range);
    for (int i = 0; i < steps; i++) {
      double t = -range + i * spacing;
      double next = value(t + spacing);
      if (here <= before && here <= next) {
        double bottom = descend(t);
        double value = value(bottom);
        if (value < lowest) {
          lowest = value;
          best = bottom;
        }
      }
      before = here;
      here = next;
    }
    return best;
  }

  /** Goes on by slopes where differences of values are rounding, to the root's own precision. */
  private double descend(double from) {
    double t = from;
    double value = value(t);
    double slope = slope(t);
    for (int i = 0; i < NEWTON; i++) {
      double curvature = curvature(t);
      double next = t - slope / Math.abs(curvature);
      double nextValue = value(next);
      double nextSlope = slope(next);
      boolean flatter = curvature > 0 && Math.abs(nextSlope) < Math.abs(slope);
      double most = flatter ? value + ROUNDING * largest : value;
      if (!(nextValue < most)) {
        return t;
      }
      t = next;
      value = nextValue;
      slope = nextSlope;
    }
    return t;
  }

  private double slope(double t) {
    double sum = 0;
    for (int k = 0; k < omega.length; k++) {
      double angle = omega[k] * t;
      sum += omega[k] * (sine[k] * StrictMath.cos(angle) - cosine[k + 1] * StrictMath.sin(angle));
    }
    return sum;
  }

  private double curvature(double t) {
    double sum = 0;
    for (int k = 0; k < omega.length; k++) {
      double angle = omega[k] * t;
      sum -=
          omega[k]
              * omega[k]
              * (cosine[k + 1] * StrictMath.cos(angle) + sine[k] * StrictMath.sin(angle));
    }
    return sum;
  }

  /**
   * The largest number of which all frequencies are multiples, by Euclid; tiny if there is none.
   */
  private double commonDivisor() {
    double divisor = omega[0];
    double rounding = 1e-9 * omega[omega.length - 1];
    for (double frequency : omega) {
      double rest = frequency;
      while (rest > rounding) {
        double next = Math.abs(Math.IEEEremainder(divisor, rest));
        divisor = rest;
        rest = next;
      }
    }
    return divisor;
  }
}
