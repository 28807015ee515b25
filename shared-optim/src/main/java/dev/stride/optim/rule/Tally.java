package dev.stride.optim.rule;

import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import java.util.Arrays;

/**
 * A number for each parameter (a count, a sum of weights) that only the steps change that touch it.
 * While every step has touched all, one number does for all of them; the first sparse step sets the
 * parameters apart. The rule itself changes {@code all} while they are not, and {@code each} of
 * those that a step touches afterwards.
 */
final class Tally {
  /** The number for all parameters, while they are not apart. */
  double all;

  /** Whether each parameter has a number of its own. */
  boolean apart;

  final double[] each;

  Tally(int n, double start) {
    all = start;
    each = new double[n];
  }

  /** Has to come before anything that a step changes. */
  void begin(Step step) {
    if (!apart && step.index != null) {
      apart = true;
      Arrays.fill(each, all);
    }
  }

  double at(int i) {
    return apart ? each[i] : all;
  }

  void slots(Slots slots) {
    all = slots.number("all", all);
    apart = slots.flag("apart", apart);
    slots.vector("each", each);
  }
}
