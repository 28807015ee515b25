package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import java.util.Comparator;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The simplex search of Nelder and Mead (1965) from Commons Math, with reflection 1, expansion 2,
 * contraction and shrinkage 1/2. The first simplex is x0 and x0 moved by {@code scale} along each
 * axis. Recommends the vertex with the lowest measured value.
 *
 * <p>Converges when all vertices lie within 10⁻¹⁰ of the best along every axis, and their values
 * within 10⁻¹⁴ (1 + |value|) of its value, and {@link Repetition} settles it there; otherwise it
 * starts again from the best with a simplex of the first size. Noise on every value keeps the
 * second from coming true while the simplex collapses.
 *
 * @param scale edge of the first simplex, in the unit of the parameters
 */
public record NelderMead(double scale) implements Minimizer {
  private static final double SAME_POINT = 1e-10;
  private static final double SAME_VALUE = 1e-14;

  public NelderMead {
    Check.positive("scale", scale);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    CommonsMath.untilSettled(problem, x0, from -> once(problem, from));
  }

  private PointValuePair once(Metered problem, double[] from) {
    Simplex simplex = new Simplex(problem, scale);
    return CommonsMath.minimizeOrFail(
        new SimplexOptimizer((iteration, before, now) -> simplex.collapsed()),
        CommonsMath.value(problem),
        from,
        simplex);
  }

  private static final class Simplex extends NelderMeadSimplex {
    private final Metered problem;

    Simplex(Metered problem, double scale) {
      super(problem.size(), scale);
      this.problem = problem;
    }

    @Override
    public void iterate(MultivariateFunction value, Comparator<PointValuePair> comparator) {
      super.iterate(value, comparator);
      problem.recommend(getPoint(0).getPointRef());
    }

    boolean collapsed() {
      PointValuePair best = getPoint(0);
      for (int vertex = 1; vertex < getSize(); vertex++) {
        PointValuePair other = getPoint(vertex);
        double apart = Math.abs(other.getValue() - best.getValue());
        if (apart > SAME_VALUE * (1 + Math.abs(best.getValue()))) {
          return false;
        }
        for (int i = 0; i < getDimension(); i++) {
          if (Math.abs(other.getPointRef()[i] - best.getPointRef()[i]) > SAME_POINT) {
            return false;
          }
        }
      }
      return true;
    }
  }
}
