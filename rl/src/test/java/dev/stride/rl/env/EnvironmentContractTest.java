package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Entries;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Space;
import dev.stride.rl.mdp.FiniteMdp;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every finite environment owes, in its defaults and in its variants. */
class EnvironmentContractTest {
  private static final List<String> VARIANTS =
      List.of(
          "cliff-walking:slippery=true",
          "frozen-lake:map=8x8",
          "frozen-lake:slippery=false",
          "frozen-lake:successRate=0.8",
          "frozen-lake:successRate=1",
          "frozen-lake:map=8x8,slippery=false,successRate=0.3333333333333333,size=8,mapSeed=1",
          "frozen-lake:map=random,size=5,frozenProbability=0.7,mapSeed=3",
          "taxi:rainy=true",
          "blackjack:sab=false",
          "blackjack:sab=false,natural=true",
          "windy-gridworld:moves=king",
          "windy-gridworld:moves=king,stay=true,stochastic=true",
          "blocking-maze:change=0",
          "shortcut-maze:change=5",
          "grid:map=S..a/.#*./S..G,rewards=(G=5,a=-2,*=-9),slip=0.2,wind=0110,gusts=true",
          "random-walk:states=5,leftReward=0",
          "random-walk:1",
          "bandit:rewards=bernoulli",
          "bandit:mean=4,spread=0,drift=0.1",
          "bandit:rewards=bernoulli,change=7",
          "gamblers-problem:headProbability=0.55",
          "access-control:servers=3,freeProbability=0.5",
          "bandit:arms=2",
          "maximization-bias:actions=1",
          "sticky:probability=0.5,of=(maximization-bias:actions=4)",
          "sticky:of=(noisy-state:probability=0.5,of=maximization-bias)",
          "noisy-state:probability=0.5,of=(maximization-bias:actions=3)",
          "drift:dynamics=0.5,of=maximization-bias",
          "abrupt:every=3,of=maximization-bias",
          "long-walk:states=10,jump=10",
          "long-walk:states=7,jump=2",
          "random-mrp:states=30,branches=4,features=3,limit=1",
          "random-mrp:states=1,branches=1,seed=9,deviation=0",
          "time-limit:steps=7,of=bandit",
          "scaled-reward:scale=-2,offset=0.5,of=(random-walk:states=5)",
          "sticky:probability=1,of=(cliff-walking:slippery=true)",
          "noisy-state:of=(sticky:of=frozen-lake)",
          "drift:of=(frozen-lake:map=8x8)",
          "abrupt:rewards=1,of=random-walk",
          "table:src/test/resources/dev/stride/rl/env/external/frozenlake-4x4-slippery.json");

  /** Names that mean nothing without a file, or a process. */
  private static final Set<String> ELSEWHERE = Set.of("table", "gymnasium");

  /** Grids on which a move can always lead where its arrow points, if that is no wall. */
  private static final List<String> CALM =
      List.of("frozen-lake", "frozen-lake:map=8x8", "dyna-maze", "four-rooms", "grid");

  static Stream<String> all() {
    return Stream.concat(
        Environments.registry().entries().stream()
            .filter(entry -> !ELSEWHERE.contains(entry.name()))
            .filter(entry -> entry.defaults().world(Streams.of(0).rng()).model() != null)
            .map(entry -> entry.name()),
        VARIANTS.stream());
  }

  private static World world(String text, long seed) {
    return Environments.registry().parse(text).world(Streams.of(seed).rng());
  }

  private static FiniteMdp model(String text, long seed) {
    return Environments.registry().parse(text).model(Streams.of(seed).rng());
  }

