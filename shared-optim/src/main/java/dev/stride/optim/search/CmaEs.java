package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Diverged;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Evolution with covariance matrix adaptation (Hansen and Ostermeier 2001; Hansen 2016), the active
 * variant of Commons Math, without bounds and without a limit of its own on the iterations.
 *
 * <p>Recommends, after each generation, the weighted mean of its better half, which is where the
 * next generation is drawn around: under noise it is a better estimate than any single point, and
 * not one that was chosen for its luck.
 *
 * <p>Converges when one of Commons Math's criteria holds and {@link Repetition} settles it at the
 * mean; otherwise it starts again from there, with the first standard deviation. They are: steps
 * below 10⁻¹¹ sigma along every parameter; all values of a generation, and the best of those before
 * it, within 10⁻¹², or the latter alone within 10⁻¹³; a covariance of condition 10¹⁴; and a
 * standard deviation that has grown by 1000, which is no minimum but a slope without an end.
 *
 * @param sigma standard deviation of the first generation, in the unit of the parameters
 * @param population points per generation; 0 for 4 + ⌊3 log n⌋
 */
public record CmaEs(double sigma, int population) implements Minimizer {
  public CmaEs {
    Check.positive("sigma", sigma);
    Check.that(
        population == 0 || population >= 4,
        "population must be 0 (automatic) or at least 4, not %s",
        population);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    RandomGenerator random = CommonsMath.random(rng);
    CommonsMath.untilSettled(problem, x0, from -> once(problem, from, random));
  }

  private PointValuePair once(Metered problem, double[] from, RandomGenerator random) {
    int n = from.length;
    int lambda = population == 0 ? 4 + (int) (3 * StrictMath.log(n)) : population;
    double[] spread = new double[n];
    Arrays.fill(spread, sigma);
    Generations generations = new Generations(problem, from, lambda);
    try {
      CommonsMath.minimize(
          new CMAESOptimizer(Integer.MAX_VALUE, 0, true, 0, 0, random, false, null),
          generations,
          from,
          new CMAESOptimizer.Sigma(spread),
          new CMAESOptimizer.PopulationSize(lambda),
          SimpleBounds.unbounded(n));
    } catch (CommonsMath.GaveUp broken) {
      throw new Diverged("the covariance matrix degenerated: " + broken.getMessage());
    }
    return new PointValuePair(generations.mean, generations.value.value(generations.mean));
  }

  /**
   * The objective as Commons Math asks for it: once at the start, then λ times per generation. That
   * tells where a generation ends, which its convergence checker does not: it is not called for the
   * first, nor where another criterion ends the search.
   */
  private static final class Generations implements MultivariateFunction {
    private record Point(double value, double[] x) {}

    private final Metered problem;
    private final MultivariateFunction value;
    private final Point[] generation;
    private final double[] weights;
    private final double[] mean;
    private int next = -1;

    Generations(Metered problem, double[] from, int lambda) {
      this.problem = problem;
      value = CommonsMath.value(problem);
      generation = new Point[lambda];
      mean = from.clone();
      // Hansen 2016, equations 49 and 53 without the negative half, and as Commons Math has them.
      weights = new double[lambda / 2];
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = StrictMath.log(weights.length + 0.5) - StrictMath.log(i + 1);
        sum += weights[i];
      }
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= sum;
      }
    }

    @Override
    public double value(double[] x) {
      double answer = value.value(x);
      if (next >= 0) {
        generation[next] = new Point(answer, x.clone());
      }
      next++;
      if (next == generation.length) {
        recommend();
        next = 0;
      }
      return answer;
    }

    private void recommend() {
      Arrays.sort(generation, Comparator.comparingDouble(Point::value));
      Arrays.fill(mean, 0);
      for (int i = 0; i < weights.length; i++) {
        Vectors.add(weights[i], generation[i].x, mean);
      }
      problem.recommend(mean);
    }
  }
}
