package dev.stride.optim.rule;

import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import java.util.function.DoubleUnaryOperator;

/**
 * An average of the points x₁, x₂, ... that the steps lead to, which leaves the steps alone.
 *
 * <p>A step comes with the point that it starts from, which is where the one before has led; the
 * last point comes with the question for the average. So it does not matter what links behind make
 * of a step. A parameter that a sparse step does not touch stands still, and is caught up on when
 * it is touched again: the average is that of dense steps.
 */
final class AverageState implements Rule.State<Step> {
  private final long first;
  private final double keep;
  private final DoubleUnaryOperator share;

  /** What the newest point weighs. */
  private final double one;

  private final double[] mean;

  /** Behind how many steps the last point stood that {@code mean} has in it. */
  private final Tally until;

  private long steps;

  /** What all points so far weigh together. */
  private double total;

  /**
   * An average without a point in it.
   *
   * @param first how many points are left out at the beginning
   * @param keep what becomes of the weight of the points when a new one comes
   * @param share what the m newest points weigh together, in a unit that does not depend on m
   */
  AverageState(int n, long first, double keep, DoubleUnaryOperator share) {
    this.first = first;
    this.keep = keep;
    this.share = share;
    one = share.applyAsDouble(1);
    mean = new double[n];
    until = new Tally(n, first);
  }

  @Override
  public void apply(Step step, double[] x) {
    long now = steps++;
    if (now <= first) {
      return;
    }
    until.begin(step);
    total = withOneMore();
    double weight = one / total;
    if (until.apart) {
      catchUp(step, x, now, weight);
    } else {
      until.all = now;
      double[] mean = this.mean;
      int n = step.size;
      for (int i = 0; i < n; i++) {
        mean[i] += weight * (x[i] - mean[i]);
      }
    }
  }

  private double withOneMore() {
    return keep * total + one;
  }

  /** What the m newest points weigh, as a share of all. Where m is 1 this is known, and fast. */
  private double weight(double m, double all, double weightOfOne) {
    return m == 1 ? weightOfOne : share.applyAsDouble(m) / all;
  }

  private void catchUp(Step step, double[] x, long now, double weightOfOne) {
    double[] each = until.each;
    int[] index = step.index;
    int n = step.size;
    for (int j = 0; j < n; j++) {
      int i = index == null ? j : index[j];
      mean[i] += weight(now - each[i], total, weightOfOne) * (x[i] - mean[i]);
      each[i] = now;
    }
  }

  @Override
  public void recommended(double[] x, double[] into) {
    if (steps <= first) {
      return;
    }
    double all = withOneMore();
    for (int i = 0; i < x.length; i++) {
      double weight = weight(steps - until.at(i), all, one / all);
      into[i] = mean[i] + weight * (x[i] - mean[i]);
    }
  }

  @Override
  public void slots(Slots slots) {
    steps = slots.count("steps", steps);
    total = slots.number("total", total);
    slots.vector("mean", mean);
    until.slots(slots.at("until"));
  }
}
