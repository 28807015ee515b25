package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Entries;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.Entry;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Recorder;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Features;
import dev.stride.rl.feature.Space;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import dev.stride.rl.mdp.TrueValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where states have different numbers of actions, nobody takes one that is not there, and what
 * stands in its place means nothing. All rewards are negative, so that a 0 there would be the best.
 */
class ActionSetsTest {
  private static final int[] ALLOWED = {2, 4, 1, 3, 4, 2};
  private static final int MOST = 4;

  /** Better than every value that there is, and far from what counts as diverged. */
  private static final double TEMPTING = 1e9;

  private static final List<String> VARIANTS =
      List.of(
          "sarsa:lambda=0.9,trace=replacing",
          "sarsa:lambda=0.8,trace=dutch",
          "expected-sarsa:lambda=0.9,epsilon=0.3",
          "n-step-tree-backup:steps=1",
          "n-step-tree-backup:steps=9,epsilon=0.5",
          "dyna-q:bonus=0.1,planning=3",
          "reinforce:baseline=false");

  /** Six states and one to four actions, which lead anywhere and end now and then. */
  private static FiniteMdp mdp(boolean continuing) {
    UniformRandomProvider rng = Streams.of(9).rng();
    FiniteMdp.Dynamics dynamics =
        (s, a) -> {
          if (a >= ALLOWED[s]) {
            return List.of();
          }
          double p = 0.2 + 0.6 * rng.nextDouble();
          return List.of(
              new Outcome(p, rng.nextInt(6), -1 - rng.nextDouble(), false),
              new Outcome(
                  1 - p, rng.nextInt(6), -2 - rng.nextInt(3), !continuing && rng.nextBoolean()));
        };
    double[] start = {0.5, 0, 0.25, 0, 0, 0.25};
    return continuing
        ? FiniteMdp.continuing(start, MOST, 60, dynamics)
        : FiniteMdp.of(start, MOST, 60, dynamics);
  }

  /** The process as such. */
  private record Plain(boolean continuing) implements Environment {
    @Override
    public World world(UniformRandomProvider rng) {
      return new FiniteWorld(mdp(continuing));
    }
  }

  /** The same behind a guard who lets through what is allowed, and no more. */
  private record Guarded(boolean continuing) implements Environment {
    @Override
    public World world(UniformRandomProvider rng) {
      return new Guard(new FiniteWorld(mdp(continuing)));
    }
  }

  private record Guard(FiniteWorld of) implements World {
    @Override
    public void step(int action, UniformRandomProvider rng) {
      assertTrue(action >= 0 && action < ALLOWED[of.state()], of.state() + ": " + action);
      of.step(action, rng);
    }

    @Override
    public Space space() {
      return of.space();
    }

    @Override
    public int actions() {
      return of.actions();
    }

    @Override
    public int actions(int state) {
      return of.actions(state);
    }

    @Override
    public int limit() {
      return of.limit();
    }

    @Override
    public boolean continuing() {
      return of.continuing();
    }

    @Override
    public void reset(UniformRandomProvider rng) {
      of.reset(rng);
    }

    @Override
    public double reward() {
      return of.reward();
    }

    @Override
    public boolean terminated() {
      return of.terminated();
    }

    @Override
    public int state() {
      return of.state();
    }

    @Override
    public FiniteMdp model() {
      return of.model();
    }
  }

  /** An agent whose weights of actions that are not there begin with a value of their own. */
  private record Tempted(Agent of, double value) implements Agent {
    @Override
    public Task task() {
      return of.task();
    }

    @Override
    public double initial() {
      return of.initial();
    }

    @Override
    public void initialise(Layout layout, double[] weights) {
      of.initialise(layout, weights);
      for (int i = 0; i < weights.length; i++) {
        weights[i] = isAllowed(layout, i) ? weights[i] : value;
      }
    }

    @Override
    public Layout layout(World world, Encoder features) {
      return of.layout(world, features);
    }

    @Override
    public boolean takesRule() {
      return of.takesRule();
    }

    @Override
    public Class<? extends Step> stepType() {
      return of.stepType();
    }

    @Override
    public String misfit(World world, Encoder features) {
      return of.misfit(world, features);
    }

    @Override
    public void learn(Run run) {
      of.learn(run);
    }

    @Override
    public double value(Entries features, double[] weights) {
      return of.value(features, weights);
    }

    @Override
    public void policy(Entries features, double[] weights, int actions, double[] policy) {
      of.policy(features, weights, actions, policy);
      double sum = 0;
      for (int a = 0; a < policy.length; a++) {
        assertTrue(a < actions || policy[a] == 0);
        sum += policy[a];
      }
      assertEquals(1, sum, 1e-14);
    }
  }

