package dev.stride.experiments.plan;

import dev.stride.experiments.stats.InterquartileMean;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The value that tuning chose.
 *
 * @param edge whether it is the least or the greatest that was tried, so that a better one may lie
 *     outside
 */
public record Tuned(double value, boolean edge) {

  /**
   * The value whose tuning runs ended with the least interquartile mean of the true final gap; the
   * lower one where two are equal, so the more cautious step. Runs that diverged or failed count as
   * infinite.
   *
   * @param grid values, ascending, at least one
   * @param gaps true final gaps of the tuning runs at a value
   */
  public static Tuned choose(List<Double> grid, DoubleFunction<double[]> gaps) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < grid.size(); i++) {
      double gap = InterquartileMean.of(gaps.apply(grid.get(i)));
      if (gap < least) {
        least = gap;
        best = i;
      }
    }
    return new Tuned(grid.get(best), best == 0 || best == grid.size() - 1);
  }
}
