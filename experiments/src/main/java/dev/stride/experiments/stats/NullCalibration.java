package dev.stride.experiments.stats;

import dev.stride.optim.random.Streams;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A check of the verdict on two optimizers: one against itself on other seeds, where any verdict is
 * false. Its runs are split in halves at random, again and again, and {@link AllPairs} judges the
 * halves as it would judge two optimizers; a share of {@link AllPairs#LEVEL} or less should come
 * out different. Strata without spread in their middle half are left out, for they can only agree.
 *
 * <p>The splits share their runs, so the rate is less certain than their number suggests; it is
 * about half as many seeds, and two optimizers, not the choice among many.
 *
 * @param comparisons how many were made
 * @param falseWins in how many of them the halves were told apart
 */
public record NullCalibration(int comparisons, int falseWins) {
  private static final int RESAMPLES = 399;

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
    double[][] varied =
        Arrays.stream(strata).filter(NullCalibration::varies).toArray(double[][]::new);
    if (varied.length == 0) {
      return new NullCalibration(0, 0);
    }
    UniformRandomProvider rng = streams.at("split").rng();
    int wins = 0;
    for (int k = 0; k < splits; k++) {
      double[][][] halves = new double[2][varied.length][];
      for (int s = 0; s < varied.length; s++) {
        double[] shuffled = shuffle(varied[s].clone(), rng);
        int half = shuffled.length / 2;
        halves[0][s] = Arrays.copyOf(shuffled, half);
        halves[1][s] = Arrays.copyOfRange(shuffled, half, 2 * half);
      }
      AllPairs pairs = AllPairs.of(halves, RESAMPLES, streams.at("bootstrap", k));
      wins += pairs.p(0, 1) > AllPairs.LEVEL ? 0 : 1;
    }
    return new NullCalibration(splits, wins);
  }

  private static boolean varies(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int cut = sorted.length / 4;
    return sorted[cut] < sorted[sorted.length - 1 - cut];
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
