package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.Entries;
import dev.stride.optim.random.Streams;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.control.QLearning;
import dev.stride.rl.env.Environments;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.KnownValues;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Space;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import dev.stride.rl.mdp.TrueValues;
import dev.stride.rl.td.Td;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What learned weights are worth. */
class JudgeTest {
  @ParameterizedTest
  @CsvSource({
    "cliff-walking, 1",
    "cliff-walking, 0.9",
    "frozen-lake, 1",
    "frozen-lake, 0.99",
    "frozen-lake:map=8x8, 1",
    "frozen-lake:map=8x8, 0.99",
  })
  void exactActionValuesHaveNoError(String environment, double discount) {
    FiniteMdp mdp = model(environment);
    double[] q = actionValues(mdp, TrueValues.optimal(mdp, discount), discount);
    assertEquals(0, judge(mdp, discount, q), 1e-9);
  }

  @Test
  void walkingInCirclesIsJudgedByAnEpisode() {
    FiniteMdp mdp = model("cliff-walking");
    double[] q = new double[mdp.pairs()];
    for (int pair = 3; pair < q.length; pair += 4) {
      q[pair] = 1; // always left, into the wall: -1 in each of 1000 steps
    }
    assertEquals(1000 - 13, judge(mdp, 1, q), 1e-9);
  }

  /** What is worth 2 without a limit is worth 1.75 in 3 steps. */
  @Test
  void circlesToWhichNoEpisodeComesDoNotMatter() {
    FiniteMdp mdp =
        FiniteMdp.of(
            new double[] {1, 0},
            2,
            3,
            (s, a) ->
                s == 0
                    ? List.of(new Outcome(0.5, a, 1, false), new Outcome(0.5, 0, 1, true))
                    : List.of(new Outcome(1, 1, -1, a == 1)));
    assertEquals(0, judge(mdp, 1, new double[] {1, 0, 0, 1}), 1e-12);
    assertEquals(0, judge(mdp, 1, new double[] {1, 0, 1, 0}), 1e-12);
    // Half of the episodes come to the circle, and pay for the two steps that are left.
    assertEquals(2 - (1 - 0.5 * 2), judge(mdp, 1, new double[] {0, 1, 1, 0}), 1e-12);
  }

  /**
   * The second state pays without end. What is worth 2 without a limit is worth 1.75 in 3 steps.
   */
  @Test
  void richesToWhichNoActionLeadsDoNotMatter() {
    FiniteMdp mdp =
        FiniteMdp.of(
            new double[] {1, 0},
            2,
            3,
            (s, a) -> {
              if (s == 1) {
                return List.of(new Outcome(1, 1, 1, false));
              }
              return a == 0
                  ? List.of(new Outcome(0.5, 0, 1, false), new Outcome(0.5, 1, 1, true))
                  : List.of(new Outcome(1, 1, 1, true), new Outcome(0, 1, 1, false));
            });
    assertEquals(0, judge(mdp, 1, new double[] {1, 0, 0, 0}), 1e-12);
    assertEquals(1, judge(mdp, 1, new double[] {0, 1, 0, 0}), 1e-12);
  }

  @Test
  void theTruthMovesWithTheProcess() {
    World maze = Environments.registry().parse("shortcut-maze:change=5").world(Streams.of(1).rng());
    FiniteMdp before = Objects.requireNonNull(maze.model());
    ToDoubleFunction<double[]> judge =
        Judge.of(
            maze,
            maze,
            new QLearning(0.1, 0),
            new Table.States(before.states()),
            0.9,
            Streams.of(1));
    double[] best = actionValues(before, TrueValues.optimal(before, 0.9), 0.9);
    assertEquals(0, judge.applyAsDouble(best), 1e-9);
    UniformRandomProvider rng = Streams.of(2).rng();
    maze.reset(rng);
    for (int step = 0; step < 5; step++) {
      maze.step(0, rng);
    }
    FiniteMdp after = Objects.requireNonNull(maze.model());
    // 10 steps to the goal and not 16, of which only the last one pays.
    assertEquals(Math.pow(0.9, 9) - Math.pow(0.9, 15), judge.applyAsDouble(best), 1e-9);
    best = actionValues(after, TrueValues.optimal(after, 0.9), 0.9);
    assertEquals(0, judge.applyAsDouble(best), 1e-9);
  }

