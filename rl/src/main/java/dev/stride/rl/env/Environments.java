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
              new Bandit(10),
              "arms with means from N(0,1), drawn per run, and rewards from N(mean,1)")
          .add(
              "long-walk",
              new LongWalk(1000, 100),
              "values to predict: jumps of up to 100 states along a row of 1000")
          .add(
              "cart-pole",
              new CartPole(CartPole.Integrator.EULER),
              "balances a pole on a cart, 1 for every step that it stands")
          .add(
              "mountain-car",
              new MountainCar(200),
              "swings a weak car out of a valley, -1 per step")
          .add("acrobot", new Acrobot(), "swings a double pendulum up, -1 per step")
          .add(
              "puddle-world",
              new PuddleWorld(0.01),
              "walks over the unit square around two puddles, -1 per step and up to -40 in each");

  private Environments() {}

  /** All environments. */
  public static Registry<Environment> registry() {
    return REGISTRY;
  }
}
