package dev.stride.rl.feature;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import org.jspecify.annotations.Nullable;

/**
 * Gaussian radial basis functions on a grid (Sutton and Barto 2018, section 9.5.5): x_c(s) = exp(-Σ
 * (u_i - c_i)² / (2 σ_i²)). The centres c go evenly from one end of each coordinate to the other; a
 * single one stands in the middle. All features are active.
 *
 * @param centres how many along each coordinate, as {@code 5} or {@code 5x8}
 * @param width σ, in distances between neighbouring centres; where there is a single one, in ranges
 *     of the coordinate
 * @param normalised whether they are divided by their sum, so that they add up to one everywhere
 *     (Moody and Darken 1989)
 */
public record Radial(Counts centres, double width, boolean normalised) implements Features {
  public Radial {
    Check.positive("width", width);
  }

  @Override
  public Encoder encoder(Space space, @Nullable Encoder own) {
    Encoder bumps = new Bumps(space, centres.along(space.coordinates()), width);
    return normalised ? new Shares(bumps) : bumps;
  }

  private static final class Bumps extends Product {
    private final double width;

    Bumps(Space space, int[] counts, double width) {
      super(space, counts);
      this.width = width;
    }

    @Override
    void evaluate(double u, double[] into) {
      int gaps = into.length - 1;
      for (int k = 0; k < into.length; k++) {
        double away = (gaps == 0 ? u - 0.5 : u * gaps - k) / width;
        into[k] = StrictMath.exp(-away * away / 2);
      }
    }
  }

  private record Shares(Encoder bumps) implements Encoder {
    @Override
    public int size() {
      return bumps.size();
    }

    @Override
    public int most() {
      return bumps.most();
    }

    @Override
    public void encode(double[] observation, Entries into) {
      bumps.encode(observation, into);
      double sum = 0;
      for (int k = 0; k < into.size; k++) {
        sum += into.value[k];
      }
      for (int k = 0; k < into.size; k++) {
        into.value[k] /= sum;
      }
    }
  }
}
