package dev.stride.optim;

import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A search for the minimum of a problem: a plain, single-threaded loop over questions to it.
 * Immutable configuration; all state is local to the call.
 */
@FunctionalInterface
public interface Minimizer {
  /**
   * Searches from {@code x0} (left alone) until it has converged or {@code problem} throws {@link
   * BudgetSpent}, which it lets pass. Throws {@link Stuck} where it ends without having converged.
   * Says {@link Metered#recommend} once per iteration.
   */
  void minimize(Metered problem, double[] x0, UniformRandomProvider rng);

  /** What it asks of its problem. */
  default Set<Order> orders() {
    return Set.of(Order.VALUE);
  }

  /**
   * Whether it looks for the maximum instead: nothing that compares values can be had around it.
   */
  default boolean maximises() {
    return false;
  }
}
