package dev.stride.optim.search;

import dev.stride.optim.Charge;
import dev.stride.optim.Check;
import dev.stride.optim.Diverged;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Simultaneous perturbation stochastic approximation (Spall 1992; constants after Spall 1998,
 * Implementation of the Simultaneous Perturbation Algorithm for Stochastic Optimization, IEEE
 * Transactions on Aerospace and Electronic Systems 34(3), section III). Two values per iteration,
 * however many parameters there are:
 *
 * <pre>
 * ĝ = (f(x + c_k Δ) - f(x - c_k Δ)) / (2 c_k) · Δ,   Δ_i = ±1
 * x ← x - a_k ĝ
 * a_k = a / (A + k + 1)^α,   c_k = c / (k + 1)^γ,   k = 0, 1, ...
 * </pre>
 *
 * <p>With {@code calibration} = N above 0, N pairs at the start measure the slope, and a is chosen
 * so that the first step changes each parameter by {@code learningRate} on average; they are
 * charged as values, and as calibrations. A later step that would change them by more than {@value
 * #LONGEST} times as much is cut to that (Spall blocks such a step altogether), since a slope may
 * be far steeper than those at the start: on Rosenbrock's valley, or where the search begins on a
 * plateau. Without a calibration, {@code learningRate} is a itself and nothing is cut. Runs until
 * the budget is spent.
 *
 * <p>With {@code stability} = 0, A is a tenth of the iterations that the budget pays for, at the
 * price of the first one, and {@value #USUAL_STABILITY} without a budget: so a longer run is not
 * one that a shorter one begins.
 *
 * <p>With {@code average} = N above 1, the mean of the last N iterates is recommended (of all of
 * them, while there are fewer); the search itself goes on from the last one.
 *
 * @param learningRate size of the first step in each parameter; a, without a calibration
 * @param c size of the first perturbation; of the order of the noise's standard deviation
 * @param stability A; 0 for a tenth of the iterations
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
  private static final double LONGEST = 2;
  private static final double USUAL_STABILITY = 100;
  private static final double SHARE = 0.1;

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
    new Search(problem, x0, rng).run();
  }

  private final class Search {
    private final Metered problem;
    private final UniformRandomProvider rng;
    private final Trial trial;
    private final double[] x;
    private final double[] direction;

    Search(Metered problem, double[] x0, UniformRandomProvider rng) {
      this.problem = problem;
      this.rng = rng;
      trial = problem.trial().order(Order.VALUE);
      x = x0.clone();
      direction = new double[x.length];
    }

    void run() {
      double steepness = calibration == 0 ? 1 : steepness();
      double longest = calibration == 0 ? Double.POSITIVE_INFINITY : LONGEST * learningRate;
      long[] before = left();
      double bigA = stability;
      double a = learningRate;
      double[][] iterates = new double[average][x.length];
      double[] mean = new double[x.length];
      for (long k = 0; ; k++) {
        double slope = pair(c / StrictMath.pow(k + 1.0, gamma));
        if (k == 0) {
          bigA = stability > 0 ? stability : stability(before);
          a = calibration == 0 ? a : a * StrictMath.pow(bigA + 1, alpha) / steepness;
        }
        double change = -a / StrictMath.pow(bigA + k + 1, alpha) * slope;
        Vectors.add(Math.max(-longest, Math.min(longest, change)), direction, x);
        System.arraycopy(x, 0, iterates[(int) (k % average)], 0, x.length);
        average(iterates, (int) Math.min(k + 1, average), mean);
        problem.recommend(mean);
      }
    }

    private double pair(double size) {
      draw(direction, rng);
      return slope(problem, trial, x, direction, size);
    }

    /** The mean size of the slope around the start; 1 where there is none. */
    private double steepness() {
      double sum = 0;
      for (int i = 0; i < calibration; i++) {
        sum += Math.abs(pair(c));
        problem.wasCalibration();
        problem.wasCalibration();
      }
      if (!Double.isFinite(sum)) {
        throw new Diverged("the values around the start are not finite");
      }
      return sum == 0 ? 1 : sum / calibration;
    }

    private long[] left() {
      return Arrays.stream(Charge.values()).mapToLong(problem::left).toArray();
    }

    /**
     * A tenth of all iterations, of which the first one's pair was asked for since {@code before}.
     */
    private double stability(long[] before) {
      long[] left = left();
      double iterations = problem.left(Charge.ITERATIONS);
      for (int kind = 0; kind < left.length; kind++) {
        long price = before[kind] - left[kind];
        iterations = price > 0 ? Math.min(iterations, (double) left[kind] / price + 1) : iterations;
      }
      return iterations < Long.MAX_VALUE ? SHARE * iterations : USUAL_STABILITY;
    }
  }

  /** Adds up anew each time: what was added and taken away again would leave its rounding. */
  private static void average(double[][] iterates, int count, double[] mean) {
    Arrays.fill(mean, 0);
    for (int i = 0; i < count; i++) {
      Vectors.add(1.0 / count, iterates[i], mean);
    }
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
