package dev.stride.optim.landscape;

import dev.stride.optim.Check;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * f(x) = ½‖x‖², whose value and gradient come {@code factor} times as large in the first {@code at}
 * questions, and as they are afterwards. Lowest, 0, at 0.
 *
 * @param factor on the first questions, positive
 * @param at how many those are
 * @param dimension n
 */
public record Rescaling(double factor, long at, int dimension) implements Bowl {
  public Rescaling {
    Check.positive("factor", factor);
    Check.that(at >= 0, "at must not be negative, and is %s", at);
    Dimension.check(1, dimension);
  }

  @Override
  public boolean isExact() {
    return false;
  }

  @Override
  public double draw(long k, double[] x, UniformRandomProvider rng, double @Nullable [] gradient) {
    double scale = k < at ? factor : 1;
    if (gradient != null) {
      for (int i = 0; i < x.length; i++) {
        gradient[i] = scale * x[i];
      }
    }
    return scale * value(x);
  }
}
