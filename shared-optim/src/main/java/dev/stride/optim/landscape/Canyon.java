package dev.stride.optim.landscape;

import dev.stride.optim.Check;

/**
 * f(t₁, t₂) = a₁ t₁² + a₂ t₂² + b cos(c t₁): a narrow canyon with ripples along its floor. Lowest
 * in the trough next to t₁ = 0 where the ripple outweighs the parabola (b c² > 2a₁), else at 0.
 *
 * @param a1 curvature along the floor, positive
 * @param a2 curvature of the walls, positive
 * @param b height of the ripples, not negative
 * @param c their wave number, positive
 */
public record Canyon(double a1, double a2, double b, double c) implements Landscape {
  public Canyon {
    Check.positive("a1", a1);
    Check.positive("a2", a2);
    Check.notNegative("b", b);
    Check.positive("c", c);
  }

  @Override
  public double[] start() {
    return new double[] {2, 1};
  }

  @Override
  public double value(double[] t) {
    return a1 * t[0] * t[0] + a2 * t[1] * t[1] + b * StrictMath.cos(c * t[0]);
  }

  @Override
  public void gradient(double[] t, double[] into) {
    into[0] = slope(t[0]);
    into[1] = 2 * a2 * t[1];
  }

  private double slope(double t) {
    return 2 * a1 * t - b * c * StrictMath.sin(c * t);
  }

  @Override
  public void hessian(double[] t, double[] v, double[] into) {
    into[0] = (2 * a1 - b * c * c * StrictMath.cos(c * t[0])) * v[0];
    into[1] = 2 * a2 * v[1];
  }

  @Override
  public double minimum() {
    return value(minimizer());
  }

  @Override
  public double[] minimizer() {
    return new double[] {trough(), 0};
  }

  /** sin(ct)/t falls on (0, π/c), so that the slope has at most one zero there: bisection. */
  private double trough() {
    if (b * c * c <= 2 * a1) {
      return 0;
    }
    double low = 0;
    double high = Math.PI / c;
    while (true) {
      double middle = low + (high - low) / 2;
      if (middle == low || middle == high) {
        return middle;
      }
      if (slope(middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }
}
