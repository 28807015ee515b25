package dev.stride.rl.env;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Registry;
import dev.stride.rl.env.external.Gymnasium;
import dev.stride.rl.env.external.TransitionTable;
import dev.stride.rl.env.wrap.Abrupt;
import dev.stride.rl.env.wrap.Drift;
import dev.stride.rl.env.wrap.NoisyState;
import dev.stride.rl.env.wrap.ScaledReward;
import dev.stride.rl.env.wrap.Sticky;
import dev.stride.rl.env.wrap.TimeLimit;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The environments that can be chosen by name. */
public final class Environments {
  private static final Registry<Environment> REGISTRY =
      new Registry<Environment>("environment", Environment.class)
          .codec(
              Environment.class,
              text -> registry().parse(text),
              environment -> registry().print(environment),
              environment -> registry().spell(environment))
          .add(
              "cliff-walking",
              new CliffWalking(false),
              "4x12 grid, -1 per step, -100 and back to the start for falling off the cliff")
          .add(
              "frozen-lake",
              FrozenLake.standard(),
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
                  Grid.MAP,
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
              "random-mrp",
              new RandomMrp(10, 3, 0.1, 0, 0, 100),
              "values to predict: a reward process drawn at random, continuing")
          .add(
              "tracking",
              new Tracking(20, 5, 20, 1),
              "targets to predict: a few of many inputs matter, and their signs change")
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
              "maximization-bias",
              new MaximizationBias(10),
              "two states, in one of which many actions of the same bad mean look good by chance")
          .add(
              "bandit",
              new Bandit(10),
              "arms drawn per run, with rewards from N(level,1) or 1 and 0, that may drift or change")
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
              "walks over the unit square around two puddles, -1 per step and up to -40 in each")
          .add(
              "time-limit",
              new TimeLimit(100, new CliffWalking(false)),
              "cuts episodes of another environment after so many steps")
          .add(
              "scaled-reward",
              new ScaledReward(1, 0, new CliffWalking(false)),
              "multiplies the rewards of another environment, and adds an offset")
          .add(
              "sticky",
              new Sticky(0.25, new CliffWalking(false)),
              "repeats the last action with a probability, whatever the agent chose")
          .add(
              "noisy-state",
              new NoisyState(0.1, 0.1, new CliffWalking(false)),
              "shows a random state with a probability, or coordinates with normal noise")
          .add(
              "drift",
              new Drift(0.01, 0, new Bandit(10)),
              "rewards or dynamics of another environment walk at random")
          .add(
              "abrupt",
              new Abrupt(1000, true, 0, new Bandit(10)),
              "actions change their meaning, or rewards change, every so many steps")
          .add(
              "table",
              new TransitionTable("mdp.json"),
              "a finite process of yours, from a JSON file of the format transition-table/1")
          .add(
              "gymnasium",
              new Gymnasium("CartPole-v1", "none", "python3", 10, 500, 30),
              "an environment of Gymnasium's, in a Python process");

  /** What is wrong with the providers on the class path; empty where nothing is. */
  private static final String WRONG =
      addProvided(REGISTRY, ServiceLoader.load(EnvironmentProvider.class));

  private Environments() {}

  /**
   * All environments: those of this module and those of every {@link EnvironmentProvider} on the
   * class path.
   *
   * @throws BadInput when a provider cannot be used
   */
  public static Registry<Environment> registry() {
    if (!WRONG.isEmpty()) {
      throw new BadInput(WRONG);
    }
    return REGISTRY;
  }

  /** Lets all providers register; what went wrong, or nothing. */
  static String addProvided(
      Registry<Environment> registry, ServiceLoader<EnvironmentProvider> providers) {
    String name = "";
    try {
      for (EnvironmentProvider provider : providers) {
        name = " " + provider.getClass().getName();
        provider.register(registry);
      }
      return "";
    } catch (IllegalArgumentException | ServiceConfigurationError bad) {
      return "an environment provider on the class path cannot be used:"
          + (bad instanceof ServiceConfigurationError ? "" : name + ":")
          + " "
          + bad.getMessage();
    }
  }
}
