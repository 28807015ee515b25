package dev.stride.experiments.stats;

import dev.stride.optim.random.Streams;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A check of the comparison itself: an optimizer against itself on other seeds, where any win is
 * false. Its runs are split in halves at random, again and again, and the halves are compared as
 * two optimizers would be; about 5 % of the 95 % intervals should exclude zero.
 *
 * @param comparisons how many were made
 * @param falseWins how many of them excluded zero
 */
public record NullCalibration(int comparisons, int falseWins) {
  private static final int RESAMPLES = 400;

  /** Share of false wins; NaN when there was nothing to compare. */
  public double rate() {
    return comparisons == 0 ? Double.NaN : (double) falseWins / comparisons;
  }

  /** Both together. */
  public NullCalibration plus(NullCalibration other) {
    return new NullCalibration(comparisons + other.comparisons, falseWins + other.falseWins);
  }

  /**
   * Compares an optimizer with itself.
   *
   * @param strata its scores, at least four in each stratum
   * @param splits how often
   */
  public static NullCalibration of(double[][] strata, int splits, Streams streams) {
    UniformRandomProvider rng = streams.at("split").rng();
    int wins = 0;
    for (int k = 0; k < splits; k++) {
      double[][] first = new double[strata.length][];
      double[][] second = new double[strata.length][];
      for (int s = 0; s < strata.length; s++) {
        double[] shuffled = shuffle(strata[s].clone(), rng);
        int half = shuffled.length / 2;
        first[s] = Arrays.copyOf(shuffled, half);
        second[s] = Arrays.copyOfRange(shuffled, half, 2 * half);
      }
      Bootstrap bootstrap = new Bootstrap(RESAMPLES, streams.at("bootstrap", k));
      wins += bootstrap.difference(first, second).interval().covers(0) ? 0 : 1;
    }
    return new NullCalibration(splits, wins);
  }

  private static double[] shuffle(double[] values, UniformRandomProvider rng) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = rng.nextInt(i + 1);
      double swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
    return values;
  }
}