  @ParameterizedTest
  @MethodSource("all")
  void probabilitiesSumToOneAndStatesExist(String text) {
    FiniteMdp mdp = model(text, 1);
    for (int pair = 0; pair < mdp.pairs(); pair++) {
      boolean allowed = pair % mdp.actions() < mdp.actions(pair / mdp.actions());
      assertEquals(allowed, mdp.isAllowed(pair));
      if (!allowed) {
        continue;
      }
      double sum = 0;
      for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
        sum += mdp.probability(o);
        assertTrue(mdp.next(o) >= 0 && mdp.next(o) < mdp.states());
        assertTrue(Double.isFinite(mdp.reward(o)));
      }
      assertEquals(1, sum, 1e-15 * Math.max(5, mdp.end(pair) - mdp.first(pair)));
    }
    assertEquals(1, Arrays.stream(mdp.start()).sum(), 5e-15);
  }

  @ParameterizedTest
  @MethodSource("all")
  void sameSeedSameModelAndNothingShared(String text) {
    FiniteMdp one = model(text, 7);
    FiniteMdp two = model(text, 7);
    assertNotSame(one, two);
    assertEquals(one.end(one.pairs() - 1), two.end(two.pairs() - 1));
    for (int o = 0; o < one.end(one.pairs() - 1); o++) {
      assertEquals(one.probability(o), two.probability(o));
      assertEquals(one.next(o), two.next(o));
      assertEquals(one.reward(o), two.reward(o));
      assertEquals(one.terminated(o), two.terminated(o));
    }
    one.start()[0] = 5;
    assertEquals(1, Arrays.stream(one.start()).sum(), 5e-15);
  }

  @ParameterizedTest
  @MethodSource("all")
  void sizesDoNotDependOnWhatIsDrawn(String text) {
    FiniteMdp one = model(text, 1);
    FiniteMdp two = model(text, 2);
    assertEquals(one.states(), two.states());
    assertEquals(one.actions(), two.actions());
    for (int s = 0; s < one.states(); s++) {
      assertEquals(one.actions(s), two.actions(s));
    }
  }

  /** From every state some actions lead to an end; in a continuing task nothing does. */
  @ParameterizedTest
  @MethodSource("all")
  void everyEpisodeCanEndAndNoContinuingTaskDoes(String text) {
    FiniteMdp mdp = model(text, 1);
    boolean[] ends = new boolean[mdp.states()];
    boolean grew = true;
    while (grew) {
      grew = false;
      for (int pair = 0; pair < mdp.pairs(); pair++) {
        int s = pair / mdp.actions();
        for (int o = mdp.first(pair); o < mdp.end(pair) && !ends[s]; o++) {
          ends[s] = mdp.terminated(o) || ends[mdp.next(o)];
          grew |= ends[s];
        }
      }
    }
    for (boolean end : ends) {
      assertEquals(!mdp.continuing(), end);
    }
  }

  /** The world does what its model says, step by step, and as the contract of World says. */
  @ParameterizedTest
  @MethodSource("all")
  void theWorldFollowsItsModel(String text) {
    World world = world(text, 5);
    FiniteMdp first = Objects.requireNonNull(world.model());
    assertEquals(Space.finite(first.states()), world.space());
    assertEquals(first.actions(), world.actions());
    for (int s = 0; s < first.states(); s++) {
      assertEquals(first.actions(s), world.actions(s));
    }
    assertEquals(first.limit(), world.limit());
    assertEquals(first.continuing(), world.continuing());
    UniformRandomProvider rng = Streams.of(11).rng();
    world.reset(rng);
    assertTrue(first.start()[world.trueState()] > 0);
    double[] observation = new double[1];
    for (int step = 0; step < 2000; step++) {
      FiniteMdp now = Objects.requireNonNull(world.model());
      int action = rng.nextInt(world.actions(world.state()));
      int taken = Math.min(action, now.actions(world.trueState()) - 1);
      int pair = world.trueState() * world.actions() + taken;
      world.step(action, rng);
      boolean found = false;
      for (int o = now.first(pair); o < now.end(pair); o++) {
        found |=
            now.probability(o) > 0
                && now.next(o) == world.trueState()
                && now.terminated(o) == world.terminated()
                && (now.rewardSd(o) > 0 || now.reward(o) == world.reward());
      }
      assertTrue(found, "step " + step);
      assertFalse(world.truncated());
      world.observe(observation);
      assertEquals(world.state(), observation[0]);
      if (world.terminated()) {
        world.reset(rng);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void worldsShareNothing(String text) {
    long[] alone = walk(world(text, 5), world(text, 6), 0);
    assertArrayEquals(alone, walk(world(text, 5), world(text, 6), 3));
  }

  /** What one world does while another one takes some steps between. */
  private static long[] walk(World world, World other, int between) {
    UniformRandomProvider rng = Streams.of(2).rng();
    UniformRandomProvider noise = Streams.of(3).rng();
    long[] seen = new long[400];
    world.reset(rng);
    other.reset(noise);
    for (int step = 0; step < 200; step++) {
      for (int k = 0; k < between; k++) {
        other.step(noise.nextInt(other.actions(other.state())), noise);
        if (other.terminated()) {
          other.reset(noise);
        }
      }
      world.step(rng.nextInt(world.actions(world.state())), rng);
      seen[2 * step] = world.state();
      seen[2 * step + 1] = Double.doubleToLongBits(world.reward());
      if (world.terminated()) {
        world.reset(rng);
      }
    }
    return seen;
  }

  /** Features of a state and policies, where a task has its own. */
  @ParameterizedTest
  @MethodSource("all")
  void ownFeaturesAndPolicies(String text) {
    World world = world(text, 1);
    Encoder encoder = world.features();
    if (encoder != null) {
      Entries entries = Entries.sparse(encoder.most());
      int most = 0;
      for (int s = 0; s < world.space().states(); s++) {
        encoder.encode(new double[] {s}, entries);
        int[] index = Objects.requireNonNull(entries.index);
        most = Math.max(most, entries.size);
        assertTrue(entries.size > 0);
        for (int k = 0; k < entries.size; k++) {
          assertTrue(index[k] >= 0 && index[k] < encoder.size());
          assertTrue(k == 0 || index[k] > index[k - 1]);
          assertTrue(entries.value[k] != 0 && Double.isFinite(entries.value[k]));
        }
      }
      assertEquals(encoder.most(), most);
    }
    for (double[] policy : Arrays.asList(world.target(), world.behaviour())) {
      for (int pair = 0; policy != null && pair < policy.length; pair += world.actions()) {
        double sum = 0;
        for (int a = 0; a < world.actions(); a++) {
          sum += policy[pair + a];
        }
        assertEquals(1, sum, 1e-15);
      }
    }
  }

  /** On a grid, states have cells of their own, and no step without wind or slip jumps. */
  @ParameterizedTest
  @MethodSource("all")
  void shapesFit(String text) {
    GridShape shape = Environments.registry().parse(text).shape();
    FiniteMdp mdp = model(text, 1);
    if (shape == null) {
      return;
    }
    assertEquals(mdp.states(), shape.cells().size());
    assertEquals(mdp.states(), Set.copyOf(shape.cells()).size());
    assertEquals(mdp.actions(), shape.moves().size());
    for (int pair = 0; pair < mdp.pairs(); pair++) {
      int cell = shape.cells().get(pair / mdp.actions());
      int row = cell / shape.columns();
      int column = cell % shape.columns();
      assertTrue(row >= 0 && row < shape.rows());
      assertEquals(pair / mdp.actions(), shape.state(row, column));
      Move move = shape.moves().get(pair % mdp.actions());
      int there = shape.state(row + move.down(), column + move.right());
      boolean inside =
          column + move.right() >= 0 && column + move.right() < shape.columns() && there >= 0;
      boolean found = !inside || isEnd(mdp, pair) || !CALM.contains(text);
      for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
        found |= mdp.next(o) == there;
      }
      assertTrue(found, "pair " + pair);
    }
  }

  private static boolean isEnd(FiniteMdp mdp, int pair) {
    int o = mdp.first(pair);
    return mdp.terminated(o) && mdp.next(o) == pair / mdp.actions();
  }

  /** Fixed seed; a right sampler fails with probability 1e-6 for each environment. */
  @ParameterizedTest
  @MethodSource("all")
  void outcomesAreDrawnWithTheirProbability(String text) {
    FiniteMdp mdp = model(text, 1);
    UniformRandomProvider rng = Streams.of(3).at(text).rng();
    double chiSquared = 0;
    int freedom = 0;
    for (int pair = 0; pair < mdp.pairs(); pair++) {
      if (!mdp.isAllowed(pair)) {
        continue;
      }
      int draws = 1000;
      int[] counts = new int[mdp.end(pair) - mdp.first(pair)];
      for (int i = 0; i < draws; i++) {
        counts[mdp.sample(pair, rng) - mdp.first(pair)]++;
      }
      freedom--;
      double rare = 0;
      int rareCount = 0;
      for (int k = 0; k < counts.length; k++) {
        double expected = draws * mdp.probability(mdp.first(pair) + k);
        if (expected < 5) { // too few for the approximation: taken together
          rare += expected;
          rareCount += counts[k];
        } else {
          chiSquared += (counts[k] - expected) * (counts[k] - expected) / expected;
          freedom++;
        }
      }
      if (rare > 0) {
        chiSquared += (rareCount - rare) * (rareCount - rare) / rare;
        freedom++;
      }
    }
    double bound =
        freedom == 0
            ? 0
            : new ChiSquaredDistribution(null, freedom).inverseCumulativeProbability(1 - 1e-6);
    assertTrue(chiSquared <= bound, chiSquared + " > " + bound);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSingleOutcomeDrawsNoRandomNumber(String text) {
    FiniteMdp mdp = model(text, 1);
    UniformRandomProvider used = Streams.of(3).rng();
    UniformRandomProvider fresh = Streams.of(3).rng();
    for (int pair = 0; pair < mdp.pairs(); pair++) {
      if (mdp.end(pair) - mdp.first(pair) == 1) {
        assertEquals(mdp.first(pair), mdp.sample(pair, used));
      }
    }
    if (Arrays.stream(mdp.start()).filter(p -> p > 0).count() == 1) {
      mdp.sampleStart(used);
    }
    assertEquals(fresh.nextLong(), used.nextLong());
  }

  @ParameterizedTest
  @MethodSource("all")
  void printsAsItIsRead(String text) {
    Environment environment = Environments.registry().parse(text);
    String printed = Environments.registry().print(environment);
    assertEquals(environment, Environments.registry().parse(printed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frozen-lake:successRate=3 | successRate must be from 0 to 1, not 3",
        "frozen-lake:map=5x5       | map=5x5: it has to be one of 4x4, 8x8",
        "frozen-lake:map=random,frozenProbability=0.1 | none has a path; it has to be higher",
        "frozen-lake:size=20       | size=20 is for map=random, and the map is 4x4; leave it out",
        "frozen-lake:map=8x8,frozenProbability=0.9 | frozenProbability=0.9 is for map=random, and",
        "frozen-lake:mapSeed=2     | mapSeed=2 is for map=random, and the map is 4x4",
        "frozen-lake:slippery=false,successRate=0.8 | successRate=0.8 is for slippery ice, and",
        "frozen-lake:size=1        | size must be from 2 to 50, not 1",
        "frozen-lake:frozenProbability=2 | frozenProbability must be from 0 to 1, not 2",
        "blocking-maze:change=-1   | change must not be negative, and is -1",
        "shortcut-maze:change=-1   | change must not be negative, and is -1",
        "gamblers-problem:1        | headProbability must be above 0 and below 1, not 1",
        "gamblers-problem:0        | headProbability must be above 0 and below 1, not 0",
        "access-control:servers=0  | servers must be from 1 to 100, not 0",
        "access-control:freeProbability=2 | freeProbability must be from 0 to 1, not 2",
        "windy-gridworld:moves=six | moves=six: it has to be one of four, king",
        "random-walk:states=4      | states must be odd",
        "random-walk:states=-1     | states must be odd",
        "maximization-bias:actions=0 | actions must be from 1 to 10000, not 0",
        "bandit:arms=1             | arms must be from 2 to 10000, not 1",
        "bandit:spread=-1          | spread must not be negative",
        "bandit:drift=-1           | drift must not be negative",
        "bandit:change=-1          | change must not be negative",
        "bandit:rewards=cauchy     | it has to be one of normal, bernoulli",
        "long-walk:states=0        | states must be from 1 to 10000, not 0",
        "long-walk:states=9,jump=10| jump must be from 1 to 9, not 10",
        "random-mrp:branches=11    | branches must be from 1 to 10, not 11",
        "random-mrp:states=0       | states must be from 1 to 2000, not 0",
        "random-mrp:deviation=-1   | deviation must not be negative",
        "random-mrp:features=-1    | features must be from 0 to 2000, not -1",
        "random-mrp:seed=-1        | seed must not be negative",
        "random-mrp:limit=0        | limit must be at least 1, not 0",
        "tracking:relevant=21      | relevant must be from 1 to 20, not 21",
        "tracking:inputs=0         | inputs must be from 1 to 10000, not 0",
        "tracking:change=-1        | change must not be negative",
        "tracking:scale=0          | scale must be",
        "mountain-car:limit=0      | limit must be at least 1, not 0",
        "puddle-world:noise=-1     | noise must not be negative, and is -1",
        "cart-pole:integrator=rk4  | it has to be one of euler, semi-implicit",
        "frozen-lakes              | did you mean 'frozen-lake'?",
        "cliff-walking:slipery=true| did you mean 'slippery'?"
      })
  void badInputIsNamed(String text, String message) {
    BadInput bad = assertThrows(BadInput.class, () -> Environments.registry().parse(text));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @Test
  void banditsDifferFromRunToRunAndFollowTheStandardNormal() {
    double sum = 0;
    double squares = 0;
    int n = 2000;
    for (int seed = 0; seed < n; seed++) {
      FiniteMdp mdp = model("bandit", seed);
      for (int a = 0; a < 10; a++) {
        sum += mdp.reward(a);
        squares += mdp.reward(a) * mdp.reward(a);
      }
    }
    // Five standard errors of 20000 standard normal deviates: false alarm 6e-7 each.
    assertEquals(0, sum / (10 * n), 5 / Math.sqrt(10.0 * n));
    assertEquals(1, squares / (10 * n), 5 * Math.sqrt(2 / (10.0 * n)));
    assertEquals(1, model("bandit", 0).rewardSd(0));
  }
}
