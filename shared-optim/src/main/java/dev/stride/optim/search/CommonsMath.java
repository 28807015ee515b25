package dev.stride.optim.search;

import dev.stride.optim.Diverged;
import dev.stride.optim.Metered;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Samplers;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.exception.util.ExceptionContextProvider;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.OptimizationData;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.MultivariateOptimizer;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the optimizers of Commons Math, which own their loops, are given to call. What the problem
 * throws passes through them ({@code BudgetSpent}, {@code Diverged}, and whatever else), and what
 * was recommended by then stays.
 */
final class CommonsMath {
  private CommonsMath() {}

  /** The code of Commons Math ended with an exception of its own. */
  static final class GaveUp extends Exception {
    private static final long serialVersionUID = 1;

    GaveUp(RuntimeException theirs) {
      super(theirs.getMessage(), theirs);
    }
  }

  /** An objective that remembers what it threw. */
  private static final class Asked implements MultivariateFunction {
    private final MultivariateFunction objective;
    private @Nullable RuntimeException thrown;

    Asked(MultivariateFunction objective) {
      this.objective = objective;
    }

    @Override
    public double value(double[] x) {
      try {
        return objective.value(x);
      } catch (RuntimeException ours) {
        thrown = ours;
        throw ours;
      }
    }
  }

  /**
   * Runs the optimizer on the objective from x0 for as long as the budget lasts.
   *
   * @throws GaveUp when the optimizer fails, not when the objective does
   */
  static PointValuePair minimize(
      MultivariateOptimizer optimizer,
      MultivariateFunction objective,
      double[] x0,
      OptimizationData... more)
      throws GaveUp {
    Asked asked = new Asked(objective);
    try {
      return optimizer.optimize(data(asked, x0, more));
    } catch (RuntimeException failed) {
      if (failed != asked.thrown && isTheirs(failed)) {
        throw new GaveUp(failed);
      }
      throw failed;
    }
  }

  /** The same for an optimizer that does not give up; whatever is thrown passes through it. */
  static PointValuePair minimizeOrFail(
      MultivariateOptimizer optimizer,
      MultivariateFunction objective,
      double[] x0,
      OptimizationData... more) {
    return optimizer.optimize(data(objective, x0, more));
  }

  private static OptimizationData[] data(
      MultivariateFunction objective, double[] x0, OptimizationData... more) {
    OptimizationData[] all = new OptimizationData[more.length + 4];
    System.arraycopy(more, 0, all, 4, more.length);
    all[0] = new ObjectiveFunction(objective);
    all[1] = GoalType.MINIMIZE;
    all[2] = new InitialGuess(x0);
    all[3] = MaxEval.unlimited();
    return all;
  }

  private static boolean isTheirs(RuntimeException failed) {
    // BOBYQA has a private one of its own beside those of the library.
    return failed instanceof ExceptionContextProvider
        || failed.getClass().getNestHost() == BOBYQAOptimizer.class;
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
   * Runs a search from x0, and again from where it ended until asking there once more settles it:
   * noise can meet a criterion by chance, and does not end a search here. Each end that is none is
   * an iteration.
   */
  static void untilSettled(
      Metered problem, double[] x0, Function<double[], PointValuePair> search) {
    MultivariateFunction value = value(problem);
    Repetition repetition = new Repetition();
    double[] x = x0;
    while (true) {
      PointValuePair end = search.apply(x);
      x = end.getPointRef();
      double[] at = x;
      if (repetition.settles(() -> value.value(at) != end.getValue())) {
        return;
      }
      problem.recommend(Arrays.copyOf(x, problem.size()));
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
