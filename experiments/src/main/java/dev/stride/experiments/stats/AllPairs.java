package dev.stride.experiments.stats;

import dev.stride.optim.random.Streams;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The differences between the scores of K optimizers, all K(K-1)/2 of them at once, so that what is
 * said holds whichever of them is looked at, and so for the best, which the data chose too.
 *
 * <p>The score S of an optimizer is the mean over the strata of its interquartile means. One
 * bootstrap draws the runs of each stratum, the same picks for all optimizers, whose runs are
 * paired by seed. With d = S_i - S_j, d* its replicates and se their standard deviation, the
 * critical value c is the 95 % quantile over replicates of the largest |d* - d| / se of all pairs:
 * the single-step max-T procedure (Westfall and Young 1993, section 2.5; Romano and Wolf 2005,
 * "Exact and approximate stepdown methods for multiple hypothesis testing"). Pairs without spread
 * are left out of it, and differ when they differ at all. Between two optimizers that nearly always
 * score alike, a rare replicate lies many se away, and c would be theirs alone; se is therefore at
 * least a quarter of the largest |d* - d|, which normal replicates seldom reach.
 *
 * <p>That alone is too bold for few runs: of 8 or 15 equal optimizers with 10 seeds each in one
 * stratum, one seemed behind in 15 to 20 % of simulated samples. So d / se is taken for a Student's
 * t and put on the normal scale before it is compared with the replicates. Its degrees of freedom
 * are Welch and Satterthwaite's, (Σ v)² / Σ v²/(n-1), with v the variance that each of the strata
 * gives to d, since a single unsteady problem makes the others count for nothing.
 *
 * <p>The share of 600 simulated samples in which any of K equal optimizers seemed behind the best,
 * for K of 2, 8 and 15, n of 10 and 30 seeds, 1 and 4 strata (standard error 0.9 %): normal scores,
 * with and without a part shared by seed, 1.5 to 6.5 %, on average 3.8 %; normal with one stratum
 * twenty times as wide, 2.5 to 6.2 %; half of the runs at the target, 0.2 to 4.5 %; a quarter or a
 * tenth failed, 0 to 2.7 %; log-normal, 0 to 3.3 %.
 *
 * <p>Costs K sums over n for each replicate and stratum, and K² for each replicate and stratum.
 */
public final class AllPairs {
  /** Chance of a false difference that is allowed. */
  public static final double LEVEL = 0.05;

  /** Scales beyond which no replicate lies. */
  private static final double FARTHEST = 4;

  /** What rounding can make of equal scores, which are at most 1. */
  private static final double ROUNDING = 1e-12;

  private final double[] score;
  private final double[][] scale;
  private final double[][] freedom;
  private final double[] largest;

  private AllPairs(double[] score, double[][] scale, double[][] freedom, double[] largest) {
    this.score = score;
    this.scale = scale;
    this.freedom = freedom;
    this.largest = largest;
  }

  /**
   * Compares.
   *
   * @param scores {@code scores[k][s][i]} of optimizer k in stratum s on seed i, finite; all
   *     optimizers with the same seeds
   * @param resamples number of replicates, at least 19
   */
  public static AllPairs of(double[][][] scores, int resamples, Streams streams) {
    UniformRandomProvider rng = streams.rng();
    int optimizers = scores.length;
    int strata = scores[0].length;
    double[] score = new double[optimizers];
    double[][] shift = new double[resamples][optimizers];
    double[][] variance = new double[optimizers][optimizers];
    double[][] fourth = new double[optimizers][optimizers];
    for (int s = 0; s < strata; s++) {
      int stratum = s;
      double[][] runs = Arrays.stream(scores).map(of -> of[stratum]).toArray(double[][]::new);
      int freedom = runs[0].length - 1;
      Replicates here = Replicates.of(runs, resamples, rng);
      for (int i = 0; i < optimizers; i++) {
        score[i] += here.mean[i] / strata;
        for (int r = 0; r < resamples; r++) {
          shift[r][i] += here.shift[r][i] / strata;
        }
        for (int j = 0; j < i; j++) {
          // A single run says nothing about its spread.
          double v =
              freedom == 0
                  ? Double.POSITIVE_INFINITY
                  : here.variance(i, j) / ((double) strata * strata);
          variance[i][j] += v;
          fourth[i][j] += v * v / freedom;
        }
      }
    }
    double[][] freedom = new double[optimizers][optimizers];
    for (int i = 0; i < optimizers; i++) {
      for (int j = 0; j < i; j++) {
        freedom[i][j] = variance[i][j] * variance[i][j] / fourth[i][j];
      }
    }
    double[][] scale = scales(shift, variance);
    return new AllPairs(score, scale, freedom, largest(shift, scale));
  }

  /** The larger of the standard deviation and a fixed share of the largest shift. */
  private static double[][] scales(double[][] shift, double[][] variance) {
    double[][] scale = new double[variance.length][variance.length];
    for (int i = 0; i < scale.length; i++) {
      for (int j = 0; j < i; j++) {
        double most = 0;
        for (double[] of : shift) {
          most = Math.max(most, Math.abs(of[i] - of[j]));
        }
        scale[i][j] = Math.max(Math.sqrt(variance[i][j]), most / FARTHEST);
      }
    }
    return scale;
  }

