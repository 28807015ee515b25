package dev.stride.rl.env;

import dev.stride.optim.form.Registry;

/** The environments that can be chosen by name. */
public final class Environments {
  private static final Registry<Environment> REGISTRY =
      new Registry<Environment>("environment", Environment.class)
          .add(
              "cliff-walking",
              new CliffWalking(false),
              "4x12 grid, -1 per step, -100 and back to the start for falling off the cliff")
          .add(
              "frozen-lake",
              new FrozenLake(FrozenLake.Map.SMALL, true, 1.0 / 3),
              "slippery grid with holes, 1 for reaching the goal")
          .add(
              "random-walk",
              new RandomWalk(19),
              "values to predict: -1 for leaving a row on the left, +1 on the right")
          .add(
              "bandit",
              new Bandit(10, 0, 1, Bandit.Rewards.NORMAL, 0, 0),
              "arms drawn per run, with rewards from N(level,1) or 1 and 0, that may drift or change");

  private Environments() {}

  /** All environments. */
  public static Registry<Environment> registry() {
    return REGISTRY;
  }
}
