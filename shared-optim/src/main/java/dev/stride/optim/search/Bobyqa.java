package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import java.util.Arrays;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Powell's BOBYQA (2009) from Commons Math: steps to the minimum of a quadratic model, which
 * interpolates the value at 2n+1 points, inside a trust region and a box. Recommends the lowest
 * measured point, once for each value behind the first 2n+1.
 *
 * <p>Converges when the trust region has shrunk to {@code tolerance} and {@link Repetition} settles
 * it at the lowest point; otherwise it starts again from there. Commons Math's code gives up with
 * an exception where rounding spoils a step (and, in places that it takes for unreachable, with one
 * of its own): that ends a trust region too, and the search, where it had not got any lower.
 *
 * <p>BOBYQA is for two parameters and more: a single one gets a second beside it that changes
 * nothing.
 *
 * @param radius first radius of the trust region, in the unit of the parameters
 * @param tolerance last radius
 * @param lower least value of every parameter; a start outside of the box is moved into it
 * @param upper largest value of every parameter
 */
public record Bobyqa(double radius, double tolerance, double lower, double upper)
    implements Minimizer {
  public Bobyqa {
    Check.positive("tolerance", tolerance);
    Check.that(radius >= tolerance, "radius must be at least %s, not %s", tolerance, radius);
    Check.that(
        upper - lower >= 2 * radius && Double.isFinite(upper - lower),
        "from lower to upper must be at least %s (twice the radius), not %s",
        2 * radius,
        upper - lower);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    double[] start = new double[Math.max(2, x0.length)];
    for (int i = 0; i < start.length; i++) {
      double at = i < x0.length ? x0[i] : (lower + upper) / 2;
      start[i] = Math.max(lower, Math.min(upper, at));
    }
    CommonsMath.untilSettled(problem, start, from -> untilItEnds(problem, from));
  }

  /** One trust region behind the other as long as they end by an exception and got lower. */
  private PointValuePair untilItEnds(Metered problem, double[] from) {
    double[] x = from.clone();
    double before = Double.POSITIVE_INFINITY;
    while (true) {
      LowestSoFar lowest = new LowestSoFar(problem, 2 * x.length + 1);
      boolean done = once(lowest, x);
      PointValuePair end = lowest.lowest();
      System.arraycopy(end.getPointRef(), 0, x, 0, problem.size());
      if (done || !(end.getValue() < before)) {
        return new PointValuePair(x, end.getValue());
      }
      before = end.getValue();
    }
  }

  private boolean once(MultivariateFunction value, double[] from) {
    double[] low = new double[from.length];
    double[] high = new double[from.length];
    Arrays.fill(low, lower);
    Arrays.fill(high, upper);
    try {
      CommonsMath.minimize(
          new BOBYQAOptimizer(2 * from.length + 1, radius, tolerance),
          value,
          from,
          new SimpleBounds(low, high));
      return true;
    } catch (CommonsMath.GaveUp spoilt) {
      return false;
    }
  }
}
