package dev.stride.rl.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Diverged;
import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Monitor;
import dev.stride.optim.Order;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run keeps and hands on, whoever learns in it. */
class RunTest {
  private static final double[] REWARD = {2, 4, -1};

  /** States 0, 1, 2 and the end; action 1 pays one more. */
  private static FiniteMdp corridor(int limit, double rewardSd) {
    return FiniteMdp.of(
        new double[] {1, 0, 0},
        2,
        limit,
        (s, a) -> List.of(new Outcome(1, Math.min(s + 1, 2), REWARD[s] + a, s == 2, rewardSd)));
  }

  /** Adds to the weight of every state that is left; takes the last action in the first. */
  private record Counting(double amount, List<Double> rewards) implements Agent {
    Counting(double amount) {
      this(amount, new ArrayList<>());
    }

    @Override
    public Task task() {
      return Task.PREDICTION;
    }

    @Override
    public double initial() {
      return 0;
    }

    @Override
    public void learn(Run run) {
      TraceStep step = TraceStep.ofSparse(1, 1);
      int[] at = Objects.requireNonNull(step.index);
      while (run.begin()) {
        do {
          at[0] = run.state();
          step.size = 1;
          step.value[0] = amount;
          step.trace[0] = 1;
          step.delta = amount;
          step.surprise = amount;
          run.act(run.state() == 0 ? run.actions(0) - 1 : 0);
          rewards.add(run.reward());
          run.apply(step);
        } while (!run.ended());
      }
    }
  }

  /** A constant step size that recommends one more than the weights, and remembers all. */
  private static final class Probe implements Rule<TraceStep>, Rule.State<TraceStep> {
    private final boolean dense;
    private final List<Double> objectives = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();
    private final List<double[]> traces = new ArrayList<>();
    private double delta;
    private double surprise;
    private boolean watched;

    Probe(boolean dense) {
      this.dense = dense;
    }

    @Override
    public Class<? extends Step> stepType() {
      return TraceStep.class;
    }

    @Override
    public boolean needsDense() {
      return dense;
    }

    @Override
    public Set<Order> orders() {
      return Set.of(Order.VALUE);
    }

    @Override
    public State<TraceStep> start(Layout layout) {
      return this;
    }

    @Override
    public void apply(TraceStep step, double[] x) {
      objectives.add(step.objective);
      values.add(Arrays.copyOf(step.value, step.size));
      traces.add(Arrays.copyOf(step.trace, step.size));
      delta = step.delta;
      surprise = step.surprise;
      assertEquals(dense, step.index == null);
      for (int k = 0; k < step.size; k++) {
        step.value[k] *= 0.25;
      }
    }

    @Override
    public void recommended(double[] x, double[] into) {
      for (int i = 0; i < x.length; i++) {
        into[i] = x[i] + 1;
      }
    }

    @Override
    public void watch() {
      watched = true;
    }

    @Override
    public void figures(Figures figures) {
      figures.figure("mine", 7);
    }

    @Override
    public void slots(Slots slots) {}
  }

  private static Run run(
      World world,
      Agent agent,
      Rule<? super TraceStep> rule,
      Noise noise,
      int episodes,
      ToDoubleFunction<double[]> truth,
      Curve curve,
      @Nullable Monitor monitor) {
    return run(world, agent, rule, noise, episodes, truth, curve, monitor, null);
  }

  private static Run run(
      World world,
      Agent agent,
      Rule<? super TraceStep> rule,
      Noise noise,
      int episodes,
      ToDoubleFunction<double[]> truth,
      Curve curve,
      @Nullable Monitor monitor,
      @Nullable Recording recording) {
    return Run.of(
        new Run.Setting(
            world,
            agent,
            new Table.States(3),
            rule,
            noise,
            1,
            episodes,
            Streams.of(3),
            truth,
            curve,
            monitor,
            recording));
  }