  /** Whether a weight is one of a state, or of a state and an action that it has. */
  private static boolean isAllowed(Layout layout, int weight) {
    for (Layout.Block block : layout.blocks()) {
      int at = weight - block.offset();
      if (block.shape().size() == 2 && at >= 0 && at < block.shape().get(0) * MOST) {
        return at % MOST < ALLOWED[at / MOST];
      }
    }
    return true;
  }

  /** A table that agents do not know for one. */
  private record Disguised() implements Features {
    @Override
    public Encoder encoder(Space space, @Nullable Encoder own) {
      Encoder table = new Table().encoder(space, own);
      return new Encoder() {
        @Override
        public int size() {
          return table.size();
        }

        @Override
        public int most() {
          return 1;
        }

        @Override
        public void encode(double[] observation, Entries into) {
          table.encode(observation, into);
        }
      };
    }
  }

  private static Agent agent(String text) {
    return Agents.registry().parse(text);
  }

  private static boolean fits(Agent agent, @Nullable Features features, boolean continuing) {
    Features seen = features == null ? new Table() : features;
    try (World world = new Plain(continuing).world(Streams.of(1).rng())) {
      return agent.misfit(world, seen.encoder(world.space(), null)).isEmpty();
    }
  }

  /** Agents on tables that they know, and on some that they do not; with an end and without. */
  static Stream<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    Stream.concat(Agents.registry().entries().stream().map(Entry::name), VARIANTS.stream())
        .forEach(
            name -> {
              for (Features features : Arrays.asList(new Table(), new Disguised())) {
                for (boolean continuing : new boolean[] {false, true}) {
                  if (fits(agent(name), features, continuing)) {
                    all.add(Arguments.of(name, features, continuing));
                  }
                }
              }
            });
    return all.stream();
  }

  private static LearningResult run(
      Environment environment,
      Agent agent,
      Features features,
      @Nullable Rule<? super TraceStep> rule) {
    return new Learning(environment, agent, features, rule, new None(), 0.9, 150)
        .run(Streams.of(3), Curve.every(Charge.EPISODES, 10));
  }

  @Test
  void everyAgentOfStatesIsHere() {
    List<String> names = all().map(arguments -> (String) arguments.get()[0]).distinct().toList();
    List<String> missing =
        Agents.registry().entries().stream()
            .map(Entry::name)
            .filter(name -> !names.contains(name))
            .toList();
    assertTrue(
        missing.stream().allMatch(name -> agent(name).misfit(bandit(), table()).isEmpty()),
        missing.toString());
  }

  private static World bandit() {
    return Environments.registry().parse("bandit").world(Streams.of(1).rng());
  }

  private static Encoder table() {
    return new Table.States(1);
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatStandsForAnActionThatIsNotThereMeansNothing(
      String name, Features features, boolean continuing) {
    Agent agent = agent(name);
    List<Rule<? super TraceStep>> rules = new ArrayList<>();
    if (agent.takesRule()) {
      rules.add(Sgd.of(0.05));
    }
    if (agent.takesRule() && agent.stepType() == TraceStep.class) {
      rules.add(Rules.parse("autotidbd:learningRate=0.05", TraceStep.class, "learning"));
    }
    for (Rule<? super TraceStep> rule : agent.takesRule() ? rules : nothing()) {
      LearningResult plain = run(new Plain(continuing), new Tempted(agent, 0), features, rule);
      assertTrue(!plain.diverged(), plain.message());
      for (Environment environment : List.of(new Plain(continuing), new Guarded(continuing))) {
        LearningResult other = run(environment, new Tempted(agent, TEMPTING), features, rule);
        assertArrayEquals(plain.returns(), other.returns());
        assertEquals(plain.valueError(), other.valueError());
        assertArrayEquals(plain.curve().truth(), other.curve().truth());
        Layout layout = layout(agent, features, continuing);
        int forbidden = 0;
        for (int i = 0; i < plain.weights().length; i++) {
          boolean allowed = isAllowed(layout, i);
          forbidden += allowed ? 0 : 1;
          assertEquals(allowed ? plain.weights()[i] : TEMPTING, other.weights()[i]);
          assertTrue(allowed || plain.weights()[i] == 0);
        }
        assertEquals(agent.task() == Agent.Task.CONTROL, forbidden > 0);
      }
    }
  }

  private static List<@Nullable Rule<? super TraceStep>> nothing() {
    return Arrays.asList((Rule<? super TraceStep>) null);
  }

  private static Layout layout(Agent agent, Features features, boolean continuing) {
    try (World world = new Plain(continuing).world(Streams.of(1).rng())) {
      return agent.layout(world, features.encoder(world.space(), null));
    }
  }

  /** Neither do steps, and what the rules on traces are told of them, say anything of it. */
  @ParameterizedTest
  @MethodSource("all")
  void noStepSaysAnythingOfIt(String name, Features features, boolean continuing) {
    Agent agent = agent(name);
    if (!agent.takesRule() || agent.stepType() != TraceStep.class) {
      return;
    }
    Recorder recorder = new Recorder(0.05);
    run(new Guarded(continuing), agent, features, recorder);
    Layout layout = layout(agent, features, continuing);
    assertTrue(!recorder.seen().isEmpty());
    for (Recorder.Seen seen : recorder.seen()) {
      for (int i = 0; i < seen.value().length; i++) {
        if (!isAllowed(layout, i)) {
          assertEquals(0, Math.abs(seen.value()[i]) + Math.abs(seen.trace()[i]));
          assertEquals(0, Math.abs(seen.features()[i]) + Math.abs(seen.difference()[i]));
        }
      }
    }
  }

  /**
   * A corridor of four states, 2 for each step; the second can be left for 4 and the last for 1.
   */
  private record Corridor() implements Environment {
    @Override
    public World world(UniformRandomProvider rng) {
      return new FiniteWorld(
          FiniteMdp.of(
              FiniteMdp.startIn(0, 4),
              3,
              20,
              (s, a) -> {
                if (a > (s == 1 ? 2 : s % 2)) {
                  return List.of();
                }
                return a == 0
                    ? List.of(new Outcome(1, Math.min(s + 1, 3), -2, s == 3))
                    : List.of(new Outcome(1, s, s == 3 ? -1 : -4 - (a - 1), true));
              }));
    }
  }

  /**
   * With a step size of 1 all values are found exactly. Of the best policy, by hand: -1 in the last
   * state, -3 before it, -4 in the second and -6 in the first; of the best ε-soft one with ε = 0.3,
   * -1.15, -3.15, 0.7 (-4) + 0.1 (-5.15 - 4 - 5) = -4.215 and -6.215.
   */
  @ParameterizedTest
  @CsvSource({
    "q-learning:epsilon=0.3, false",
    "'watkins-q:epsilon=0.3,lambda=0', false",
    "'n-step-tree-backup:steps=1,epsilon=0.3', false",
    "'n-step-tree-backup:steps=4,epsilon=0.3', false",
    "'dyna-q:epsilon=0.3,planning=2', false",
    "double-q-learning:epsilon=0.3, false",
    "expected-sarsa:epsilon=0.3, true",
    "'n-step-expected-sarsa:steps=1,epsilon=0.3', true",
  })
  void valuesAreThoseOfTheActionsThatAreThere(String name, boolean soft) {
    double[] best = {-6, 0, 0, -5, -4, -5, -3, 0, 0, -2, -1, 0};
    double[] softBest = {-6.215, 0, 0, -5.15, -4, -5, -3.15, 0, 0, -2, -1, 0};
    for (Features features : List.of(new Table(), new Disguised())) {
      if (name.startsWith("dyna") && features instanceof Disguised) {
        continue;
      }
      LearningResult result =
          new Learning(new Corridor(), agent(name), features, Sgd.of(1), new None(), 1, 2000)
              .run(Streams.of(5), Curve.every(Charge.EPISODES, Long.MAX_VALUE));
      for (int i = 0; i < result.weights().length; i++) {
        assertEquals((soft ? softBest : best)[i % 12], result.weights()[i], 1e-12, "weight " + i);
      }
      assertEquals(0, result.valueError(), 1e-14);
    }
    FiniteMdp mdp = new Corridor().model(Streams.of(1).rng());
    assertArrayEquals(new double[] {-6, -4, -3, -1}, TrueValues.optimal(mdp, 1), 1e-14);
    assertArrayEquals(
        new double[] {-6.215, -4.215, -3.15, -1.15}, TrueValues.bestSoft(mdp, 1, 0.3), 1e-14);
  }

  /**
   * The uniformly random policy takes one of the actions of each state: -1.5 in the last, -3.5,
   * (-5.5 - 4 - 5)/3 and two less. Returns have a standard deviation below 2: five standard errors
   * of the fewest visits that there are in 30 000 episodes, a third of them, false alarm below
   * 1e-5.
   */
  @Test
  void theRandomPolicyTakesTheActionsThatAreThere() {
    double second = -14.5 / 3;
    double[] values = {second - 2, second, -3.5, -1.5};
    FiniteMdp mdp = new Corridor().model(Streams.of(1).rng());
    assertArrayEquals(values, TrueValues.of(mdp, TrueValues.uniform(mdp), 1), 1e-14);
    LearningResult result =
        new Learning(new Corridor(), agent("lstd:lambda=1"), null, null, new None(), 1, 30_000)
            .run(Streams.of(6), Curve.every(Charge.EPISODES, Long.MAX_VALUE));
    assertArrayEquals(values, result.weights(), 5 * 2 / Math.sqrt(10_000));
    double share = Arrays.stream(result.lengths()).filter(n -> n == 4).count() / 30_000.0;
    // All the way through the corridor with a third of the episodes.
    assertEquals(1 / 3.0, share, 5 * Math.sqrt(2 / 9.0 / 30_000));
  }
}
