package dev.stride.optim.search;

import dev.stride.optim.Metered;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.optim.PointValuePair;

/**
 * The measured value as a function that recommends the point where it was lowest, for methods that
 * own their loop and do not say where an iteration ends: once for each answer behind those of the
 * design that they start from.
 */
final class LowestSoFar implements MultivariateFunction {
  private final Metered problem;
  private final MultivariateFunction value;
  private final double[] x;
  private double lowest = Double.POSITIVE_INFINITY;
  private int design;

  /**
   * For one run.
   *
   * @param design how many answers the method needs before it searches
   */
  LowestSoFar(Metered problem, int design) {
    this.problem = problem;
    this.design = design;
    value = CommonsMath.value(problem);
    x = new double[problem.size()];
  }

  @Override
  public double value(double[] at) {
    double answer = value.value(at);
    if (answer < lowest) {
      lowest = answer;
      System.arraycopy(at, 0, x, 0, x.length);
    }
    if (--design < 0) {
      problem.recommend(x);
    }
    return answer;
  }

  /** Where the value was lowest. */
  PointValuePair lowest() {
    return new PointValuePair(x, lowest);
  }
}
