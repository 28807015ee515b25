package dev.stride.experiments.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/** The mean with Student's 95 % interval, mean ± t(0.975; n-1) s/√n. */
public final class MeanInterval {
  private MeanInterval() {}

  /**
   * Mean and interval of independent values. An infinite value makes the mean infinite; a single
   * value has no interval, and its ends are NaN.
   */
  public static Interval of(double[] values) {
    double mean = Arrays.stream(values).sum() / values.length;
    if (values.length < 2 || !Double.isFinite(mean)) {
      return new Interval(mean, Double.NaN, Double.NaN);
    }
    double t = new TDistribution(null, values.length - 1).inverseCumulativeProbability(0.975);
    double half = t * new StandardDeviation().evaluate(values) / Math.sqrt(values.length);
    return new Interval(mean, mean - half, mean + half);
  }
}
