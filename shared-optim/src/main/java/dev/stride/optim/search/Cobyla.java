package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Powell's COBYLA (1994) without constraints, from jcobyla: steps along a linear model, which
 * interpolates the value at n+1 points, inside a trust region. Recommends the lowest measured
 * point, once for each value behind the first n+1.
 *
 * <p>Converges when the trust region has shrunk to {@code tolerance}, or rounding stops it, and
 * {@link Repetition} settles it at the lowest point; otherwise it starts again from there. A linear
 * model follows a curved valley in very small steps: on Rosenbrock's it takes more than 20,000
 * values.
 *
 * @param radius first radius of the trust region, in the unit of the parameters
 * @param tolerance last radius
 */
public record Cobyla(double radius, double tolerance) implements Minimizer {
  public Cobyla {
    Check.positive("tolerance", tolerance);
    Check.that(radius >= tolerance, "radius must be at least %s, not %s", tolerance, radius);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    CommonsMath.untilSettled(problem, x0, from -> once(problem, from));
  }

  private PointValuePair once(Metered problem, double[] from) {
    LowestSoFar lowest = new LowestSoFar(problem, from.length + 1);
    de.xypron.jcobyla.Cobyla.findMinimum(
        (n, constraints, x, into) -> lowest.value(x),
        from.length,
        0,
        from.clone(),
        radius,
        tolerance,
        de.xypron.jcobyla.Cobyla.IPRINT_NONE,
        Integer.MAX_VALUE);
    return lowest.lowest();
  }
}