  private static Run learned(World world, Agent agent, Rule<? super TraceStep> rule, int episodes) {
    Run run =
        run(
            world,
            agent,
            rule,
            new None(),
            episodes,
            w -> w[0],
            Curve.every(Charge.EPISODES, Long.MAX_VALUE),
            null);
    agent.learn(run);
    return run;
  }

  @Test
  void episodesAreAddedUp() {
    for (World world : List.of(new FiniteWorld(corridor(9, 0)), new Logged(corridor(9, 0)))) {
      Tally tally = learned(world, new Counting(1), Sgd.of(1), 4).tally();
      assertEquals(4, tally.episodes());
      assertEquals(12, tally.steps());
      assertArrayEquals(new double[] {6, 6, 6, 6}, tally.returns());
      assertArrayEquals(new int[] {3, 3, 3, 3}, tally.lengths());
      // A process has none, and this world does not know.
      boolean process = world instanceof FiniteWorld;
      assertEquals(process ? 0 : 4, tally.regrets().length);
      assertTrue(Arrays.stream(tally.regrets()).allMatch(Double::isNaN));
    }
  }

  @Test
  void theLimitCuts() {
    Tally tally = learned(new FiniteWorld(corridor(2, 0)), new Counting(1), Sgd.of(1), 3).tally();
    assertArrayEquals(new int[] {2, 2, 2}, tally.lengths());
    assertArrayEquals(new double[] {7, 7, 7}, tally.returns());
  }

  /** A run that diverges leaves what it has. */
  @Test
  void episodesThatNeverWereAreNotTold() {
    Counting agent = new Counting(1e13);
    Run run =
        run(
            new Logged(corridor(9, 0)),
            agent,
            Sgd.of(1),
            new None(),
            100,
            w -> 0,
            Curve.every(Charge.EPISODES, Long.MAX_VALUE),
            null);
    // 3 weights are looked at every 48 steps, and an episode has 3.
    assertEquals(
        "a weight is 1.6E14 after episode 16",
        assertThrows(Diverged.class, () -> agent.learn(run)).getMessage());
    assertEquals(16, run.tally().returns().length);
    assertEquals(16, run.tally().lengths().length);
    assertEquals(16, run.tally().regrets().length);
  }

  @Test
  void rewardsThatDoNotAddUpEndARun() {
    FiniteMdp rich =
        FiniteMdp.of(
            new double[] {1, 0, 0},
            2,
            9,
            (s, a) -> List.of(new Outcome(1, Math.min(s + 1, 2), 1e308, s == 2)));
    Counting agent = new Counting(1);
    assertEquals(
        "the rewards of episode 1 add up to Infinity",
        assertThrows(Diverged.class, () -> learned(new FiniteWorld(rich), agent, Sgd.of(1), 2))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e12, -1e12, Double.NaN, Double.NEGATIVE_INFINITY})
  void absurdWeightsAreFoundWhenTheyAreJudged(double amount) {
    Counting agent = new Counting(amount);
    assertThrows(
        Diverged.class, () -> learned(new FiniteWorld(corridor(9, 0)), agent, Sgd.of(1), 1));
    learned(new FiniteWorld(corridor(9, 0)), new Counting(9.9e11), Sgd.of(1), 1);
  }

  @Test
  void curvesAreOverEpisodesOrSteps() {
    Counting agent = new Counting(1);
    Curve curve = Curve.every(Charge.EPISODES, 2);
    World world = new FiniteWorld(corridor(9, 0));
    ToDoubleFunction<double[]> sum = w -> w[0] + w[1] + w[2];
    Run run = run(world, agent, Sgd.of(1), new None(), 5, sum, curve, null);
    agent.learn(run);
    assertArrayEquals(new long[] {0, 2, 4, 5}, curve.at());
    assertArrayEquals(new double[] {0, 6, 12, 15}, curve.truth());
    assertEquals(15, run.valueError());

    Curve steps = Curve.every(Charge.STEPS, 4);
    agent.learn(run(world, agent, Sgd.of(1), new None(), 5, sum, steps, null));
    assertArrayEquals(new long[] {0, 6, 9, 12, 15}, steps.at());
    Curve iterations = Curve.every(Charge.ITERATIONS, 1);
    IllegalArgumentException other =
        assertThrows(
            IllegalArgumentException.class,
            () -> run(world, agent, Sgd.of(1), new None(), 5, sum, iterations, null));
    assertTrue(other.getMessage().contains(Charge.ITERATIONS.key()), other.getMessage());
  }

