package dev.stride.experiments.stats;

import dev.stride.optim.random.Streams;
import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The stratified percentile bootstrap (Efron 1979; Agarwal et al. 2021, section 4.1): runs are
 * drawn with replacement within each stratum (a problem under one noise), and the statistic is
 * taken over all strata together. The 95 % interval lies between two quantiles of its replicates,
 * which keeps its meaning when some runs are infinitely bad.
 *
 * <p>Plain quantiles at 2.5 % are too narrow for few runs. They are moved out to Φ(-t), with t the
 * 97.5 % quantile of Student's distribution with S(n-1) degrees of freedom, for n runs in each of S
 * strata. This is the expanded percentile interval of Hesterberg (2015, "What teachers should know
 * about the bootstrap", section 3.2) without its factor √(n/(n-1)), since the bootstrap exaggerates
 * the spread of a trimmed mean of few values by about as much. For n from 6 to 30, S of 1 and 6,
 * and normal, log-normal and cut-off normal scores, such intervals covered the truth in 92 to 97 %
 * of simulated samples. Costs {@code resamples} evaluations of the statistic.
 *
 * @param resamples number of replicates, at least 200
 * @param streams where the draws come from, so that the same question gets the same interval
 */
public record Bootstrap(int resamples, Streams streams) {
  private static final double UPPER = 0.975;

  /** A figure of runs that were picked, {@code picks[s][i]} being an index into stratum s. */
  private interface Statistic {
    double of(int[][] picks);
  }

  /** The mean over the strata of their interquartile means. */
  public Interval mean(double[][] strata) {
    double[][] scratch = copy(strata);
    Statistic statistic = picks -> mean(strata, picks, scratch);
    double[] replicates = replicates(strata, statistic);
    return interval(strata, statistic.of(identity(strata)), replicates);
  }

  /**
   * The probability that a run of {@code a} scores higher than its pair in {@code b}, ties counted
   * half, averaged over the strata: the probability of improvement of Agarwal et al. (2021, section
   * 4.3), for pairs.
   */
  public Interval improvement(double[][] a, double[][] b) {
    Statistic statistic =
        picks -> {
          double sum = 0;
          for (int s = 0; s < picks.length; s++) {
            sum += wins(a[s], b[s], picks[s]);
          }
          return sum / picks.length;
        };
    return interval(a, statistic.of(identity(a)), replicates(a, statistic));
  }

  private static double wins(double[] a, double[] b, int[] picks) {
    double wins = 0;
    for (int i : picks) {
      wins += a[i] > b[i] ? 1 : a[i] == b[i] ? 0.5 : 0;
    }
    return wins / picks.length;
  }

  private double[] replicates(double[][] strata, Statistic statistic) {
    UniformRandomProvider rng = streams.rng();
    int[][] picks = identity(strata);
    double[] replicates = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      for (int[] pick : picks) {
        for (int i = 0; i < pick.length; i++) {
          pick[i] = rng.nextInt(pick.length);
        }
      }
      replicates[r] = statistic.of(picks);
    }
    Arrays.sort(replicates);
    return replicates;
  }

  private Interval interval(double[][] strata, double estimate, double[] replicates) {
    int cut = 0;
    if (freedom(strata) > 0) {
      double t = new TDistribution(freedom(strata)).inverseCumulativeProbability(UPPER);
      double tail = new NormalDistribution().cumulativeProbability(-t);
      cut = (int) (tail * resamples);
    }
    return new Interval(estimate, replicates[cut], replicates[resamples - 1 - cut]);
  }

  /** Degrees of freedom; 0 for single runs, of which nothing follows. */
  private static int freedom(double[][] strata) {
    return total(strata) - strata.length;
  }

  private static double mean(double[][] strata, int[][] picks, double[][] scratch) {
    double sum = 0;
    for (int s = 0; s < strata.length; s++) {
      double[] picked = scratch[s];
      for (int i = 0; i < picked.length; i++) {
        picked[i] = strata[s][picks[s][i]];
      }
      sum += InterquartileMean.ofScratch(picked);
    }
    return sum / strata.length;
  }

  private static double[][] copy(double[][] strata) {
    return Arrays.stream(strata).map(double[]::clone).toArray(double[][]::new);
  }

  private static int[][] identity(double[][] strata) {
    int[][] picks = new int[strata.length][];
    for (int s = 0; s < strata.length; s++) {
      picks[s] = new int[strata[s].length];
      Arrays.setAll(picks[s], i -> i);
    }
    return picks;
  }

  private static int total(double[][] strata) {
    return Arrays.stream(strata).mapToInt(s -> s.length).sum();
  }
}
