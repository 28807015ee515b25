package dev.stride.optim.search;

import dev.stride.optim.Diverged;
import dev.stride.optim.Metered;
import dev.stride.optim.Order;
import dev.stride.optim.Stuck;
import dev.stride.optim.Trial;
import java.util.Arrays;
import java.util.Locale;

/**
 * What the methods share that choose a direction from measured gradients and then a step along it:
 * x ← x + t d.
 *
 * <p>Converges when ‖g‖ ≤ tolerance, and ends as {@link Stuck} when no point along the steepest
 * descent is better, be it for rounding or because gradient and value do not belong together; both
 * once {@link Repetition} believes that there is no noise. Where a step fails under noise, what was
 * learned about the problem is dropped, and then x is measured anew and recommended, which is an
 * iteration; that goes on until the budget is spent.
 */
abstract class LineDescent {
  /** A pair is fit when cos(s, y) is above this: then its curvature is positive beyond rounding. */
  private static final double CURVATURE = 1e-10;

  /** Where the search is, and the gradient there. */
  final double[] x;

  final double[] gradient;

  /** Where to go next; filled by {@link #direct}. */
  final double[] direction;

  /** Pairs that were not fit, so far. */
  long skipped;

  private final Metered problem;
  private final Trial trial;
  private final Repetition repetition = new Repetition();
  private double value;

  LineDescent(Metered problem, Trial trial, double[] x0) {
    this.problem = problem;
    this.trial = trial;
    x = x0.clone();
    gradient = new double[x0.length];
    direction = new double[x0.length];
  }

  /** Fills {@link #direction} from the gradient and from what was learned. */
  abstract void direct();

  /** One step from x, where the slope along the direction is {@code slope}; whether it moved. */
  abstract boolean step(double value, double slope);

  /** Learns from the step to the answer of {@code at}, before x and gradient go there. */
  abstract void learn(Trial at);

  /** Drops what was learned; whether there was anything. */
  abstract boolean forget();

  final void run(double tolerance) {
    measure();
    while (true) {
      boolean above = norm() > tolerance;
      if (above && advance()) {
        problem.recommend(x);
      } else if (!above || !forget()) {
        if (repetition.settles(this::measure)) {
          break;
        }
        problem.recommend(x);
      }
    }
    if (norm() > tolerance) {
      throw new Stuck(
          String.format(
              Locale.ROOT, "nothing lower along the gradient, whose norm is %.3g", norm()));
    }
  }

  private double norm() {
    return Math.sqrt(Vectors.dot(gradient, gradient));
  }

  /** Whether the change y of the gradient along s has a curvature to learn from; counts if not. */
  final boolean isFit(double[] s, double[] y) {
    double sy = Vectors.dot(s, y);
    boolean fit = sy > CURVATURE * Math.sqrt(Vectors.dot(s, s) * Vectors.dot(y, y));
    skipped += fit ? 0 : 1;
    return fit;
  }

  private boolean advance() {
    direct();
    double slope = Vectors.dot(gradient, direction);
    if (!(slope < 0) || !step(value, slope)) {
      return false;
    }
    requireFinite();
    learn(trial);
    System.arraycopy(trial.x, 0, x, 0, x.length);
    take();
    return true;
  }

  /** Asks at x; whether the answer differs from the last one there. */
  private boolean measure() {
    System.arraycopy(x, 0, trial.x, 0, x.length);
    problem.evaluate(trial);
    requireFinite();
    boolean changed = value() != value || !Arrays.equals(trial.gradient, gradient);
    take();
    return changed;
  }

  private void take() {
    value = value();
    System.arraycopy(trial.gradient, 0, gradient, 0, gradient.length);
  }

  /** The measured value; 0 where none is ordered. */
  private double value() {
    return trial.wants(Order.VALUE) ? trial.value : 0;
  }

  private void requireFinite() {
    if (!Double.isFinite(value() + Vectors.dot(trial.gradient, trial.gradient))) {
      throw new Diverged("the value or the gradient is not finite");
    }
  }
}
