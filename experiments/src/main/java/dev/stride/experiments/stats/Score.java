package dev.stride.experiments.stats;

/**
 * How far a run came from its start to the target, on a logarithmic scale, so that problems with
 * different units can be put together:
 *
 * <pre>score = log(start / gap) / log(start / target), cut off at 0 and 1</pre>
 *
 * <p>1 when the target was reached, 0 when the run ended no better than it began, diverged or
 * failed; halfway is the geometric mean of the start's gap and the target. What is gained beyond
 * the target does not count. The scale depends on the problem alone, never on who else takes part.
 */
public final class Score {
  private Score() {}

  /**
   * The score of a run.
   *
   * @param start true gap at its start
   * @param gap true gap at its end
   * @param target gap that counts as solved, positive
   */
  public static double of(double start, double gap, double target) {
    if (gap <= target) {
      return 1;
    }
    if (!(gap < start)) {
      return 0;
    }
    return Math.min(1, StrictMath.log(start / gap) / StrictMath.log(start / target));
  }
}
