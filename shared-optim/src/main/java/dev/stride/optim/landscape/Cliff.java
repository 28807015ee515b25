package dev.stride.optim.landscape;

import dev.stride.optim.Check;

/**
 * f(x) = ½‖x‖² + h s((x₁ - 1)/w), with the step s(u) = u³(10 - 15u + 6u²) on [0, 1], 0 before and 1
 * behind it, twice continuously differentiable: a gentle bowl that is entered over a cliff, as the
 * error of a recurrent network has them (Pascanu, Mikolov and Bengio 2013, section 2.3). The slope
 * on the cliff reaches 15h/(8w), which throws a step far beyond the basin. Lowest, 0, at 0.
 *
 * @param height h, of the cliff, not negative
 * @param width w, how far it is from its edge to its foot
 * @param dimension n
 */
public record Cliff(double height, double width, int dimension) implements Bowl {
  private static final double FOOT = 1;

  public Cliff {
    Check.notNegative("height", height);
    Check.positive("width", width);
    Dimension.check(1, dimension);
  }

  /** One behind the edge of the cliff. */
  @Override
  public double[] start() {
    double[] x = Bowl.super.start();
    x[0] = FOOT + width + 1;
    return x;
  }

  /** Where x₁ is on the cliff: 0 at its foot or before it, 1 at its edge or behind it. */
  private double up(double[] x) {
    return Math.max(0, Math.min(1, (x[0] - FOOT) / width));
  }

  @Override
  public double value(double[] x) {
    double u = up(x);
    return Bowl.super.value(x) + height * u * u * u * (10 - 15 * u + 6 * u * u);
  }

  @Override
  public void gradient(double[] x, double[] into) {
    Bowl.super.gradient(x, into);
    double u = up(x);
    into[0] += height / width * 30 * u * u * (1 - u) * (1 - u);
  }

  @Override
  public void hessian(double[] x, double[] v, double[] into) {
    Bowl.super.hessian(x, v, into);
    double u = up(x);
    into[0] += height / (width * width) * 60 * u * (1 - u) * (1 - 2 * u) * v[0];
  }
}
