package dev.stride.rl.env.wrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Space;
import dev.stride.rl.mdp.FiniteMdp;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every wrapper owes, alone and around every other one. */
class WrapperContractTest {
  /** How each wrapper is written, and what it makes of an environment. */
  private static final Map<String, UnaryOperator<Environment>> WRAPPERS = wrappers();

  private static Map<String, UnaryOperator<Environment>> wrappers() {
    Map<String, UnaryOperator<Environment>> all = new LinkedHashMap<>();
    all.put("time-limit:steps=20", of -> new TimeLimit(20, of));
    all.put("scaled-reward:scale=-0.5,offset=3", of -> new ScaledReward(-0.5, 3, of));
    all.put("sticky:probability=0.375", of -> new Sticky(0.375, of));
    all.put("noisy-state:probability=0.25,sd=0.125", of -> new NoisyState(0.25, 0.125, of));
    all.put("drift:rewards=0.5,dynamics=0.0625", of -> new Drift(0.5, 0.0625, of));
    all.put("abrupt:every=7,rewards=2", of -> new Abrupt(7, true, 2, of));
    return all;
  }

  private static List<List<String>> chains() {
    List<String> all = List.copyOf(WRAPPERS.keySet());
    List<List<String>> chains = new ArrayList<>();
    for (String outer : all) {
      chains.add(List.of(outer));
      all.forEach(inner -> chains.add(List.of(outer, inner)));
    }
    for (int i = 0; i < all.size(); i++) {
      List<String> turned = new ArrayList<>(all.subList(i, all.size()));
      turned.addAll(all.subList(0, i));
      chains.add(turned);
    }
    return chains;
  }

  static Stream<List<String>> allChains() {
    return chains().stream();
  }

  /** The first of the chain outside. */
  private static Environment wrap(List<String> chain, Environment of) {
    Environment wrapped = of;
    for (int i = chain.size() - 1; i >= 0; i--) {
      wrapped = WRAPPERS.get(chain.get(i)).apply(wrapped);
    }
    return wrapped;
  }

  private static World world(List<String> chain, Environment of) {
    return wrap(chain, of).world(Streams.of(1).rng());
  }

  @ParameterizedTest
  @MethodSource("allChains")
  void theTextFormIsReadBack(List<String> chain) {
    String text = "cliff-walking:slippery=true";
    for (int i = chain.size() - 1; i >= 0; i--) {
      text = chain.get(i) + ",of=(" + text + ")";
    }
    Environment read = Environments.registry().parse(text);
    Environment cliff = Environments.registry().parse("cliff-walking:slippery=true");
    assertEquals(wrap(chain, cliff), read);
    assertEquals(text.startsWith("sticky"), Environments.registry().name(read).equals("sticky"));
    assertEquals(read, Environments.registry().parse(Environments.registry().print(read)));
    assertEquals(read, Environments.registry().parse(Environments.registry().spell(read)));
  }

  @ParameterizedTest
  @MethodSource("allChains")
  void whatIsFiniteAndStationaryIsCompiled(List<String> chain) {
    boolean stationary =
        chain.stream().allMatch(name -> name.matches("(time-limit|scaled-reward|sticky):.*"));
    World world = world(chain, new Stubs.Finite());
    assertEquals(stationary, world instanceof FiniteWorld);
    assertEquals(world.space(), Space.finite(world.model().states()));
    assertEquals(world.actions(), world.model().actions());
    assertEquals(world.limit(), world.model().limit());
    assertEquals(world.model().pairs(), world.target().length);
    assertEquals(world.model().pairs(), world.behaviour().length);
    assertEquals(2, world.features().size());
    boolean limited = chain.stream().anyMatch(name -> name.startsWith("time-limit"));
    assertEquals(limited ? 20 : 30, world.limit());
  }

  @ParameterizedTest
  @MethodSource("allChains")
  void coordinatesStayCoordinates(List<String> chain) {
    World world = world(chain, new Stubs.Continuous());
    assertEquals(Space.box(List.of(-1.0, 0.0), List.of(1.0, 10.0)), world.space());
    assertNull(world.model());
    assertNull(world.target());
    assertNull(world.features());
    assertEquals(2, world.actions());
    assertThrows(
        BadInput.class, () -> wrap(chain, new Stubs.Continuous()).model(Streams.of(1).rng()));
    world.close();
    assertThrows(IllegalStateException.class, world::close, "the inner world was not closed");
  }

