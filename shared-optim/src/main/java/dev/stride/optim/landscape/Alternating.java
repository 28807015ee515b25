package dev.stride.optim.landscape;

import dev.stride.optim.Check;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * f(x) = ½‖x‖², of which question k finds
 *
 * <pre>
 * f_k(x) = ½‖x‖² + (-1)^k a Σ_i x_i,   ∇f_k(x) = x + (-1)^k a (1, ..., 1):
 * </pre>
 *
 * a bowl under gradients that change their sign each time. Two questions in a row have f as their
 * mean. Lowest, 0, at 0.
 *
 * @param amplitude a, not negative
 * @param dimension n
 */
public record Alternating(double amplitude, int dimension) implements Bowl {
  public Alternating {
    Check.notNegative("amplitude", amplitude);
    Dimension.check(1, dimension);
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public double draw(long k, double[] x, UniformRandomProvider rng, double @Nullable [] gradient) {
    double slope = k % 2 == 0 ? amplitude : -amplitude;
    double value = value(x);
    for (int i = 0; i < x.length; i++) {
      value += slope * x[i];
      if (gradient != null) {
        gradient[i] = x[i] + slope;
      }
    }
    return value;
  }
}
