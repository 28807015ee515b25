package dev.stride.experiments.task;

import dev.stride.optim.Charge;
import dev.stride.optim.Check;
import dev.stride.optim.Curve;
import dev.stride.optim.Ledger;
import dev.stride.optim.Outcome;
import java.util.EnumMap;
import java.util.Map;

/**
 * How a run ended. Holds nothing that depends on the machine, such as seconds.
 *
 * @param gap true distance of the recommended result from the optimum, at least 0; infinite when
 *     the run diverged or failed
 * @param believed the lowest value that was measured, minus the exact minimum: what a user would
 *     have believed the gap to be; NaN where nothing of the kind is measured
 * @param stop why it ended
 * @param message what was spent or went wrong; empty when it met its criterion
 * @param at costs of the points of its curve, ascending
 * @param gaps true gaps there
 * @param ledger everything that was charged, without zeros
 */
public record RunResult(
    double gap,
    double believed,
    Stop stop,
    String message,
    long[] at,
    double[] gaps,
    Map<Charge, Long> ledger) {

  private static final double ROUNDING = 1e-9;

  public RunResult {
    boolean lost = stop == Stop.DIVERGED || stop == Stop.FAILED || Double.isNaN(gap);
    gap = lost ? Double.POSITIVE_INFINITY : gap;
  }

  /** Why a run ended. */
  public enum Stop {
    /** By the optimizer's own criterion. */
    CONVERGED,
    /** The budget was spent. */
    BUDGET,
    /** Parameters or answers were no longer finite. */
    DIVERGED,
    /** It threw an error. */
    FAILED
  }

  /**
   * The result of a minimisation whose exact minimum is known.
   *
   * @throws IllegalArgumentException when the result lies below that by more than rounding: then
   *     the minimum cannot judge it
   */
  public static RunResult of(Outcome outcome, double minimum) {
    Check.that(
        !(outcome.truth() < minimum - ROUNDING * Math.max(1, Math.abs(minimum))),
        "the result lies %s below the exact minimum, which cannot judge it",
        minimum - outcome.truth());
    Stop stop = Stop.valueOf(outcome.stop().name());
    boolean diverged = stop == Stop.DIVERGED || !Double.isFinite(outcome.truth());
    return new RunResult(
        Math.max(0, outcome.truth() - minimum),
        outcome.lowestMeasured() - minimum,
        diverged ? Stop.DIVERGED : stop,
        outcome.message(),
        outcome.curve().at(),
        gaps(outcome.curve(), minimum),
        counts(outcome.ledger()));
  }

  /** The result of a run that threw. */
  public static RunResult failed(String message) {
    return new RunResult(
        Double.POSITIVE_INFINITY,
        Double.NaN,
        Stop.FAILED,
        message,
        new long[0],
        new double[0],
        Map.of());
  }

  /** The same result without its curve, for runs of which nobody asks for it. */
  public RunResult withoutCurve() {
    return new RunResult(gap, believed, stop, message, new long[0], new double[0], ledger);
  }

  /** What a ledger counted, without zeros. */
  public static Map<Charge, Long> counts(Ledger ledger) {
    Map<Charge, Long> counts = new EnumMap<>(Charge.class);
    ledger.counts().forEach((kind, count) -> counts.merge(kind, count, Long::sum));
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private static double[] gaps(Curve curve, double minimum) {
    double[] gaps = curve.truth();
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = Math.max(0, gaps[i] - minimum);
    }
    return gaps;
  }
}