  /**
   * Compiled or not, it is the same process: the model of a compiled world is that which the world
   * that passes on calls says it follows.
   */
  @ParameterizedTest
  @MethodSource("allChains")
  void theModelDoesNotDependOnHowItRuns(List<String> chain) {
    assertSameModel(
        world(chain, new Stubs.Finite()).model(), world(chain, new Stubs.Opaque()).model());
    assertSameModel(
        world(chain, new Stubs.Ragged()).model(), world(chain, new Stubs.OpaqueRagged()).model());
  }

  private static void assertSameModel(FiniteMdp compiled, FiniteMdp passed) {
    assertArrayEquals(compiled.start(), passed.start());
    for (int s = 0; s < compiled.states(); s++) {
      assertEquals(compiled.actions(s), passed.actions(s));
    }
    int outcomes = compiled.end(compiled.pairs() - 1);
    assertEquals(outcomes, passed.end(passed.pairs() - 1));
    for (int o = 0; o < outcomes; o++) {
      assertEquals(compiled.probability(o), passed.probability(o));
      assertEquals(compiled.next(o), passed.next(o));
      assertEquals(compiled.reward(o), passed.reward(o));
    }
  }

  /**
   * Steps of the world that passes on calls, against the model as it stood before each of them.
   * Over changing multinomials the statistic varies less than chi-squared does. Fixed seed; false
   * alarm below 1e-6 for each chain.
   */
  @ParameterizedTest
  @MethodSource("allChains")
  void theWorldFollowsItsModel(List<String> chain) {
    follows(chain, new Stubs.Opaque());
  }

  /** The same where the states have different numbers of actions, of which one takes no other. */
  @ParameterizedTest
  @MethodSource("allChains")
  void theWorldFollowsItsModelThroughItsActions(List<String> chain) {
    follows(chain, new Stubs.OpaqueRagged());
  }

  private static void follows(List<String> chain, Environment of) {
    World world = world(chain, of);
    int actions = world.actions();
    assertTrue(!(world instanceof FiniteWorld));
    UniformRandomProvider rng = Streams.of(5).at(String.join("", chain)).rng();
    int states = world.space().states();
    int classes = states + 1;
    double[] expected = new double[states * actions * classes];
    int[] counts = new int[expected.length];
    double[] starts = new double[states];
    int episodes = 0;
    boolean over = true;
    for (int step = 0; step < 12_000; step++) {
      if (over) {
        world.reset(rng);
        starts[world.trueState()]++;
        episodes++;
      }
      FiniteMdp model = world.model();
      int here = world.trueState();
      assertEquals(model.actions(here), world.actions(here));
      int action = rng.nextInt(world.actions(world.state()));
      // One that is seen and not there comes to the last that is.
      int pair = here * actions + Math.min(action, model.actions(here) - 1);
      world.step(action, rng);
      over = world.terminated();
      int then = over ? states : world.trueState();
      boolean paid = false;
      for (int o = model.first(pair); o < model.end(pair); o++) {
        int where = model.terminated(o) ? states : model.next(o);
        expected[pair * classes + where] += model.probability(o);
        paid |= where == then && Math.abs(world.reward() - model.reward(o)) < 1e-12;
      }
      assertTrue(paid, "a reward of " + world.reward());
      counts[pair * classes + then]++;
    }
    chiSquared(counts, expected);
    double[] start = world.model().start();
    int[] begun = Arrays.stream(starts).mapToInt(n -> (int) n).toArray();
    int all = episodes;
    chiSquared(begun, Arrays.stream(start).map(p -> p * all).toArray());
  }

  private static void chiSquared(int[] counts, double[] expected) {
    double statistic = 0;
    int freedom = 0;
    for (int i = 0; i < counts.length; i++) {
      assertTrue(expected[i] > 0 || counts[i] == 0, "class " + i + " cannot be");
      if (expected[i] > 5) {
        statistic += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
        freedom++;
      }
    }
    double bound = new ChiSquaredDistribution(null, freedom).inverseCumulativeProbability(1 - 1e-6);
    assertTrue(statistic < bound, statistic + " of " + freedom);
  }

