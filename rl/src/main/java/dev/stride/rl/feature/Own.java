package dev.stride.rl.feature;

import dev.stride.optim.form.BadInput;
import org.jspecify.annotations.Nullable;

/** The features that belong to a task, as Baird's counterexample and the Boyan chain have them. */
public record Own() implements Features {
  @Override
  public Encoder encoder(Space space, @Nullable Encoder own) {
    if (own == null) {
      throw new BadInput("this environment has no features of its own");
    }
    return own;
  }
}
