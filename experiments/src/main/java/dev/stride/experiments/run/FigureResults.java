package dev.stride.experiments.run;

import dev.stride.experiments.config.Figure;
import dev.stride.experiments.stats.Interval;
import java.util.List;

/**
 * A figure as it came out here.
 *
 * @param lines the curves, in the order of the figure
 * @param comparisons with what was published, in the order of the figure
 */
public record FigureResults(Figure figure, List<Line> lines, List<Comparison> comparisons) {
  /**
   * A curve: means over runs with their 95 % intervals, NaN where a run had diverged.
   *
   * @param x episodes, steps, or values of the sweep
   * @param diverged how many runs diverged
   */
  public record Line(
      String name, double[] x, double[] mean, double[] low, double[] high, long diverged) {}

  /**
   * A published value beside ours.
   *
   * @param deviation standard deviation of a single run
   * @param runs of ours
   */
  public record Comparison(Figure.Published published, double mean, double deviation, int runs) {
    /** Standard errors of the difference within which the values count as the same. */
    public static final double MOST_ERRORS = 3;

    private static final double NORMAL = 1.96;

    /** Ours, with the 95 % interval. */
    public Interval ours() {
      double half = NORMAL * deviation / Math.sqrt(runs);
      return new Interval(mean, mean - half, mean + half);
    }

    /** What was published, with the interval that its runs and its last digit leave it. */
    public Interval theirs() {
      double value = published.value();
      double half = published.rounding() + NORMAL * deviation / Math.sqrt(theirRuns());
      return new Interval(value, value - half, value + half);
    }

    /**
     * Whether both can be the same: the difference is below the rounding and three standard errors,
     * which a right implementation misses with a probability of 0.3 %.
     */
    public boolean isMet() {
      return isWithin(MOST_ERRORS);
    }

    /** The same for another number of standard errors. */
    public boolean isWithin(double errors) {
      double error = deviation * Math.sqrt(1.0 / runs + 1.0 / theirRuns());
      return Math.abs(mean - published.value()) <= published.rounding() + errors * error;
    }

    private int theirRuns() {
      return published.runs() == null ? runs : published.runs();
    }
  }

  public FigureResults {
    lines = List.copyOf(lines);
    comparisons = List.copyOf(comparisons);
  }

  /** How many of the values are met. */
  public long met() {
    return comparisons.stream().filter(Comparison::isMet).count();
  }
}