  @Test
  void whatWasJudgedBeforeLeavesNothingBehind() {
    FiniteMdp mdp = model("cliff-walking");
    double[] best = actionValues(mdp, TrueValues.optimal(mdp, 1), 1);
    double[] left = new double[mdp.pairs()];
    for (int pair = 3; pair < left.length; pair += 4) {
      left[pair] = 1;
    }
    ToDoubleFunction<double[]> judge = judge(mdp, new QLearning(0.1, 0), 1);
    assertEquals(0, judge.applyAsDouble(best), 1e-9);
    assertEquals(987, judge.applyAsDouble(left), 1e-9);
    assertEquals(987, judge.applyAsDouble(left), 1e-9);
    assertEquals(0, judge.applyAsDouble(best), 1e-9);
  }

  /**
   * A circle of three states. In the first, action 0 stays and pays 1; action 1 goes on, at no pay,
   * and after two steps that pay 3 each it comes back: 2 per step. In the third, action 1 goes back
   * to the second: 3 per step.
   */
  private static FiniteMdp circle() {
    return FiniteMdp.continuing(
        new double[] {0.5, 0.25, 0.25},
        2,
        10,
        (s, a) ->
            switch (s) {
              case 0 -> List.of(new Outcome(1, a, 1 - a, false));
              case 1 -> List.of(new Outcome(1, 2, 3, false));
              default -> List.of(new Outcome(1, a, 3, false));
            });
  }

  @ParameterizedTest
  @CsvSource({
    // Greedy actions in the first and in the third state; g* = 3.
    "0, 0, 2", // stays, from wherever it starts
    "0, 1, 1", // half of the starts stay
    "1, 0, 1",
    "1, 1, 0"
  })
  void withoutEpisodesPoliciesAreJudgedByTheirAverageReward(int first, int third, double error) {
    double[] q = new double[6];
    q[first] = 1;
    q[4 + third] = 1;
    assertEquals(error, judge(circle(), 1, q), 1e-13);
  }

  @Test
  void withoutEpisodesADiscountStillCounts() {
    // Always 3 from the second state on, which is entered by a step that pays nothing.
    double[] stays = {1, 0, 0, 0, 0, 1};
    double best = 0.5 * (0.9 * 30) + 0.5 * 30;
    assertEquals(best - (0.5 * 10 + 0.5 * 30), judge(circle(), 0.9, stays), 1e-12);
  }

  @Test
  void differentialValuesAreJudgedButForAConstant() {
    // 0 pays 4 and goes to 1, which pays 1 and stays with 1/2: μ = (1/3, 2/3), g = 2, and
    // h(0) - h(1) = 2 from h(0) = 4 - 2 + h(1).
    FiniteMdp mdp =
        FiniteMdp.continuing(
            new double[] {1, 0},
            1,
            10,
            (s, a) ->
                s == 0
                    ? List.of(new Outcome(1, 1, 4, false))
                    : List.of(new Outcome(0.5, 0, 1, false), new Outcome(0.5, 1, 1, false)));
    Agent agent = new Td(0);
    assertEquals(0, judge(mdp, agent, 1, new double[] {7, 5}), 1e-13);
    // Off by 3 in the first state: a variance of 9 · 1/3 · 2/3.
    assertEquals(Math.sqrt(2), judge(mdp, agent, 1, new double[] {10, 5}), 1e-13);
    // With a discount of 1/2: v0 = 4 + v1/2, v1 = 1 + v0/4 + v1/4.
    assertEquals(0, judge(mdp, agent, 0.5, new double[] {5.6, 3.2}), 1e-13);
    assertEquals(Math.sqrt(2.0 / 3), judge(mdp, agent, 0.5, new double[] {5.6, 4.2}), 1e-13);
  }

  /** In the first state action 0 stays and pays 1, action 1 pays 4 and ends: 13 in 10 steps. */
  @ParameterizedTest
  @CsvSource({"1, 0, 3", "0, 1, 9", "1, 1, 8.0048828125"})
  void whereThereIsNoMostOneEpisodeIsCompared(double stay, double leave, double error) {
    FiniteMdp mdp =
        FiniteMdp.of(
            new double[] {1}, 2, 10, (s, a) -> List.of(new Outcome(1, 0, a == 0 ? 1 : 4, a == 1)));
    // Either with 1/2: 5/2 for a step, and half of it again; 5 - 5/1024 in all.
    assertEquals(error, judge(mdp, 1, new double[] {stay, leave}), 1e-12);
  }

  /**
   * Three places without a number, passed one after the other. What is right there pays 1, 2 and 4;
   * 10 is more than any policy gets.
   */
  private record Places(int[] now, @Nullable KnownValues known) implements World {
    private static final int[] RIGHT = {1, 0, 1};
    private static final int[] PAY = {1, 2, 4};

    Places(@Nullable KnownValues known) {
      this(new int[2], known);
    }

