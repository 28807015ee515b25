package dev.stride.rl.feature;

import dev.stride.optim.Check;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All products of powers of the coordinates (Sutton and Barto 2018, equation 9.17): x_c(s) = Π
 * u_i^c_i, each exponent from 0 to n, the coordinates u scaled to [0, 1]. With k coordinates there
 * are (n+1)^k features, all active; the first one is constant.
 *
 * @param degree n
 */
public record Polynomial(int degree) implements Features {
  public Polynomial {
    Check.count("degree", degree, 1, 100);
  }

  @Override
  public Encoder encoder(Space space, @Nullable Encoder own) {
    int[] counts = new int[space.coordinates()];
    Arrays.fill(counts, degree + 1);
    return new Powers(space, counts);
  }

  private static final class Powers extends Product {
    Powers(Space space, int[] counts) {
      super(space, counts);
    }

    @Override
    void evaluate(double u, double[] into) {
      into[0] = 1;
      for (int k = 1; k < into.length; k++) {
        into[k] = into[k - 1] * u;
      }
    }
  }
}
