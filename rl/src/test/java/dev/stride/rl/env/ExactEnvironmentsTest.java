package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Entries;
import dev.stride.optim.random.Streams;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published and closed-form values of the environments of the literature. */
class ExactEnvironmentsTest {

  private static World world(String text) {
    return Environments.registry().parse(text).world(Streams.of(0).rng());
  }

  private static FiniteMdp model(String text) {
    return Environments.registry().parse(text).model(Streams.of(0).rng());
  }

  private static double best(String text, double discount) {
    FiniteMdp mdp = model(text);
    return TrueValues.atStart(mdp, TrueValues.optimal(mdp, discount));
  }

  /** The features of a state, dense. */
  private static double[] features(World world, int state) {
    Encoder encoder = Objects.requireNonNull(world.features());
    Entries entries = Entries.sparse(encoder.most());
    encoder.encode(new double[] {state}, entries);
    double[] x = new double[encoder.size()];
    for (int k = 0; k < entries.size; k++) {
      x[Objects.requireNonNull(entries.index)[k]] += entries.value[k];
    }
    return x;
  }

  @Test
  void taxiMeanOverStarts() {
    assertEquals(2379.0 / 300, best("taxi", 1), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "windy-gridworld, 15",
    "windy-gridworld:moves=king, 7",
    "'windy-gridworld:moves=king,stay=true', 7",
  })
  void windySteps(String text, int steps) {
    assertEquals(-steps, best(text, 1), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "dyna-maze, 14",
    "blocking-maze, 10",
    "blocking-maze:change=0, 16",
    "shortcut-maze, 16",
    "shortcut-maze:change=0, 10",
  })
  void mazeSteps(String text, int steps) {
    assertEquals(Math.pow(0.95, steps - 1), best(text, 0.95), 1e-14);
    assertEquals(47, model(text).states());
    assertEquals(1, best(text, 1), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"blocking-maze, 1000", "shortcut-maze, 3000", "blocking-maze:change=7, 7"})
  void mazesChangeOnceAfterSoManySteps(String text, int change) {
    World world = world(text);
    FiniteMdp before = Objects.requireNonNull(world.model());
    UniformRandomProvider rng = Streams.of(1).rng();
    for (int step = 0; step < change; step++) {
      if (step % 50 == 0) {
        world.reset(rng);
      }
      assertEquals(before, world.model());
      // The step itself follows the process that was there when it began.
      int from = world.state();
      int action = rng.nextInt(4);
      world.step(action, rng);
      assertEquals(before.next(from * 4 + action), world.state());
      assertEquals(before.reward(from * 4 + action), world.reward());
      assertEquals(before.terminated(from * 4 + action), world.terminated());
      if (world.terminated()) {
        world.reset(rng);
      }
    }
    FiniteMdp after = Objects.requireNonNull(world.model());
    assertNotEquals(before, after);
    int from = world.state();
    world.step(0, rng);
    assertEquals(after.next(from * 4), world.state());
    assertEquals(after, world.model());
    assertEquals(before.limit(), world.limit());
  }

  @Test
  void whoStandsWhereTheWallComesWalksOut() {
    // The left gap of the blocking maze, row 3, column 0, is closed at first; its state is there.
    GridShape shape = Objects.requireNonNull(new BlockingMaze(1000).shape());
    int gap = shape.state(3, 0);
    FiniteMdp before = model("blocking-maze");
    FiniteMdp after = model("blocking-maze:change=0");
    for (FiniteMdp mdp : new FiniteMdp[] {before, after}) {
      assertEquals(shape.state(2, 0), mdp.next(gap * 4));
      assertEquals(shape.state(4, 0), mdp.next(gap * 4 + 2));
    }
    int below = shape.state(4, 0);
    assertEquals(below, before.next(below * 4));
    assertEquals(gap, after.next(below * 4));
    int right = shape.state(4, 8);
    assertEquals(shape.state(3, 8), before.next(right * 4));
    assertEquals(right, after.next(right * 4));
  }

