package dev.stride.rl.feature;

import dev.stride.optim.form.BadInput;
import org.jspecify.annotations.Nullable;

/** A choice of features. Immutable configuration, a record. */
public interface Features {
  /**
   * The features over a space.
   *
   * @param own those that belong to the task, where it has some
   * @throws BadInput when they make no sense there
   */
  Encoder encoder(Space space, @Nullable Encoder own);
}