  @Test
  void whatIsRecommendedIsJudged() {
    List<double[]> judged = new ArrayList<>();
    Counting agent = new Counting(4);
    Run run =
        run(
            new FiniteWorld(corridor(9, 0)),
            agent,
            new Probe(false),
            new None(),
            2,
            w -> {
              judged.add(w.clone());
              return 0;
            },
            Curve.every(Charge.EPISODES, 1),
            null);
    agent.learn(run);
    assertArrayEquals(new double[] {2, 2, 2}, run.weights());
    assertArrayEquals(new double[] {3, 3, 3}, run.recommended());
    assertArrayEquals(new double[] {3, 3, 3}, judged.get(2));
    run.recommended()[0] = 99;
    assertEquals(3, run.recommended()[0]);
  }

  /** Values are ½δ², and a rule that wants all weights gets them. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rulesGetWhatTheyAskFor(boolean dense) {
    Probe probe = new Probe(dense);
    Run run = learned(new FiniteWorld(corridor(9, 0)), new Counting(4), probe, 2);
    assertEquals(List.of(8.0, 8.0, 8.0, 8.0, 8.0, 8.0), probe.objectives);
    assertArrayEquals(dense ? new double[] {0, 4, 0} : new double[] {4}, probe.values.get(1));
    assertArrayEquals(dense ? new double[] {0, 0, 1} : new double[] {1}, probe.traces.get(2));
    assertEquals(4, probe.delta);
    assertEquals(4, probe.surprise);
    assertArrayEquals(new double[] {2, 2, 2}, run.weights());
    assertTrue(run.traced());
    assertEquals(0, run.constantRate());
    assertFalse(probe.watched);
  }

  @Test
  void gradientDescentIsKnownByItsRate() {
    Run run = learned(new FiniteWorld(corridor(9, 0)), new Counting(4), Sgd.of(0.125), 2);
    assertEquals(0.125, run.constantRate());
    assertArrayEquals(new double[] {1, 1, 1}, run.weights());
    assertFalse(run.traced());
  }

  /** The agent sees noise, and what is told is the truth. */
  @Test
  void noiseIsForTheAgentAlone() {
    Counting agent = new Counting(1);
    Noise tenfold = (value, rng) -> 10 * value;
    Run run =
        run(
            new FiniteWorld(corridor(9, 0)),
            agent,
            Sgd.of(1),
            tenfold,
            1,
            w -> 0,
            Curve.every(Charge.EPISODES, 1),
            null);
    agent.learn(run);
    assertEquals(List.of(30.0, 40.0, -10.0), agent.rewards());
    assertArrayEquals(new double[] {6}, run.tally().returns());
  }

  /** Mean and variance of 3,000 returns, 4 standard errors wide: false alarms 1 in 8,000. */
  @Test
  void rewardsCanBeMattersOfChance() {
    int n = 3000;
    double[] returns =
        learned(new FiniteWorld(corridor(9, 0.5)), new Counting(0), Sgd.of(1), n).tally().returns();
    double mean = Arrays.stream(returns).average().orElseThrow();
    double variance = Arrays.stream(returns).map(r -> (r - mean) * (r - mean)).sum() / (n - 1);
    assertEquals(6, mean, 4 * Math.sqrt(0.75 / n));
    assertEquals(0.75, variance, 4 * 0.75 * Math.sqrt(2.0 / n));
  }