  @Test
  void gambler() {
    double[] v = TrueValues.optimal(model("gamblers-problem"), 1);
    assertEquals(0.16, v[25], 1e-12);
    assertEquals(0.4, v[50], 1e-12);
    assertEquals(0.64, v[75], 1e-12);
    assertEquals(0, v[0]);
    assertEquals(0, v[100]);
    // With a fair coin nothing is better or worse than a single flip: v = s/100.
    double[] fair = TrueValues.optimal(model("gamblers-problem:headProbability=0.5"), 1);
    for (int s = 1; s < 100; s++) {
      assertEquals(s / 100.0, fair[s], 1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // capital, stake, largest stake
    "1, 1, 1",
    "30, 1, 30",
    "30, 29, 30",
    "30, 30, 30",
    "50, 50, 50",
    "70, 30, 30",
    "99, 1, 1",
  })
  void noStakeIsMoreThanCanBeLostOrIsMissing(int capital, int stake, int largest) {
    FiniteMdp mdp = model("gamblers-problem:headProbability=0.3");
    assertEquals(50, mdp.actions());
    assertEquals(largest, mdp.actions(capital));
    int action = stake - 1;
    int first = mdp.first(capital * 50 + action);
    assertEquals(first + 2, mdp.end(capital * 50 + action));
    assertEquals(0.3, mdp.probability(first));
    assertEquals(0.7, mdp.probability(first + 1));
    assertEquals(capital + stake, mdp.next(first));
    assertEquals(capital - stake, mdp.next(first + 1));
    assertEquals(capital + stake == 100, mdp.terminated(first));
    assertEquals(capital + stake == 100 ? 1 : 0, mdp.reward(first));
    assertEquals(capital == stake, mdp.terminated(first + 1));
    assertEquals(0, mdp.reward(first + 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 25})
  void maximizationBias(int actions) {
    FiniteMdp mdp = model("maximization-bias:actions=" + actions);
    assertEquals(2, mdp.states());
    assertEquals(Math.max(2, actions), mdp.actions());
    assertEquals(2, mdp.actions(0));
    assertEquals(actions, mdp.actions(1));
    assertArrayEquals(new double[] {1, 0}, mdp.start());
    for (int pair = 0; pair < 2; pair++) {
      int o = mdp.first(pair);
      assertEquals(0, mdp.reward(o));
      assertEquals(0, mdp.rewardSd(o));
      assertEquals(pair == 1, mdp.terminated(o));
    }
    assertEquals(1, mdp.next(mdp.first(0)));
    for (int a = 0; a < actions; a++) {
      int o = mdp.first(mdp.actions() + a);
      assertEquals(-0.1, mdp.reward(o));
      assertEquals(1, mdp.rewardSd(o));
      assertTrue(mdp.terminated(o));
    }
    // Right is worth 0 and left -0.1, which the best ε-soft policy takes with probability ε/2.
    assertArrayEquals(new double[] {0, -0.1}, TrueValues.optimal(mdp, 1), 1e-15);
    assertArrayEquals(new double[] {-0.1 * 0.05, -0.1}, TrueValues.bestSoft(mdp, 1, 0.1), 1e-15);
  }

  /**
   * Mean and variance of 10 000 rewards are held to five standard errors: false alarm 6e-7 each.
   */
  @Test
  void rewardsOfMaximizationBias() {
    World world = world("maximization-bias");
    UniformRandomProvider rng = Streams.of(4).rng();
    SummaryStatistics rewards = new SummaryStatistics();
    for (int k = 0; k < 20_000; k++) {
      world.reset(rng);
      world.step(k % 2, rng);
      assertEquals(0, world.reward());
      assertEquals(k % 2 == 1, world.terminated());
      if (k % 2 == 0) {
        world.step(k % 10, rng);
        assertTrue(world.terminated());
        rewards.addValue(world.reward());
      }
    }
    assertEquals(-0.1, rewards.getMean(), 5 / Math.sqrt(10_000));
    assertEquals(1, rewards.getVariance(), 5 * Math.sqrt(2 / 10_000.0));
  }

  /** Every set of servers that become free, one by one, by the words of the book. */
  @Test
  void accessControlByBruteForce() {
    FiniteMdp mdp = model("access-control");
    assertEquals(44, mdp.states());
    assertEquals(2, mdp.actions());
    assertTrue(mdp.continuing());
    for (int free = 0; free <= 10; free++) {
      for (int priority = 0; priority < 4; priority++) {
        for (int action = 0; action < 2; action++) {
          boolean accepts = action == 1 && free >= 1;
          int busy = 10 - free + (accepts ? 1 : 0);
          Map<Integer, Double> expected = new TreeMap<>();
          for (int freed = 0; freed < 1 << busy; freed++) {
            int k = Integer.bitCount(freed);
            double p = Math.pow(0.06, k) * Math.pow(0.94, busy - k) / 4;
            for (int next = 0; next < 4; next++) {
              expected.merge(4 * (10 - busy + k) + next, p, Double::sum);
            }
          }
          int pair = (4 * free + priority) * 2 + action;
          Map<Integer, Double> found = new TreeMap<>();
          for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
            found.merge(mdp.next(o), mdp.probability(o), Double::sum);
            assertEquals(accepts ? new double[] {1, 2, 4, 8}[priority] : 0, mdp.reward(o));
            assertFalse(mdp.terminated(o));
          }
          assertEquals(expected.keySet(), found.keySet());
          expected.forEach((next, p) -> assertEquals(p, found.get(next), 1e-14));
        }
      }
    }
    double[] start = new double[44];
    Arrays.fill(start, 40, 44, 0.25);
    assertArrayEquals(start, mdp.start());
  }

  /**
   * The book's figures of its example 13.1: -82 and -44 for ε-greedy left and right, about -11.6 at
   * best.
   */
  @Test
  void shortCorridor() {
    FiniteMdp mdp = model("short-corridor");
    assertEquals(-82.11, corridor(mdp, 0.05), 0.01);
    assertEquals(-44.21, corridor(mdp, 0.95), 0.01);
    double right = 2 - Math.sqrt(2);
    assertEquals(-11.6569, corridor(mdp, right), 1e-4);
    assertTrue(corridor(mdp, right) > corridor(mdp, right + 0.001));
    assertTrue(corridor(mdp, right) > corridor(mdp, right - 0.001));
    World world = world("short-corridor");
    for (int s = 0; s < 3; s++) {
      assertArrayEquals(new double[] {1}, features(world, s));
    }
  }

  private static double corridor(FiniteMdp mdp, double right) {
    double[] policy = {1 - right, right, 1 - right, right, 1 - right, right};
    return TrueValues.atStart(mdp, TrueValues.of(mdp, policy, 1));
  }

  /** The expected update w ← (I - αA)w with A = Xᵀ D (I - γPπ) X (Sutton and Barto, 11.2). */
  @Test
  void bairdDiverges() {
    World world = world("baird");
    FiniteMdp mdp = Objects.requireNonNull(world.model());
    double[] target = Objects.requireNonNull(world.target());
    double[] behaviour = Objects.requireNonNull(world.behaviour());
    RealMatrix x = MatrixUtils.createRealMatrix(7, 8);
    for (int s = 0; s < 7; s++) {
      x.setRow(s, features(world, s));
    }
    RealMatrix p = transitions(mdp, target);
    // What acts is in each state equally often, whatever it does.
    double[] even = new double[7];
    Arrays.fill(even, 1.0 / 7);
    assertArrayEquals(even, transitions(mdp, behaviour).preMultiply(even), 1e-15);
    RealMatrix d = MatrixUtils.createRealDiagonalMatrix(even);
    RealMatrix a =
        x.transpose()
            .multiply(d)
            .multiply(MatrixUtils.createRealIdentityMatrix(7).subtract(p.scalarMultiply(0.99)))
            .multiply(x);
    EigenDecomposition update =
        new EigenDecomposition(
            MatrixUtils.createRealIdentityMatrix(8).subtract(a.scalarMultiply(0.01)));
    double radius = 0;
    for (int i = 0; i < 8; i++) {
      radius =
          Math.max(radius, Math.hypot(update.getRealEigenvalue(i), update.getImagEigenvalue(i)));
    }
    assertEquals(1.002393, radius, 5e-7);
    assertTrue(world.continuing());
    assertArrayEquals(even, mdp.start());
    for (int s = 0; s < 7; s++) {
      assertEquals(1, target[2 * s + 1]);
      assertEquals(6.0 / 7, behaviour[2 * s], 1e-15);
    }
  }

  private static RealMatrix transitions(FiniteMdp mdp, double[] policy) {
    RealMatrix p = MatrixUtils.createRealMatrix(mdp.states(), mdp.states());
    for (int pair = 0; pair < mdp.pairs(); pair++) {
      for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
        assertEquals(0, mdp.reward(o));
        p.addToEntry(pair / 2, mdp.next(o), policy[pair] * mdp.probability(o));
      }
    }
    return p;
  }

