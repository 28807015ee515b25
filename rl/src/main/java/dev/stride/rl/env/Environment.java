package dev.stride.rl.env;

import dev.stride.optim.form.BadInput;
import dev.stride.rl.mdp.FiniteMdp;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/** A task to learn. Immutable configuration, a record. */
public interface Environment {
  /**
   * The world of one run.
   *
   * @param rng for what is drawn anew for every run, as the arms of a bandit are; most environments
   *     leave it alone, and spaces and actions never depend on it
   */
  World world(UniformRandomProvider rng);

  /**
   * The exact process of a run.
   *
   * @throws BadInput where there is none
   */
  default FiniteMdp model(UniformRandomProvider rng) {
    try (World world = world(rng)) {
      FiniteMdp model = world.model();
      if (model == null) {
        throw new BadInput(
            "the states of this environment are not finitely many, or how they follow each other is"
                + " not known, so that there are no exact values");
      }
      return model;
    }
  }

  /** Where the states are on a grid; null where they are not on one. */
  default @Nullable GridShape shape() {
    return null;
  }
}
