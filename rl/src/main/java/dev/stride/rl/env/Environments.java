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
              new FrozenLake(FrozenLake.Map.SMALL, true, 1.0 / 3, 8, 0.8, 1),
              "slippery grid with holes, 1 for reaching the goal")
          .add(
              "taxi",
              new Taxi(false),
              "takes a passenger to one of four stands, in rain not always straight")
          .add(
              "blackjack",
              new Blackjack(true, false),
              "sticks or hits against a dealer, with an infinite deck")
          .add(
              "windy-gridworld",
              new WindyGridworld(Move.Set.FOUR, false, false),
              "7x10 grid with an upward wind, -1 per step")
          .add("dyna-maze", new DynaMaze(), "maze, 1 for the goal, 14 steps away")
          .add(
              "blocking-maze",
              new BlockingMaze(1000),
              "maze whose way of 10 steps is blocked after a while, leaving one of 16")
          .add(
              "shortcut-maze",
              new ShortcutMaze(3000),
              "maze in which a way of 10 steps opens after a while, beside one of 16")
          .add(
              "four-rooms",
              new FourRooms(),
              "104 cells in rooms joined by hallways, moves slip with probability 1/3")
          .add(
              "grid",
              new Grid(
                  "S.../.##./...G",
                  Grid.NONE,
                  Grid.NONE,
                  -1,
                  0,
                  Grid.SlipTo.SIDES,
                  Grid.NONE,
                  false,
                  Move.Set.FOUR,
                  false,
                  1000),
              "a map of your own: # wall, . floor, S start, * cliff, capital letters are ends")
          .add(
              "random-walk",
              new RandomWalk(19, -1, 1),
              "values to predict: -1 for leaving a row on the left, +1 on the right")
          .add(
              "boyan-chain",
              new BoyanChain(),
              "values to predict: -2s, by four features of its own")
          .add(
              "baird",
              new Baird(),
              "Baird's counterexample: off-policy, continuing, eight features of its own")
          .add(
              "gamblers-problem",
              new GamblersProblem(0.4),
              "stakes on flips of a coin to make a capital of 100")
          .add(
              "access-control",
              new AccessControl(10, 0.06),
              "customers of four priorities and servers that are scarce; continuing")
          .add(
              "short-corridor",
              new ShortCorridor(),
              "three states that look alike, in one of which the actions are reversed")
          .add(
              "bandit",
              new Bandit(10),
              "arms with means from N(0,1), drawn per run, and rewards from N(mean,1)");

  private Environments() {}

  /** All environments. */
  public static Registry<Environment> registry() {
    return REGISTRY;
  }
}
