package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Simultaneous perturbation stochastic approximation (Spall 1992; constants after Spall 1998, An
 * Overview of the Simultaneous Perturbation Method, section III). Two values per iteration, however
 * many parameters there are:
 *
 * <pre>
 * ĝ = (f(x + c_k Δ) - f(x - c_k Δ)) / (2 c_k) · Δ,   Δ_i = ±1
 * x ← x - a_k ĝ
 * a_k = a / (A + k + 1)^α,   c_k = c / (k + 1)^γ,   k = 0, 1, ...
 * </pre>
 *
 * <p>With {@code calibration} = N above 0, N pairs at the start measure the slope, and a is chosen
 * so that the first step changes each parameter by {@code learningRate} on average; they are
 * charged as values, and as calibrations. Without, {@code learningRate} is a itself. Runs until the
 * budget is spent.
 *
 * <p>With {@code average} = N above 1, the mean of the last N iterates is recommended (of all of
 * them, while there are fewer); the search itself goes on from the last one.
 *
 * @param learningRate a, or the size of the first step after a calibration
 * @param c size of the first perturbation; of the order of the noise's standard deviation
 * @param stability A; a tenth of the iterations that are expected is usual
 * @param alpha α
 * @param gamma γ
 * @param calibration pairs that calibrate a; 0 for none
 * @param average how many iterates are averaged for the recommendation; 1 for the last alone
 */
public record Spsa(
    double learningRate,
    double c,
    double stability,
    double alpha,
    double gamma,
    int calibration,
    int average)
    implements Minimizer {
  public Spsa {
    Check.positive("learningRate", learningRate);
    Check.positive("c", c);
    Check.notNegative("stability", stability);
    Check.notNegative("alpha", alpha);
    Check.notNegative("gamma", gamma);
    Check.count("calibration", calibration, 0, 1_000_000);
    Check.atLeastOne("average", average);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    double[] x = x0.clone();
    double[] direction = new double[x.length];
    Trial trial = problem.trial().order(Order.VALUE);
    double a = calibration == 0 ? learningRate : calibrated(problem, trial, x, direction, rng);
    double[][] iterates = new double[average][x.length];
    double[] mean = new double[x.length];
    for (long k = 0; ; k++) {
      double ck = c / StrictMath.pow(k + 1.0, gamma);
      draw(direction, rng);
      double slope = slope(problem, trial, x, direction, ck);
      double ak = a / StrictMath.pow(stability + k + 1, alpha);
      Vectors.add(-ak * slope, direction, x);
      System.arraycopy(x, 0, iterates[(int) (k % average)], 0, x.length);
      average(iterates, (int) Math.min(k + 1, average), mean);
      problem.recommend(mean);
    }
  }

  /** Adds up anew each time: what was added and taken away again would leave its rounding. */
  private static void average(double[][] iterates, int count, double[] mean) {
    Arrays.fill(mean, 0);
    for (int i = 0; i < count; i++) {
      Vectors.add(1.0 / count, iterates[i], mean);
    }
  }

  private double calibrated(
      Metered problem, Trial trial, double[] x, double[] direction, UniformRandomProvider rng) {
    double sum = 0;
    for (int i = 0; i < calibration; i++) {
      draw(direction, rng);
      sum += Math.abs(slope(problem, trial, x, direction, c));
      problem.wasCalibration();
      problem.wasCalibration();
    }
    double unit = learningRate * StrictMath.pow(stability + 1, alpha);
    return sum == 0 ? unit : unit * calibration / sum;
  }

  /** Fills {@code direction} with signs. */
  static void draw(double[] direction, UniformRandomProvider rng) {
    for (int i = 0; i < direction.length; i++) {
      direction[i] = rng.nextBoolean() ? 1 : -1;
    }
  }

  /** (f(x + c Δ) - f(x - c Δ)) / 2c, from two values. */
  static double slope(Metered problem, Trial trial, double[] x, double[] direction, double c) {
    double ahead = value(problem, trial, x, direction, c);
    double behind = value(problem, trial, x, direction, -c);
    return (ahead - behind) / (2 * c);
  }

  private static double value(
      Metered problem, Trial trial, double[] x, double[] direction, double c) {
    System.arraycopy(x, 0, trial.x, 0, x.length);
    Vectors.add(c, direction, trial.x);
    problem.evaluate(trial);
    return trial.value;
  }
}
