package dev.stride.optim;

/**
 * How a minimisation ended.
 *
 * @param recommended the last recommended point, or the start when there was none
 * @param truth the noiseless value there
 * @param lowestMeasured the lowest noisy value that was seen, which a user would have believed; NaN
 *     when no value was measured
 * @param stop why it ended
 * @param message what was spent or went wrong, empty where the criterion of the minimizer was met
 * @param ledger all that was charged
 * @param curve the truth along the way
 */
public record Outcome(
    double[] recommended,
    double truth,
    double lowestMeasured,
    Stop stop,
    String message,
    Ledger ledger,
    Curve curve) {

  /** Why a minimisation ended. */
  public enum Stop {
    /**
     * By the minimizer itself; where it found nothing lower before its criterion, with a message.
     */
    CONVERGED,
    /** The budget was spent. */
    BUDGET,
    /**
     * Parameters or answers were no longer finite, or the result is absurd: {@link Metered#run}.
     */
    DIVERGED
  }
}
