package dev.stride.rl.feature;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The Fourier basis (Konidaris, Osentoski and Thomas 2011; Sutton and Barto 2018, equation 9.18):
 * x_c(s) = cos(π c·u), each c_i from 0 to n, the coordinates u scaled to [0, 1]. With k coordinates
 * there are (n+1)^k features, all active; the first one is constant. Over states, which stand at (s
 * + 1/2) / n, this is the discrete cosine transform: the features are orthogonal.
 *
 * <p>The paper takes a step size of α / ‖c‖ for feature c, and α for the constant. That is what
 * {@code scaled} does with plain steps of size α, traces or not: the features are divided by √‖c‖,
 * so that a weight, multiplied by it, moves by 1/‖c‖ of what it moved.
 *
 * <p>Cost: a sine and a cosine for each coordinate and number up to n, and a complex product per
 * feature.
 *
 * @param order n
 * @param scaled whether features are divided by √‖c‖
 */
public record Fourier(int order, boolean scaled) implements Features {
  public Fourier {
    Check.count("order", order, 1, 1000);
  }

  @Override
  public Encoder encoder(Space space, @Nullable Encoder own) {
    return new Waves(new Unit(space), order, scaled);
  }

  private static final class Waves implements Encoder {
    private final Unit unit;
    private final int order;
    private final double @Nullable [] scale;

    /** exp(iπ c·u). */
    private final double[] re;

    private final double[] im;

    Waves(Unit unit, int order, boolean scaled) {
      this.unit = unit;
      this.order = order;
      int[] counts = new int[unit.coordinates()];
      Arrays.fill(counts, order + 1);
      int size = Unit.size(counts, 1);
      re = new double[size];
      im = new double[size];
      scale = scaled ? scale(size, order) : null;
    }

    private static double[] scale(int size, int order) {
      double[] scale = new double[size];
      for (int c = 0; c < size; c++) {
        double squares = 0;
        for (int rest = c; rest > 0; rest /= order + 1) {
          int number = rest % (order + 1);
          squares += number * number;
        }
        scale[c] = c == 0 ? 1 : 1 / Math.sqrt(Math.sqrt(squares));
      }
      return scale;
    }

    @Override
    public int size() {
      return re.length;
    }

    @Override
    public int most() {
      return re.length;
    }

    @Override
    public void encode(double[] observation, Entries into) {
      int n = 1;
      re[0] = 1;
      im[0] = 0;
      for (int i = 0; i < unit.coordinates(); i++) {
        double angle = Math.PI * unit.at(observation, i);
        for (int k = 1; k <= order; k++) {
          turn(n, k * n, StrictMath.cos(k * angle), StrictMath.sin(k * angle));
        }
        n *= order + 1;
      }
      System.arraycopy(re, 0, into.value, 0, n);
      if (scale != null) {
        for (int c = 0; c < n; c++) {
          into.value[c] *= scale[c];
        }
      }
      Product.active(into, n);
    }

    /** Writes the first {@code n} numbers, turned, from {@code at} on. */
    private void turn(int n, int at, double cos, double sin) {
      for (int j = 0; j < n; j++) {
        re[at + j] = re[j] * cos - im[j] * sin;
        im[at + j] = re[j] * sin + im[j] * cos;
      }
    }
  }
}
