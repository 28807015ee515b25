package dev.stride.rl.feature;

import dev.stride.optim.form.Registry;
import org.jspecify.annotations.Nullable;

/** The features that can be chosen by name. */
public final class FeatureSets {
  private static final Registry<Features> REGISTRY =
      new Registry<Features>("features", Features.class)
          .add("table", new Table(), "one weight for each state")
          .add("own", new Own(), "those that belong to the task");

  private FeatureSets() {}

  /** All features. */
  public static Registry<Features> registry() {
    return REGISTRY;
  }

  /** What is taken where nothing is chosen: what belongs to the task, else a table. */
  public static Features fitting(@Nullable Encoder own) {
    return own == null ? new Table() : new Own();
  }
}