  @Test
  void aMonitorIsToldOfEveryEpisode() {
    List<Long> episodes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Monitor monitor =
        (iteration, gauges) -> {
          episodes.add(iteration);
          gauges.accept(
              new Figures() {
                @Override
                public void figure(String name, double value) {
                  names.add(name);
                  if (name.equals(EFFECTIVE_STEP)) {
                    assertEquals(0.25, value, 1e-15);
                  }
                }

                @Override
                public void diagnosis(String text) {}
              });
        };
    Counting agent = new Counting(4);
    Probe probe = new Probe(false);
    Recording recording = new Recording(3, true);
    Run run =
        run(
            new FiniteWorld(corridor(9, 0)),
            agent,
            probe,
            new None(),
            3,
            w -> 0,
            Curve.every(Charge.EPISODES, 9),
            monitor,
            recording);
    agent.learn(run);
    assertEquals(List.of(1L, 2L, 3L), episodes);
    assertTrue(names.contains("mine") && names.contains(Figures.EFFECTIVE_STEP), names::toString);
    assertTrue(probe.watched);
    assertArrayEquals(new long[] {3, 3, 3}, recording.visits());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRecordingKeepsWhatPicturesShow(boolean process) {
    Counting agent = new Counting(-4);
    FiniteMdp mdp = corridor(9, 0);
    Recording recording = new Recording(3, true);
    Run run =
        run(
            process ? new FiniteWorld(mdp) : new Logged(mdp),
            agent,
            Sgd.of(0.25),
            new None(),
            70,
            w -> 0,
            Curve.every(Charge.EPISODES, 99),
            null,
            recording);
    agent.learn(run);
    assertArrayEquals(new long[] {70, 70, 70}, recording.visits());
    int[] last = new int[70];
    Arrays.fill(last, 1);
    assertArrayEquals(last, recording.firstActions());
    assertEquals(210, recording.surprise().means().length);
    assertTrue(Arrays.stream(recording.surprise().means()).allMatch(d -> d == 4));
    assertEquals(210, recording.stepSize().means().length);
    assertTrue(Arrays.stream(recording.stepSize().means()).allMatch(d -> d == 0.25));
  }

  /** Nothing is said about a step size where nothing was proposed, and the next has its place. */
  @Test
  void stepsOfZeroHaveNoStepSize() {
    Recording recording = new Recording(0, true);
    recording.before(0, new double[] {0, 5}, 1);
    recording.after(new double[] {1, 5}, 1);
    recording.before(-2, new double[] {3, -4}, 2);
    recording.after(new double[] {6, 8}, 2);
    assertArrayEquals(new double[] {Double.NaN, 2}, recording.stepSize().means());
    assertArrayEquals(new double[] {0, 2}, recording.surprise().means());
    recording.visit(5, 1);
    assertEquals(0, recording.visits().length);
  }

  /** What goes on is begun once, and the state is that where the last episode was counted. */
  @Test
  void aTaskWithoutEpisodesGoesOn() {
    FiniteMdp circle =
        FiniteMdp.continuing(
            new double[] {1, 0, 0}, 2, 4, (s, a) -> List.of(new Outcome(1, (s + 1) % 3, s, false)));
    for (World world : List.of(new FiniteWorld(circle), new Logged(circle))) {
      Counting agent = new Counting(1);
      Tally tally = learned(world, agent, Sgd.of(1), 3).tally();
      assertArrayEquals(
          new double[] {0 + 1 + 2 + 0, 1 + 2 + 0 + 1, 2 + 0 + 1 + 2}, tally.returns());
    }
  }

  @Test
  void statesCanHaveFewerActions() {
    FiniteMdp mdp =
        FiniteMdp.of(
            new double[] {1, 0, 0},
            3,
            5,
            (s, a) -> a > s ? List.of() : List.of(new Outcome(1, s, 0, s == 2)));
    Run run = learned(new FiniteWorld(mdp), new Counting(0), Sgd.of(1), 1);
    assertEquals(3, run.actions());
    assertEquals(1, run.actions(0));
    assertEquals(3, run.actions(2));
    assertArrayEquals(new int[] {1, 2, 3}, run.fewer());
    Run all = learned(new FiniteWorld(corridor(9, 0)), new Counting(0), Sgd.of(1), 1);
    assertNull(all.fewer());
    assertEquals(2, all.actions(1));
  }
}
