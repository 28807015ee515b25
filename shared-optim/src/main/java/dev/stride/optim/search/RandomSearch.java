package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Diverged;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Samplers;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random optimisation (Matyas 1965): x′ = x + N(0, scale² I), and x ← x′ where that was measured
 * lower. What every search by values has to beat. Recommends x; one value per iteration and one at
 * the start. Runs until the budget is spent.
 *
 * <p>The value at x is the one that was measured when x was found. Under noise that is a lucky one,
 * and the search comes to a halt at a point that looks better than it is.
 *
 * @param scale standard deviation of a move along each axis, in the unit of the parameters
 */
public record RandomSearch(double scale) implements Minimizer {
  public RandomSearch {
    Check.positive("scale", scale);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    double[] x = x0.clone();
    Trial trial = problem.trial().order(Order.VALUE);
    System.arraycopy(x, 0, trial.x, 0, x.length);
    double lowest = value(problem, trial);
    while (true) {
      for (int i = 0; i < x.length; i++) {
        trial.x[i] = x[i] + scale * Samplers.gaussian(rng);
      }
      double value = value(problem, trial);
      if (value < lowest) {
        lowest = value;
        System.arraycopy(trial.x, 0, x, 0, x.length);
      }
      problem.recommend(x);
    }
  }

  private static double value(Metered problem, Trial trial) {
    problem.evaluate(trial);
    if (!Double.isFinite(trial.value)) {
      throw new Diverged("the value is not finite");
    }
    return trial.value;
  }
}
