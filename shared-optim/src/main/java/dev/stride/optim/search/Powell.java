package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.PowellOptimizer;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Powell's conjugate directions (1964) from Commons Math: searches along n directions by Brent's
 * method, the axes at first, and replaces one of them by the whole move of an iteration. An
 * iteration takes about 10 n values, and up to 80 n under noise, whose differences do not get small
 * enough for Brent's criterion.
 *
 * <p>Converges when an iteration lowers the value by less than {@code tolerance} times the value
 * and {@link Repetition} settles it there; otherwise it starts again from there, with the axes.
 * Recommends the end of each iteration.
 *
 * @param tolerance of an iteration, relative
 * @param lineTolerance of the value along a line, relative
 */
public record Powell(double tolerance, double lineTolerance) implements Minimizer {
  /** Below this a value is zero; Commons Math's criterion is relative otherwise. */
  private static final double ZERO = 1e-30;

  public Powell {
    Check.that(tolerance >= 1e-15, "tolerance must be at least 1e-15, not %s", tolerance);
    Check.that(
        lineTolerance >= 1e-15, "lineTolerance must be at least 1e-15, not %s", lineTolerance);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    MultivariateFunction value = CommonsMath.value(problem);
    CommonsMath.untilSettled(problem, x0, from -> once(problem, value, from));
  }

  private PointValuePair once(Metered problem, MultivariateFunction value, double[] from) {
    PowellOptimizer optimizer =
        new PowellOptimizer(
            tolerance,
            ZERO,
            lineTolerance,
            ZERO,
            (iteration, before, now) -> {
              problem.recommend(now.getPointRef());
              return false;
            });
    double[] end = CommonsMath.minimizeOrFail(optimizer, value, from).getPointRef();
    problem.recommend(end); // the checker does not see the last iteration
    // Its own value is that of a point which differs by the rounding of a line search.
    return new PointValuePair(end, value.value(end));
  }
}
