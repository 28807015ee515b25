package dev.stride.experiments.report;

import dev.stride.experiments.plan.Cell;
import dev.stride.experiments.plan.Tuned;
import dev.stride.experiments.stats.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The reported runs of a cell.
 *
 * @param tuned the value that tuning chose; null when there was nothing to tune
 * @param gap interquartile mean of the true final gap
 * @param score interquartile mean of the score
 * @param runs how many
 * @param solved how many reached the target at their end
 * @param diverged how many diverged
 * @param failed how many failed
 * @param cost expected cost of reaching the target, in units of the problem's axis: what all runs
 *     spent, up to the first point of their curve at or below the target or else to their end, for
 *     each run that has such a point (ERT of Hansen et al. 2016, seen at points of the curve; what
 *     lies between two of them goes unseen, which can only make it larger); infinite when none has
 * @param believed median of the lowest measured value, minus the exact minimum; NaN where nothing
 *     of the kind is measured
 * @param impossible how many runs measured a value below the exact minimum, by more than rounding
 * @param scores of the runs, by seed
 * @param curve the true gap along the way
 */
public record CellSummary(
    Cell cell,
    @Nullable Tuned tuned,
    Interval gap,
    Interval score,
    int runs,
    int solved,
    int diverged,
    int failed,
    double cost,
    double believed,
    int impossible,
    double[] scores,
    Band curve) {

  /**
   * The middle of many curves at common costs.
   *
   * @param at costs, ascending, the start first
   * @param low lower quartile of the gaps there
   * @param mean their interquartile mean
   * @param high upper quartile
   */
  public record Band(long[] at, double[] low, double[] mean, double[] high) {}
}
