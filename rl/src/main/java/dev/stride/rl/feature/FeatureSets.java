package dev.stride.rl.feature;

import dev.stride.optim.form.Registry;
import org.jspecify.annotations.Nullable;

/** The features that can be chosen by name. */
public final class FeatureSets {
  private static final Registry<Features> REGISTRY =
      new Registry<Features>("features", Features.class)
          .codec(Counts.class, Counts::parse, Counts::toString)
          .add("table", new Table(), "one weight for each state")
          .add("tiles", new Tiles(8, Counts.of(8)), "tilings displaced against each other, packed")
          .add("fourier", new Fourier(3, false), "cosines of all frequencies up to an order")
          .add(
              "radial",
              new Radial(Counts.of(5), 1, false),
              "Gaussian bumps on a grid, divided by their sum if normalised")
          .add("aggregation", new Aggregation(10), "groups of neighbouring states")
          .add("polynomial", new Polynomial(3), "products of powers of the coordinates")
          .add("binary", new Binary(), "the number of the state in binary digits, of length 1")
          .add("own", new Own(), "those that belong to the task");

  private FeatureSets() {}

  /** All features. */
  public static Registry<Features> registry() {
    return REGISTRY;
  }

  /**
   * What is taken where nothing is chosen: what belongs to the task, else a table of the states,
   * else tiles over the coordinates.
   */
  public static Features fitting(Space space, @Nullable Encoder own) {
    if (own != null) {
      return new Own();
    }
    return space.isFinite() ? new Table() : Tiles.fitting(space);
  }
}
