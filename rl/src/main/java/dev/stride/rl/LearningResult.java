package dev.stride.rl;

import dev.stride.optim.Curve;
import dev.stride.optim.Ledger;

/**
 * What came of one run.
 *
 * @param returns true (noiseless), undiscounted returns of the episodes that ended
 * @param regrets what those episodes lost against the best actions, where the world tells: NaN
 *     else, or empty
 * @param lengths how many steps those episodes took
 * @param steps steps of the environment
 * @param valueError how far the recommended weights are from the truth, see {@link Learning};
 *     infinite when the run diverged
 * @param diverged whether the weights left all bounds, which ended the run
 * @param message how it diverged, or empty
 * @param ledger steps and episodes that were used
 * @param curve the value error along the run, from before the first step to the end, or to where it
 *     diverged
 * @param weights the learned weights: a state value per state, or an action value per pair
 * @param recommended the weights that the optimizer stands by, which are judged
 */
public record LearningResult(
    double[] returns,
    double[] regrets,
    int[] lengths,
    long steps,
    double valueError,
    boolean diverged,
    String message,
    Ledger ledger,
    Curve curve,
    double[] weights,
    double[] recommended) {}
