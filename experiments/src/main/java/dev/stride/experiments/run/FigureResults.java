package dev.stride.experiments.run;

import dev.stride.experiments.config.Figure;
import dev.stride.experiments.stats.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure as it came out here.
 *
 * @param lines the curves, in the order of the figure
 * @param comparisons with what was published, in the order of the figure
 * @param claims that were published, in the order of the figure
 */
public record FigureResults(
    Figure figure, List<Line> lines, List<Comparison> comparisons, List<Judged> claims) {
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

  /** What the runs say of a claim. */
  public enum Verdict {
    /** The curve is not above the other one. */
    MET("met"),
    /** It is above. */
    NOT_MET("not met"),
    /** The difference is too small for so many runs. */
    OPEN("cannot be told");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A published claim and what came of it. The k-th runs of both curves have the same streams, so
   * that it is their differences whose sampling error counts.
   *
   * @param at value of the sweep at which the curve was taken; null where there is none
   * @param belowAt the same of the other curve
   * @param mean of the curve there; NaN where a run had diverged
   * @param other mean of the other curve
   * @param deviation of the difference between a run and the factor times one of the other
   * @param runs of each
   */
  public record Judged(
      Figure.Claim claim,
      @Nullable Double at,
      @Nullable Double belowAt,
      double mean,
      double other,
      double deviation,
      int runs) {
    /** How far the curve is above the other one, times the factor. */
    public double difference() {
      return mean - claim.factor() * other;
    }

    /** Whether neither curve diverged there. */
    public boolean isFinite() {
      return Double.isFinite(difference());
    }

    /** The difference, with the standard errors that decide. */
    public Interval interval() {
      double half = Comparison.MOST_ERRORS * deviation / Math.sqrt(runs);
      return new Interval(difference(), difference() - half, difference() + half);
    }

    /** What is to be said: three standard errors are wrong in 0.15 % of the cases. */
    public Verdict verdict() {
      return verdict(Comparison.MOST_ERRORS);
    }

    /** The same for another number of standard errors. What diverged is above everything else. */
    public Verdict verdict(double errors) {
      if (Double.isNaN(mean)) {
        return Verdict.NOT_MET;
      }
      double half = errors * deviation / Math.sqrt(runs);
      if (Double.isNaN(other) || difference() + half <= 0) {
        return Verdict.MET;
      }
      return difference() - half > 0 ? Verdict.NOT_MET : Verdict.OPEN;
    }
  }

  public FigureResults {
    lines = List.copyOf(lines);
    comparisons = List.copyOf(comparisons);
    claims = List.copyOf(claims);
  }

  /** How many of the claims have come out in a way. */
  public long count(Verdict verdict) {
    return claims.stream().filter(claim -> claim.verdict() == verdict).count();
  }

  /** How many of the values are met. */
  public long met() {
    return comparisons.stream().filter(Comparison::isMet).count();
  }
}
