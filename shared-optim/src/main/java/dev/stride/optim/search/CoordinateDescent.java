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
 * <p>Converges when no parameter has moved in a whole sweep and asking at x again gives the same
 * answer. Recommends x after each update.
 */
final class CoordinateDescent {
  private final Metered problem;
  private final double[] x;
  private final Trial trial;
  private final int[] active;
  private final TrigonometricFit[] fits;

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
    double here = value();
    int still = 0;
    for (long updates = 0; ; updates++) {
      if (updates > 0 && updates % reset == 0) {
        here = value();
      }
      int k = (int) (updates % active.length);
      double move = move(fits[k], active[k], here);
      if (move == 0) {
        still++;
      } else {
        still = 0;
        here = fits[k].value(move);
        x[active[k]] += move;
      }
      problem.recommend(x);
      if (still == active.length) {
        double again = value();
        if (again == here) {
          return;
        }
        here = again;
        still = 0;
      }
    }
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
