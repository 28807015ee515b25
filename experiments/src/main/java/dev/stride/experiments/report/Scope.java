package dev.stride.experiments.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * Problems that are judged together, and the optimizers that were run on all of them.
 *
 * @param title what it covers
 * @param problems names
 * @param noisy the ranking over all levels with noise together; over all levels where none has any
 * @param levels the ranking at each level
 */
public record Scope(String title, List<String> problems, Ranking noisy, List<Ranking> levels) {

  /** All rankings, the one over the noisy levels first. */
  List<Ranking> rankings() {
    return Stream.concat(Stream.of(noisy), levels.stream()).toList();
  }
}
