package dev.stride.optim.search;

import dev.stride.optim.Diverged;
import dev.stride.optim.Metered;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Samplers;
import java.util.function.Function;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.OptimizationData;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.MultivariateOptimizer;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What the optimizers of Commons Math, which own their loops, are given to call. {@code
 * BudgetSpent} and {@code Diverged} pass through them, and what was recommended by then stays.
 */
final class CommonsMath {
  private CommonsMath() {}

  /** Runs the optimizer on the objective from x0 for as long as the budget lasts. */
  static PointValuePair minimize(
      MultivariateOptimizer optimizer,
      MultivariateFunction objective,
      double[] x0,
      OptimizationData... more) {
    OptimizationData[] all = new OptimizationData[more.length + 4];
    System.arraycopy(more, 0, all, 4, more.length);
    all[0] = new ObjectiveFunction(objective);
    all[1] = GoalType.MINIMIZE;
    all[2] = new InitialGuess(x0);
    all[3] = MaxEval.unlimited();
    return optimizer.optimize(all);
  }

  /**
   * The measured value as a function; arguments beyond the parameters are passed over.
   *
   * @throws Diverged when a value is not a number or infinite, which those optimizers cannot rank
   */
  static MultivariateFunction value(Metered problem) {
    Trial trial = problem.trial().order(Order.VALUE);
    return x -> {
      System.arraycopy(x, 0, trial.x, 0, trial.x.length);
      problem.evaluate(trial);
      if (!Double.isFinite(trial.value)) {
        throw new Diverged("the value is not finite");
      }
      return trial.value;
    };
  }

  /**
   * Runs a search from x0, and again from where it ended until asking there once more gives the
   * same answer: noise can meet a criterion by chance, and does not end a search here.
   */
  static void untilSettled(
      MultivariateFunction value, double[] x0, Function<double[], PointValuePair> search) {
    double[] x = x0;
    while (true) {
      PointValuePair end = search.apply(x);
      x = end.getPointRef();
      if (value.value(x) == end.getValue()) {
        return;
      }
    }
  }

  /** Our generator in the shape that Commons Math asks for. */
  static RandomGenerator random(UniformRandomProvider rng) {
    return new Random(rng);
  }

  private record Random(UniformRandomProvider rng) implements RandomGenerator {
    private static UnsupportedOperationException noSeed() {
      return new UnsupportedOperationException("a stream is seeded where it is derived");
    }

    @Override
    public void setSeed(int seed) {
      throw noSeed();
    }

    @Override
    public void setSeed(int[] seed) {
      throw noSeed();
    }

    @Override
    public void setSeed(long seed) {
      throw noSeed();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      rng.nextBytes(bytes);
    }

    @Override
    public int nextInt() {
      return rng.nextInt();
    }

    @Override
    public int nextInt(int n) {
      return rng.nextInt(n);
    }

    @Override
    public long nextLong() {
      return rng.nextLong();
    }

    @Override
    public boolean nextBoolean() {
      return rng.nextBoolean();
    }

    @Override
    public float nextFloat() {
      return rng.nextFloat();
    }

    @Override
    public double nextDouble() {
      return rng.nextDouble();
    }

    @Override
    public double nextGaussian() {
      return Samplers.gaussian(rng);
    }
  }
}