    @Override
    public Space space() {
      return Space.box(List.of(0.0), List.of(2.0));
    }

    @Override
    public int actions() {
      return 2;
    }

    @Override
    public int limit() {
      return 100;
    }

    @Override
    public void reset(UniformRandomProvider rng) {
      now[0] = 0;
    }

    @Override
    public void step(int action, UniformRandomProvider rng) {
      now[1] = action == RIGHT[now[0]] ? PAY[now[0]] : 0;
      now[0]++;
    }

    @Override
    public double reward() {
      return now[1];
    }

    @Override
    public boolean terminated() {
      return false;
    }

    @Override
    public boolean truncated() {
      return now[0] == 3;
    }

    @Override
    public int state() {
      return 0;
    }

    @Override
    public void observe(double[] into) {
      into[0] = now[0];
    }

    @Override
    public double bestReturn() {
      return 10;
    }

    @Override
    public @Nullable KnownValues knownValues() {
      return known;
    }
  }

  private static final KnownValues KNOWN =
      new KnownValues(new double[][] {{0}, {1}, {2}}, new double[] {1, 2, 6});

  private static double judgePlaces(Agent agent, double... w) {
    World world = new Places(KNOWN);
    World other = new Places(KNOWN);
    return Judge.of(world, other, agent, new Table.States(3), 1, Streams.of(1)).applyAsDouble(w);
  }

  @Test
  void whereThereAreNoExactValuesPoliciesAreJudgedByWhatTheyReturn() {
    Agent agent = new QLearning(0.1, 0);
    assertEquals(10 - 7, judgePlaces(agent, 0, 1, 1, 0, 0, 1));
    assertEquals(10 - 5, judgePlaces(agent, 0, 1, 0, 1, 0, 1));
    assertEquals(10 - 2, judgePlaces(agent, 1, 0, 1, 0, 1, 0));
    UniformRandomProvider rng = Streams.of(1).rng();
    double sum = 0;
    for (int step = 0; step < 30; step++) {
      int tossed = rng.nextDouble() < 0.5 ? 0 : 1;
      sum += tossed == Places.RIGHT[step % 3] ? Places.PAY[step % 3] : 0;
    }
    assertEquals(10 - sum / 10, judgePlaces(agent, 5, 5, 5, 5, 5, 5), 1e-15);
  }

  @Test
  void whereSomeValuesAreKnownPredictionsAreJudgedByThem() {
    Agent agent = new Td(0);
    assertEquals(0, judgePlaces(agent, 1, 2, 6));
    assertEquals(Math.sqrt((4 + 0 + 9) / 3.0), judgePlaces(agent, 3, 2, 3), 1e-15);
  }

  /** One feature, which is the same everywhere. */
  private record Constant() implements Encoder {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public int most() {
      return 1;
    }

    @Override
    public void encode(double[] observation, Entries into) {
      Objects.requireNonNull(into.index)[0] = 0;
      into.value[0] = 0.5;
      into.size = 1;
    }
  }

  /** A constant does best as the mean, 3: its error is the standard deviation. */
  @Test
  void theLeastErrorIsThatOfTheBestWeights() {
    Agent agent = new Td(0);
    Judge constant = new Judge(agent, new Constant(), 1);
    assertEquals(Math.sqrt((4 + 1 + 9) / 3.0), constant.least(new Places(KNOWN)), 1e-14);
    assertEquals(0, new Judge(agent, new Table.States(3), 1).least(new Places(KNOWN)), 1e-14);
    assertEquals(Double.NaN, constant.least(new Places(null)));
  }

  private static double judge(FiniteMdp mdp, double discount, double[] q) {
    return judge(mdp, new QLearning(0.1, 0), discount, q);
  }

  private static double judge(FiniteMdp mdp, Agent agent, double discount, double[] w) {
    return judge(mdp, agent, discount).applyAsDouble(w);
  }

  private static ToDoubleFunction<double[]> judge(FiniteMdp mdp, Agent agent, double discount) {
    World world = new FiniteWorld(mdp);
    return Judge.of(world, world, agent, new Table.States(mdp.states()), discount, Streams.of(1));
  }

  private static FiniteMdp model(String environment) {
    return Environments.registry().parse(environment).model(Streams.of(1).rng());
  }

  /** q(s, a), rounded so that ties are exact, as a table of a learner would hold them. */
  private static double[] actionValues(FiniteMdp mdp, double[] v, double discount) {
    double[] q = TrueValues.actionValues(mdp, v, discount);
    for (int pair = 0; pair < q.length; pair++) {
      q[pair] = Math.rint(q[pair] * 1e10) / 1e10;
    }
    return q;
  }
}
