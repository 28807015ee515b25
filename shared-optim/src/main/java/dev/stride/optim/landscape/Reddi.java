package dev.stride.optim.landscape;

import dev.stride.optim.Check;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * The convex problems on which Adam does not converge (Reddi, Kale and Kumar 2018): on [-1, 1]
 * question k finds Cx, once in P questions, or -x. The mean slope s = (C + 1)/P - 1 is positive, so
 * that the best point of [-1, 1] is -1, and Adam, which forgets the rare large slope too soon, goes
 * to 1.
 *
 * <ul>
 *   <li>{@code cyclic}: Cx in questions 0, P, 2P, ... Theorem 1 has P = 3 and C &gt; 2, with β₁ = 0
 *       and β₂ = 1/(1 + C²); the online experiment of section 5 has C = P = 101 (and all of it
 *       times 10).
 *   <li>{@code stochastic}: Cx with probability 1/P. The stochastic experiment of section 5 has C =
 *       101, P = 100 (and all of it times 10).
 * </ul>
 *
 * <p>The paper projects onto [-1, 1]. Here a wall 5C max(0, |x| - 1)² stands outside, which all
 * questions see and which moves the minimum to -1 - s/(10C) exactly; a projection that is added
 * ends at -1, where s²/(20C) is left to it.
 *
 * @param c C, above P - 1
 * @param period P, at least 2
 * @param mode when the large slope comes
 */
public record Reddi(double c, int period, Mode mode) implements Landscape {
  /** When the large slope comes. */
  public enum Mode {
    /** Once in each period, first of all. */
    CYCLIC,
    /** By chance, once in a period on average. */
    STOCHASTIC
  }

  public Reddi {
    Check.that(period >= 2, "period must be at least 2, not %s", period);
    Check.that(
        c > period - 1 && Double.isFinite(c),
        "c must be above period - 1 = %s, not %s",
        period - 1,
        c);
  }

  private double meanSlope() {
    return (c + 1) / period - 1;
  }

  /** Curvature of the wall. */
  private double wall() {
    return 10 * c;
  }

  /** How far x is outside, with its sign. */
  private static double outside(double x) {
    return x - Math.max(-1, Math.min(1, x));
  }

  @Override
  public double[] start() {
    return new double[1];
  }

  private double value(double slope, double x) {
    return slope * x + wall() / 2 * outside(x) * outside(x);
  }

  private double gradient(double slope, double x) {
    return slope + wall() * outside(x);
  }

  @Override
  public double value(double[] x) {
    return value(meanSlope(), x[0]);
  }

  @Override
  public void gradient(double[] x, double[] into) {
    into[0] = gradient(meanSlope(), x[0]);
  }

  @Override
  public void hessian(double[] x, double[] v, double[] into) {
    into[0] = outside(x[0]) == 0 ? 0 : wall() * v[0];
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public double draw(long k, double[] x, UniformRandomProvider rng, double @Nullable [] gradient) {
    boolean large = mode == Mode.CYCLIC ? k % period == 0 : rng.nextInt(period) == 0;
    double slope = large ? c : -1;
    if (gradient != null) {
      gradient[0] = gradient(slope, x[0]);
    }
    return value(slope, x[0]);
  }

  @Override
  public double minimum() {
    return value(minimizer());
  }

  @Override
  public double[] minimizer() {
    return new double[] {-1 - meanSlope() / wall()};
  }
}