  @Test
  void boyanChain() {
    World world = world("boyan-chain");
    FiniteMdp mdp = Objects.requireNonNull(world.model());
    double[] v = TrueValues.of(mdp, TrueValues.uniform(mdp), 1);
    double[] weights = {-24, -16, -8, 0};
    for (int s = 0; s <= 12; s++) {
      assertEquals(-2 * s, v[s], 1e-12);
      double[] x = features(world, s);
      assertEquals(1, Arrays.stream(x).sum());
      double value = 0;
      for (int i = 0; i < 4; i++) {
        assertTrue(x[i] >= 0);
        value += x[i] * weights[i];
      }
      assertEquals(-2 * s, value);
    }
    assertArrayEquals(new double[] {0.25, 0.75, 0, 0}, features(world, 9));
    assertEquals(1, mdp.start()[12]);
  }

  @ParameterizedTest
  @CsvSource({"5, 0, 1, 0.2357", "19, -1, 1, 0.5477"})
  void walks(int states, double left, double right, double initialError) {
    FiniteMdp mdp =
        model("random-walk:states=" + states + ",leftReward=" + left + ",rightReward=" + right);
    double[] v = TrueValues.of(mdp, TrueValues.uniform(mdp), 1);
    double squares = 0;
    for (int i = 1; i <= states; i++) {
      assertEquals(left + (right - left) * i / (states + 1.0), v[i - 1], 1e-12);
      double first = (left + right) / 2; // what a learner begins with in the book
      squares += (v[i - 1] - first) * (v[i - 1] - first);
    }
    assertEquals(initialError, Math.sqrt(squares / states), 5e-5);
  }

