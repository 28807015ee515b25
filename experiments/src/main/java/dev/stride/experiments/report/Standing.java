package dev.stride.experiments.report;

import dev.stride.experiments.stats.AllPairs;
import dev.stride.experiments.stats.Interval;

/**
 * An optimizer's place in a ranking.
 *
 * @param score mean over problems and levels of the interquartile mean over seeds
 * @param behind the best one's score minus this, with an interval that holds together with those of
 *     all pairs in the ranking; zero for the best itself
 * @param p of that difference, adjusted for all pairs ({@link AllPairs}); 1 for the best
 * @param improvement probability that it scores higher than the best on the same seed, its interval
 *     for itself alone
 */
public record Standing(
    String optimizer, Interval score, Interval behind, double p, Interval improvement) {
  /** Whether it cannot be told apart from the best. */
  public boolean isTied() {
    return p > AllPairs.LEVEL;
  }
}