  static Stream<Environment> wrapped() {
    return chains().stream()
        .flatMap(
            chain ->
                Stream.of(
                    wrap(chain, new Stubs.Finite()),
                    wrap(chain, new Stubs.Opaque()),
                    wrap(chain, new Stubs.Continuous())));
  }

  /** Some steps of a world, written down. */
  private static void walk(World world, UniformRandomProvider rng, int steps, List<Double> to) {
    double[] seen = new double[world.space().coordinates()];
    for (int i = 0; i < steps; i++) {
      world.step(rng.nextInt(2), rng);
      world.observe(seen);
      to.add(world.reward());
      for (double coordinate : seen) {
        to.add(coordinate);
      }
      if (world.space().isFinite()) {
        assertEquals(world.state(), seen[0]);
        assertTrue(seen[0] < world.space().states());
      }
      if (world.terminated() || world.truncated()) {
        world.reset(rng);
      }
    }
  }

  private static List<Double> walk(Environment environment, long seed) {
    List<Double> path = new ArrayList<>();
    World world = environment.world(Streams.of(seed).rng());
    UniformRandomProvider rng = Streams.of(seed).rng();
    world.reset(rng);
    walk(world, rng, 100, path);
    return path;
  }

  @ParameterizedTest
  @MethodSource("wrapped")
  void sameSeedSameStepsAndNothingIsShared(Environment environment) {
    List<Double> alone = walk(environment, 3);
    assertEquals(alone, walk(environment, 3));
    assertTrue(!alone.equals(walk(environment, 4)));
    World one = environment.world(Streams.of(3).rng());
    World two = environment.world(Streams.of(3).rng());
    UniformRandomProvider first = Streams.of(3).rng();
    UniformRandomProvider second = Streams.of(4).rng();
    one.reset(first);
    two.reset(second);
    List<Double> path = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      walk(one, first, 2, path);
      walk(two, second, 3, new ArrayList<>());
    }
    assertEquals(alone, path);
  }

  @ParameterizedTest
  @MethodSource("wrapped")
  void stepsAllocateNothing(Environment environment) {
    World world = environment.world(Streams.of(1).rng());
    UniformRandomProvider rng = Streams.of(1).rng();
    double[] seen = new double[world.space().coordinates()];
    world.reset(rng);
    quietly(world, rng, seen);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    quietly(world, rng, seen);
    long more = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(more < 500, more + " bytes");
  }

  private static void quietly(World world, UniformRandomProvider rng, double[] seen) {
    for (int i = 0; i < 1000; i++) {
      world.step(i % 2, rng);
      world.observe(seen);
      if (world.terminated() || world.truncated()) {
        world.reset(rng);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time-limit:steps=0               | steps must be at least 1, not 0",
        "scaled-reward:scale=x            | scale=x: it has to be a number",
        "sticky:probability=1.5           | probability must be from 0 to 1, not 1.5",
        "noisy-state:probability=-1       | probability must be from 0 to 1, not -1",
        "noisy-state:sd=-1                | sd must not be negative, and is -1",
        "drift:rewards=-1                 | rewards must not be negative, and is -1",
        "drift:dynamics=-1                | dynamics must be from 0 to 1, not -1",
        "drift:dynamics=2                 | dynamics must be from 0 to 1, not 2",
        "abrupt:every=0                   | every must be at least 1, not 0",
        "abrupt:rewards=-1                | rewards must not be negative, and is -1",
        "sticky:of=(cliff-walkin)         | did you mean 'cliff-walking'?",
        "sticky:of=(sticky:probablity=1)  | did you mean 'probability'?",
      })
  void badInputIsNamed(String text, String message) {
    BadInput bad = assertThrows(BadInput.class, () -> Environments.registry().parse(text));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @Test
  void everyWrapperIsHere() {
    List<String> registered =
        Environments.registry().entries().stream()
            .filter(entry -> entry.keys().containsKey("of"))
            .map(entry -> entry.name())
            .toList();
    List<String> tested = WRAPPERS.keySet().stream().map(s -> s.replaceAll(":.*", "")).toList();
    assertEquals(tested, registered);
    assertInstanceOf(FiniteWorld.class, new Stubs.Finite().world(Streams.of(1).rng()));
    assertNotNull(new Stubs.Opaque().world(Streams.of(1).rng()).model());
  }
}