  /** 2/3 and three times 1/9, and cells counted apart from the map's text. */
  @Test
  void fourRooms() {
    FiniteMdp mdp = model("four-rooms");
    GridShape shape = Objects.requireNonNull(new FourRooms().shape());
    assertEquals(25 + 25 + 30 + 20 + 4, mdp.states());
    int goal = shape.state(7, 9);
    int[] hallways = {shape.state(3, 6), shape.state(6, 2), goal, shape.state(10, 6)};
    for (int hallway : hallways) {
      assertTrue(hallway >= 0);
    }
    assertEquals(1, mdp.start()[shape.state(1, 1)]);
    for (int s = 0; s < mdp.states(); s++) {
      int row = shape.cells().get(s) / 13;
      int column = shape.cells().get(s) % 13;
      int[] around = {
        shape.state(row - 1, column),
        shape.state(row, column + 1),
        shape.state(row + 1, column),
        shape.state(row, column - 1)
      };
      for (int action = 0; action < 4 && s != goal; action++) {
        int pair = s * 4 + action;
        assertEquals(4, mdp.end(pair) - mdp.first(pair));
        for (int k = 0; k < 4; k++) {
          int o = mdp.first(pair) + k;
          int next = around[k] < 0 ? s : around[k];
          assertEquals(k == action ? 2.0 / 3 : 1.0 / 9, mdp.probability(o), 1e-15);
          assertEquals(next, mdp.next(o));
          assertEquals(next == goal ? 1 : 0, mdp.reward(o));
          assertEquals(next == goal, mdp.terminated(o));
        }
      }
    }
  }

