package dev.stride.optim.search;

import java.util.function.BooleanSupplier;

/**
 * What a search knows about noise from having asked twice at one point. Where it would end, it asks
 * there {@value #ASKS} times more, each charged as any other; it ends if all answers are the same.
 * Once two differ it knows that the problem is noisy, and does not end by itself any more.
 *
 * <p>Noise that leaves an answer as it is with probability q goes unnoticed at one end with
 * probability q⁵, or q⁶ if the answer before them was not chosen for being low.
 */
final class Repetition {
  private static final int ASKS = 5;

  private boolean noisy;

  /** Notes whether two answers at one point differ. */
  void note(boolean different) {
    noisy |= different;
  }

  /**
   * Whether the search may end.
   *
   * @param differs asks once more, and says whether the answer was another one; called at least
   *     once, and no more than that under noise
   */
  boolean settles(BooleanSupplier differs) {
    int asks = 0;
    do {
      note(differs.getAsBoolean());
      asks++;
    } while (!noisy && asks < ASKS);
    return !noisy;
  }
}
