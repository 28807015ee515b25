package dev.stride.experiments.report;

import dev.stride.experiments.stats.Interval;

/**
 * An optimizer's place in a ranking.
 *
 * @param score mean over problems and levels of the interquartile mean over seeds
 * @param behind the best one's score minus this, seed by seed; zero for the best itself
 * @param p that it is no worse than the best, by Holm's correction over the ranking; 1 for the best
 * @param improvement probability that it scores higher than the best on the same seed
 */
public record Standing(
    String optimizer, Interval score, Interval behind, double p, Interval improvement) {
  private static final double LEVEL = 0.05;

  /** Whether it cannot be told apart from the best. */
  public boolean isTied() {
    return p > LEVEL;
  }
}
