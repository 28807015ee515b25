package dev.stride.rl.bandit;

import dev.stride.rl.env.World;

/** What agents for bandits share. */
final class Bandits {
  private Bandits() {}

  /** Why such an agent makes no sense in a world; empty where it does. */
  static String misfit(World world) {
    return world.limit() == 1 && world.space().states() == 1
        ? ""
        : "the agent looks no further than one step and the environment's episodes are longer;"
            + " q-learning, sarsa or expected-sarsa look ahead";
  }
}
