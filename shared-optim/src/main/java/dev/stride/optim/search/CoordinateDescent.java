package dev.stride.optim.search;

import dev.stride.optim.Diverged;
import dev.stride.optim.Metered;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * To the minimum along one parameter after the other, where the value along each is a trigonometric
 * polynomial of known frequencies ω_1..ω_R: 2R values and the one at x determine it, and its lowest
 * point is where the parameter goes. Parameters on which the value does not depend are left alone.
 *
 * <p>Converges when no parameter has moved in a whole sweep and {@link Repetition} settles it at x.
 * Recommends x after each update.
 */
final class CoordinateDescent {
  private final Metered problem;
  private final double[] x;
  private final Trial trial;
  private final int[] active;
  private final TrigonometricFit[] fits;
  private final Repetition repetition = new Repetition();

  /** The value at x, and whether it is an answer there or what the last update predicted. */
  private double here;

  private boolean measured;

  CoordinateDescent(Metered problem, double[] x0) {
    this.problem = problem;
    x = x0.clone();
    trial = problem.trial().order(Order.VALUE);
    double[][] frequencies = problem.frequencies();
    active = IntStream.range(0, x.length).filter(i -> frequencies[i].length > 0).toArray();
    fits = new TrigonometricFit[active.length];
    Arrays.setAll(fits, k -> new TrigonometricFit(frequencies[active[k]]));
  }

  /**
   * Runs.
   *
   * @param reset after how many updates the value at x is measured; in between it is the minimum
   *     that the last update predicted
   */
  void run(long reset) {
    if (active.length == 0) {
      return;
    }
    measure();
    int still = 0;
    for (long updates = 0; ; updates++) {
      if (updates > 0 && updates % reset == 0) {
        measure();
      }
      int k = (int) (updates % active.length);
      double move = move(fits[k], active[k], here);
      if (move == 0) {
        still++;
      } else {
        still = 0;
        here = fits[k].value(move);
        measured = false;
        x[active[k]] += move;
      }
      problem.recommend(x);
      if (still == active.length) {
        // What was only predicted says nothing of noise: first a sweep from what is measured.
        boolean wasMeasured = measured;
        if (wasMeasured && repetition.settles(this::measure)) {
          return;
        }
        if (!wasMeasured) {
          measure();
        }
        still = 0;
      }
    }
  }

  /** Asks at x; whether the answer differs from one that was measured there. */
  private boolean measure() {
    double now = value();
    boolean differs = measured && now != here;
    repetition.note(differs);
    here = now;
    measured = true;
    return differs;
  }

  private double move(TrigonometricFit fit, int i, double here) {
    double[] values = new double[fit.points()];
    values[0] = here;
    double at = x[i];
    for (int point = 1; point < values.length; point++) {
      x[i] = at + fit.at(point);
      values[point] = value();
    }
    x[i] = at;
    fit.fit(values);
    return fit.lowest();
  }

  private double value() {
    System.arraycopy(x, 0, trial.x, 0, x.length);
    problem.evaluate(trial);
    if (!Double.isFinite(trial.value)) {
      throw new Diverged("the value is not finite");
    }
    return trial.value;
  }
}
