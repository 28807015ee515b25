package dev.stride.optim;

import java.util.function.Consumer;

/** Watches a run from outside: told of every iteration, and free to ask how the run is doing. */
@FunctionalInterface
public interface Monitor {
  /**
   * An iteration has ended.
   *
   * @param iteration how many have
   * @param gauges says the figures as they stand now; costs something only when it is called
   */
  void iteration(long iteration, Consumer<Figures> gauges);

  /** Whether it will ask; if not, books that are kept for figures alone need not be. */
  default boolean wantsFigures() {
    return true;
  }
}