  private static double[] largest(double[][] shift, double[][] scale) {
    double[] largest = new double[shift.length];
    for (int r = 0; r < largest.length; r++) {
      for (int i = 0; i < scale.length; i++) {
        for (int j = 0; j < i; j++) {
          if (scale[i][j] > ROUNDING) {
            largest[r] = Math.max(largest[r], Math.abs(shift[r][i] - shift[r][j]) / scale[i][j]);
          }
        }
      }
    }
    Arrays.sort(largest);
    return largest;
  }

  /**
   * The score of i minus that of j. The intervals of all pairs hold together in 95 % of samples;
   * without ends where there are only single runs.
   */
  public Interval difference(int i, int j) {
    double d = score[i] - score[j];
    double se = of(scale, i, j);
    if (se <= ROUNDING) {
      return new Interval(d, d, d);
    }
    if (Double.isInfinite(se)) {
      return new Interval(d, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    double critical = largest[largest.length - (int) (LEVEL * (largest.length + 1))];
    double half = se * fromNormal(critical, of(freedom, i, j));
    return new Interval(d, d - half, d + half);
  }

  /**
   * The adjusted p-value of the difference between i and j: the share of replicates, the sample
   * counted as one, in which some pair differs as much by chance.
   */
  public double p(int i, int j) {
    double d = Math.abs(score[i] - score[j]);
    double se = of(scale, i, j);
    if (d <= ROUNDING || Double.isInfinite(se)) {
      return 1;
    }
    double z = se <= ROUNDING ? Double.POSITIVE_INFINITY : toNormal(d / se, of(freedom, i, j));
    long asLarge = Arrays.stream(largest).filter(value -> value >= z).count();
    return (1.0 + asLarge) / (1.0 + largest.length);
  }

  private static double of(double[][] pairs, int i, int j) {
    return pairs[Math.max(i, j)][Math.min(i, j)];
  }

  /**
   * The normal deviate with the tail of Student's t, (8f+1)/(8f+3) √(f log(1 + t²/f)) for f degrees
   * of freedom (Wallace 1959, "Bounds on normal approximations to Student's and the chi-square
   * distributions"), which has an inverse and stays exact far out, where quantiles run dry.
   */
  static double toNormal(double t, double f) {
    return (8 * f + 1) / (8 * f + 3) * Math.sqrt(f * StrictMath.log1p(t * t / f));
  }

  /** The inverse of {@link #toNormal}. */
  static double fromNormal(double z, double f) {
    double u = z * (8 * f + 3) / (8 * f + 1);
    return Math.sqrt(f * StrictMath.expm1(u * u / f));
  }

  /**
   * What one stratum gives.
   *
   * @param mean interquartile means of the optimizers
   * @param shift {@code shift[r][k]}, by how much the mean of k differs in replicate r
   */
  private record Replicates(double[] mean, double[][] shift) {

    static Replicates of(double[][] runs, int resamples, UniformRandomProvider rng) {
      int n = runs[0].length;
      int[][] order = Arrays.stream(runs).map(Replicates::order).toArray(int[][]::new);
      int[] picked = new int[n];
      Arrays.fill(picked, 1);
      double[] mean = means(runs, order, picked);
      double[][] shift = new double[resamples][];
      for (int r = 0; r < resamples; r++) {
        Arrays.fill(picked, 0);
        for (int i = 0; i < n; i++) {
          picked[rng.nextInt(n)]++;
        }
        shift[r] = means(runs, order, picked);
        for (int k = 0; k < mean.length; k++) {
          shift[r][k] -= mean[k];
        }
      }
      return new Replicates(mean, shift);
    }

    private static int[] order(double[] values) {
      return IntStream.range(0, values.length)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> values[i]))
          .mapToInt(i -> i)
          .toArray();
    }

    /** The interquartile mean of each optimizer's runs, run i taken {@code picked[i]} times. */
    private static double[] means(double[][] runs, int[][] order, int[] picked) {
      double[] means = new double[runs.length];
      for (int k = 0; k < runs.length; k++) {
        int cut = picked.length / 4;
        int end = picked.length - cut;
        double sum = 0;
        int seen = 0;
        for (int at = 0; seen < end; at++) {
          int run = order[k][at];
          int before = Math.max(seen, cut);
          seen += picked[run];
          sum += Math.max(0, Math.min(seen, end) - before) * runs[k][run];
        }
        means[k] = sum / (end - cut);
      }
      return means;
    }

    double variance(int i, int j) {
      double sum = 0;
      double squares = 0;
      for (double[] of : shift) {
        double d = of[i] - of[j];
        sum += d;
        squares += d * d;
      }
      return Math.max(0, squares - sum * sum / shift.length) / (shift.length - 1);
    }
  }
}
