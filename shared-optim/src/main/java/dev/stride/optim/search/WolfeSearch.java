package dev.stride.optim.search;

import dev.stride.optim.Metered;
import dev.stride.optim.Trial;

/**
 * A line search for the strong Wolfe conditions on φ(t) = f(x + t d) (Nocedal and Wright 2006,
 * equation 3.7):
 *
 * <pre>φ(t) ≤ φ(0) + c₁ t φ′(0),   |φ′(t)| ≤ c₂ |φ′(0)|</pre>
 *
 * <p>It keeps an interval whose lower end falls too steeply to stop at and whose upper end is too
 * high or rises, so that a point that fits lies in between, and tries the minimum of the cubic
 * through both ends, off the ends by a tenth; each trial shortens the interval by a tenth at least.
 *
 * <p>Where φ(t) ≤ φ(0) up to rounding, the first condition may hold on slopes instead, φ′(t) ≤
 * (2c₁-1) φ′(0) (Hager and Zhang 2005, equation 2.3); so a search goes on to the precision of the
 * gradient, not to its root.
 */
final class WolfeSearch {
  private static final double C1 = 1e-4;
  private static final double ROUNDING = 1e-14;
  private static final int TRIALS = 20;

  private final Metered problem;
  private final Trial trial;
  private final double c2;

  /**
   * For one problem.
   *
   * @param trial orders value and gradient; after a success it holds the point that fits
   * @param c2 0.9 for quasi-Newton steps, which are nearly right as they are, 0.1 for conjugate
   *     gradients
   */
  WolfeSearch(Metered problem, Trial trial, double c2) {
    this.problem = problem;
    this.trial = trial;
    this.c2 = c2;
  }

  /**
   * Searches from x, where the value is {@code value0} and the slope {@code slope0} below zero. A
   * line that still falls at the last trial gives that point.
   *
   * @param first the t to try first
   * @return the t that was found; 0 if there was none
   */
  double search(double[] x, double value0, double slope0, double[] direction, double first) {
    double low = 0;
    double lowValue = value0;
    double lowSlope = slope0;
    double high = Double.POSITIVE_INFINITY;
    double highValue = Double.NaN;
    double highSlope = Double.NaN;
    double t = first;
    for (int i = 0; i < TRIALS; i++) {
      System.arraycopy(x, 0, trial.x, 0, x.length);
      Vectors.add(t, direction, trial.x);
      problem.evaluate(trial);
      double value = trial.value;
      double slope = Vectors.dot(trial.gradient, direction);
      boolean lowEnough = decreases(value0, slope0, t, value, slope);
      if (lowEnough && Math.abs(slope) <= -c2 * slope0) {
        return t;
      }
      if (lowEnough && slope < 0) {
        low = t;
        lowValue = value;
        lowSlope = slope;
      } else {
        high = t;
        highValue = value;
        highSlope = slope;
      }
      if (high == Double.POSITIVE_INFINITY) {
        t = 2 * low;
      } else {
        double cubic = cubicMinimum(low, lowValue, lowSlope, high, highValue, highSlope);
        double margin = (high - low) / 10;
        t = Math.max(low + margin, Math.min(high - margin, cubic));
      }
    }
    return high == Double.POSITIVE_INFINITY ? low : 0;
  }

  private static boolean decreases(
      double value0, double slope0, double t, double value, double slope) {
    if (value <= value0 + C1 * t * slope0) {
      return true;
    }
    return value <= value0 + ROUNDING * Math.abs(value0) && slope <= (2 * C1 - 1) * slope0;
  }

  /** The minimum of the cubic through both ends (equation 3.59), or the middle if it has none. */
  private static double cubicMinimum(
      double a, double fa, double ga, double b, double fb, double gb) {
    double d1 = ga + gb - 3 * (fb - fa) / (b - a);
    double d2 = Math.sqrt(d1 * d1 - ga * gb);
    double minimum = b - (b - a) * (gb + d2 - d1) / (gb - ga + 2 * d2);
    return Double.isFinite(minimum) ? minimum : (a + b) / 2;
  }
}
