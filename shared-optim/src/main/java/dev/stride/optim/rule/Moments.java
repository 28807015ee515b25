package dev.stride.optim.rule;

import dev.stride.optim.Figures;
import java.util.function.IntToDoubleFunction;

/** What the moments of a rule tell who watches. */
final class Moments {
  private Moments() {}

  /**
   * Says the ratio of the moments.
   *
   * @param n number of parameters
   * @param mean the first moment of each, as the rule uses it
   * @param square the second
   */
  static void say(Figures to, int n, IntToDoubleFunction mean, IntToDoubleFunction square) {
    double sum = 0;
    int known = 0;
    for (int i = 0; i < n; i++) {
      double below = square.applyAsDouble(i);
      if (below > 0) {
        double above = mean.applyAsDouble(i);
        sum += above * above / below;
        known++;
      }
    }
    to.figure(Figures.MOMENT_RATIO, known == 0 ? Double.NaN : Math.sqrt(sum / known));
  }
}