  /** Windy steps by the formula of the book's figure, on coordinates of its own. */
  @ParameterizedTest
  @CsvSource({"four, false, false", "king, true, false", "four, false, true", "king, true, true"})
  void windyByBruteForce(String moves, boolean stay, boolean stochastic) {
    FiniteMdp mdp =
        model("windy-gridworld:moves=" + moves + ",stay=" + stay + ",stochastic=" + stochastic);
    int[] wind = {0, 0, 0, 1, 1, 1, 2, 2, 1, 0};
    int[] down = {-1, 0, 1, 0, -1, 1, 1, -1, 0};
    int[] right = {0, 1, 0, -1, 1, 1, -1, -1, 0};
    assertEquals((moves.equals("four") ? 4 : 8) + (stay ? 1 : 0), mdp.actions());
    for (int s = 0; s < 70; s++) {
      for (int action = 0; action < mdp.actions() && s != 37; action++) {
        int blow = wind[s % 10];
        boolean gusts = stochastic && blow > 0;
        int move = stay && action == mdp.actions() - 1 ? 8 : action;
        int first = mdp.first(s * mdp.actions() + action);
        assertEquals(first + (gusts ? 3 : 1), mdp.end(s * mdp.actions() + action));
        for (int k = 0; k < (gusts ? 3 : 1); k++) {
          int up = blow + (gusts ? k - 1 : 0);
          int row = Math.max(0, Math.min(6, s / 10 + down[move] - up));
          int column = Math.max(0, Math.min(9, s % 10 + right[move]));
          assertEquals(10 * row + column, mdp.next(first + k));
          assertEquals(gusts ? 1.0 / 3 : 1, mdp.probability(first + k));
          assertEquals(-1, mdp.reward(first + k));
          assertEquals(10 * row + column == 37, mdp.terminated(first + k));
        }
      }
    }
    assertEquals(1, mdp.start()[30]);
  }

  @ParameterizedTest
  @CsvSource({"4, 0.8, 1", "8, 0.8, 2", "8, 0.65, 3", "12, 0.7, 4", "2, 0.5, 5"})
  void randomLakesHaveAPath(int size, double frozen, long seed) {
    String text =
        "frozen-lake:map=random,slippery=false,size="
            + size
            + ",frozenProbability="
            + frozen
            + ",mapSeed="
            + seed;
    FiniteMdp mdp = model(text);
    assertEquals(size * size, mdp.states());
    assertEquals(25 * size, mdp.limit());
    assertEquals(1, best(text, 1), 1e-12);
    FrozenLake lake = (FrozenLake) Environments.registry().parse(text);
    assertEquals('S', lake.cells().charAt(0));
    assertEquals('G', lake.cells().charAt(size * size - 1));
  }

  @Test
  void randomLakesAreFrozenAsOftenAsAskedForAndFollowTheirSeed() {
    long frozen = 0;
    for (int seed = 0; seed < 50; seed++) {
      FrozenLake lake = new FrozenLake(FrozenLake.Map.RANDOM, true, 0.5, 20, 0.9, seed);
      assertEquals(lake.cells(), lake.cells());
      frozen += lake.cells().chars().filter(c -> c == 'F').count();
    }
    // 19900 cells, almost never drawn again: six standard deviations are 254, false alarm 2e-9,
    // and demanding a path moves the mean by less than a tenth of that.
    assertEquals(0.9 * 50 * 398, (double) frozen, 280);
    assertNotEquals(
        new FrozenLake(FrozenLake.Map.RANDOM, true, 0.5, 8, 0.8, 1).cells(),
        new FrozenLake(FrozenLake.Map.RANDOM, true, 0.5, 8, 0.8, 2).cells());
  }
}
