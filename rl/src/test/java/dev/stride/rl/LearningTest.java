package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.noise.Gaussian;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.Noises;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.rule.Sgd;
import dev.stride.optim.schedule.Inverse;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Recording;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.control.QLearning;
import dev.stride.rl.env.CliffWalking;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.Environments;
import dev.stride.rl.feature.Aggregation;
import dev.stride.rl.feature.FeatureSets;
import dev.stride.rl.feature.Features;
import dev.stride.rl.feature.Own;
import dev.stride.rl.feature.Table;
import dev.stride.rl.feature.Tiles;
import dev.stride.rl.td.TdLambda;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs. */
class LearningTest {
  /** Of each pair of an agent and an environment. */
  private static final int EPISODES = 3;

  /** A Python process, and a thousand states whose values have to be solved for, every time. */
  private static final Set<String> ELSEWHERE = Set.of("gymnasium", "long-walk");

  private static Learning learning(
      String environment, String agent, String rule, String noise, double discount, long episodes) {
    Agent learner = Agents.registry().parse(agent);
    return new Learning(
        Environments.registry().parse(environment),
        learner,
        null,
        learner.takesRule()
            ? Rules.parse(rule, TraceStep.class, "temporal-difference learning")
            : null,
        Noises.registry().parse(noise),
        discount,
        episodes);
  }

  /** The same with a constant step size, where the agent has none of its own. */
  private static Learning learning(String environment, String agent, String noise, long episodes) {
    Agent learner = Agents.registry().parse(agent);
    return new Learning(
        Environments.registry().parse(environment),
        learner,
        null,
        learner.takesRule() ? Sgd.of(0.1) : null,
        Noises.registry().parse(noise),
        1,
        episodes);
  }

  private static Curve endsOnly() {
    return Curve.every(Charge.EPISODES, Long.MAX_VALUE);
  }

  private static LearningResult run(Learning learning, long seed) {
    return learning.run(Streams.of(seed), endsOnly());
  }

  /**
   * All pairs of registered agents and environments that fit, with noise; discounted, since the
   * emphasis of a long episode grows without bounds where nothing is.
   */
  static Stream<Learning> pairs() {
    List<Learning> pairs = new ArrayList<>();
    for (Entry<Environment> environment : Environments.registry().entries()) {
      if (ELSEWHERE.contains(environment.name())) {
        continue;
      }
      for (Entry<Agent> agent : Agents.registry().entries()) {
        Rule<Step> rule = agent.defaults().takesRule() ? Sgd.of(0.001) : null;
        try {
          pairs.add(
              new Learning(
                  environment.defaults(),
                  agent.defaults(),
                  null,
                  rule,
                  new Gaussian(1),
                  0.9,
                  EPISODES));
        } catch (BadInput misfit) {
          assertTrue(misfit.getMessage().length() > 20);
        }
      }
    }
    return pairs.stream();
  }

  private static void assertSameBits(LearningResult one, LearningResult two) {
    assertArrayEquals(one.returns(), two.returns());
    assertArrayEquals(one.weights(), two.weights());
    assertEquals(one.valueError(), two.valueError());
    assertArrayEquals(one.curve().truth(), two.curve().truth());
  }

  /**
   * Nothing here is left to chance: three episodes have two ends between them, and the seeds are
   * fixed.
   */
  @ParameterizedTest
  @MethodSource("pairs")
  void sameSeedSameBitsAlsoFromSeveralThreads(Learning learning) throws Exception {
    LearningResult alone = run(learning, 3);
    assertAccountsForWhatItUsed(learning, alone);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<LearningResult> again = threads.submit(() -> run(learning, 3));
      Future<LearningResult> other = threads.submit(() -> run(learning, 4));
      assertSameBits(alone, again.get());
      assertNotEquals(Arrays.toString(alone.weights()), Arrays.toString(other.get().weights()));
    } finally {
      threads.shutdown();
    }
  }

  private static void assertAccountsForWhatItUsed(Learning learning, LearningResult result) {
    assertEquals(result.returns().length, result.ledger().count(Charge.EPISODES));
    assertEquals(result.steps(), result.ledger().count(Charge.STEPS));
    if (result.diverged()) { // as a step size of its own can where rewards are large
      assertFalse(learning.agent().takesRule(), learning.toString());
      assertTrue(result.returns().length <= EPISODES);
      assertFalse(result.message().isEmpty());
      assertEquals(Double.POSITIVE_INFINITY, result.valueError());
      return;
    }
    assertEquals(EPISODES, result.returns().length);
    int limit = learning.environment().world(Streams.of(0).rng()).limit();
    assertTrue(result.steps() >= EPISODES && result.steps() <= (long) EPISODES * limit);
    assertTrue(result.valueError() >= 0 && Double.isFinite(result.valueError()));
    assertEquals("", result.message());
    assertArrayEquals(new long[] {0, EPISODES}, result.curve().at());
    assertEquals(result.valueError(), result.curve().truth()[1]);
  }

  @Test
  void sameBitsAsOneLoopByHand() {
    Monolith byHand = new Monolith(300);
    byHand.run(Streams.of(9), 0.5, 0.1);
    LearningResult result =
        run(learning("cliff-walking", "q-learning", "sgd:0.5", "none", 1, 300), 9);
    assertArrayEquals(byHand.returns, result.returns());
    assertArrayEquals(byHand.q, result.weights());
    assertEquals(byHand.steps, result.steps());
  }

  @Test
  void findsTheBestPathOverTheIce() {
    // Discounted, so that the shortest path alone is best.
    Learning learning =
        learning("frozen-lake:slippery=false", "q-learning", "sgd:0.5", "none", 0.9, 2000);
    for (int seed = 0; seed < 5; seed++) {
      assertEquals(0, run(learning, seed).valueError(), 1e-15);
    }
  }

  /**
   * Step sizes like 1/n: the value error, 0.406 at first, goes to zero. Over 40 other seeds its
   * mean and standard deviation were 0.0075 and 0.0037 (λ = 0), 0.0127 and 0.0058 (λ = 0.8), its
   * largest 0.026; so 0.05 is more than six standard deviations off.
   */
  @ParameterizedTest
  @ValueSource(strings = {"0", "0.8"})
  void predictionConverges(String lambda) {
    Rule<Step> rule = new Sgd(new Inverse(0.1, 1 / 20_000.0));
    Learning learning =
        new Learning(
            Environments.registry().parse("random-walk"),
            Agents.registry().parse("td-lambda:lambda=" + lambda),
            rule,
            new None(),
            1,
            20_000);
    for (int seed = 0; seed < 3; seed++) {
      assertTrue(run(learning, seed).valueError() < 0.05, "seed " + seed);
    }
  }

  @Test
  void errorBeforeLearningIsThatOfZero() {
    LearningResult result = run(learning("random-walk", "td-lambda", "sgd", "none", 1, 1), 1);
    // Σ min(i, 20-i)/100 · ((i-10)/10)² = 0.165, by hand.
    assertEquals(Math.sqrt(0.165), result.curve().truth()[0], 1e-12);
  }

  @Test
  void reportedReturnsAreNoiseless() {
    Learning noisy = learning("cliff-walking", "q-learning", "sgd:0.1", "gaussian:5", 1, 50);
    for (double value : run(noisy, 1).returns()) {
      assertEquals(Math.rint(value), value);
      assertTrue(value <= -13);
    }
  }

  @Test
  void noiseNeitherMovesTheEnvironmentNorTheExploration() {
    // With a step size of next to nothing, behaviour follows from the signs of rewards alone; the
    // walk does not even look at them.
    Learning quiet = learning("random-walk", "td-lambda", "sgd:0.1", "none", 1, 200);
    Learning noisy = learning("random-walk", "td-lambda", "sgd:0.1", "gaussian:1", 1, 200);
    assertArrayEquals(run(quiet, 1).returns(), run(noisy, 1).returns());
    assertEquals(run(quiet, 1).steps(), run(noisy, 1).steps());
    assertNotEquals(run(quiet, 1).valueError(), run(noisy, 1).valueError());
  }

  /**
   * The weights are linear in the rewards here, so unbiased noise leaves their expectation alone.
   * Paired differences over 400 seeds; five standard errors, false alarm 6e-7 for each of 19
   * states.
   */
  @Test
  void unbiasedNoiseLeavesExpectationsUnchanged() {
    SummaryStatistics[] differences = new SummaryStatistics[19];
    Arrays.setAll(differences, i -> new SummaryStatistics());
    Learning quiet = learning("random-walk", "td-lambda", "sgd:0.1", "none", 1, 50);
    Learning noisy = learning("random-walk", "td-lambda", "sgd:0.1", "gaussian:1", 1, 50);
    for (int seed = 0; seed < 400; seed++) {
      double[] v = run(quiet, seed).weights();
      double[] w = run(noisy, seed).weights();
      for (int i = 0; i < 19; i++) {
        differences[i].addValue(w[i] - v[i]);
      }
    }
    for (SummaryStatistics difference : differences) {
      assertTrue(difference.getStandardDeviation() > 0.01);
      assertEquals(0, difference.getMean(), 5 * difference.getStandardDeviation() / 20);
    }
  }

  @Test
  void divergenceIsAResult() {
    LearningResult result =
        run(learning("cliff-walking", "q-learning", "sgd:2.5", "none", 1, 10_000), 1);
    assertTrue(result.diverged());
    assertEquals(Double.POSITIVE_INFINITY, result.valueError());
    assertTrue(result.message().startsWith("a weight is "), result.message());
    assertTrue(result.returns().length < 10_000);
    assertEquals(result.returns().length, result.ledger().count(Charge.EPISODES));
  }

  @Test
  void aWeightThatIsNoNumberEndsTheRun() {
    Noise broken = (value, rng) -> Double.NaN;
    Learning learning =
        new Learning(new CliffWalking(false), new QLearning(0.1, 0), Sgd.of(0.1), broken, 1, 1000);
    LearningResult result = run(learning, 1);
    assertTrue(result.diverged());
    assertTrue(result.message().contains("NaN"), result.message());
  }

  @Test
  void recommendedWeightsAreJudged() {
    // A rule that stands by the true values, whatever it learned.
    double[] truth = new double[19];
    Arrays.setAll(truth, i -> (i - 9) / 10.0);
    Learning learning =
        new Learning(
            Environments.registry().parse("random-walk"),
            new TdLambda(0, Traces.Kind.REPLACING, 0, 0),
            new Oracle(truth),
            new None(),
            1,
            20);
    LearningResult result = run(learning, 1);
    assertEquals(0, result.valueError(), 1e-12);
    assertArrayEquals(truth, result.recommended());
    assertNotEquals(Arrays.toString(truth), Arrays.toString(result.weights()));
  }

  private record Oracle(double[] truth) implements Rule<Step> {
    @Override
    public State<Step> start(Layout layout) {
      return new State<>() {
        @Override
        public void apply(Step step, double[] x) {
          step.value[0] *= 0.1;
        }

        @Override
        public void recommended(double[] x, double[] into) {
          System.arraycopy(truth, 0, into, 0, into.length);
        }

        @Override
        public void slots(Slots slots) {}
      };
    }
  }

  @Test
  void aRuleThatNeedsAMetricDoesNotFit() {
    BadInput bad =
        assertThrows(BadInput.class, () -> learning("cliff-walking", "sarsa", "qng", "none", 1, 1));
    assertTrue(bad.getMessage().contains("it needs a metric"), bad.getMessage());
  }

  /** What 4000 more episodes allocate is returns and regrets, copied three times at most. */
  @ParameterizedTest
  @CsvSource({
    "cliff-walking, q-learning",
    "cliff-walking:slippery=true, sarsa",
    "frozen-lake, expected-sarsa",
    "frozen-lake, sarsa:lambda=0.9",
    "frozen-lake, expected-sarsa:lambda=0.9",
    "frozen-lake, watkins-q",
    "frozen-lake, double-q-learning",
    "frozen-lake, n-step-sarsa",
    "frozen-lake, n-step-expected-sarsa",
    "frozen-lake, n-step-tree-backup",
    "frozen-lake, dyna-q",
    "frozen-lake, true-online-sarsa",
    "frozen-lake, actor-critic:lambda=0.5",
    "frozen-lake, reinforce",
    "random-walk, td-lambda",
    "bandit, gradient-bandit",
    "bandit:rewards=bernoulli, epsilon-greedy",
    "'bandit:drift=0.1,change=50', epsilon-greedy",
    "bandit, 'ucb1:window=50'",
    "bandit, 'kl-ucb:discount=0.99'",
    "bandit, kl-ucb-normal",
    "bandit, thompson",
    "bandit, thompson-beta",
    "bandit, exp3",
    "random-walk, td-lambda:trace=dutch",
    "random-walk, td",
    "random-walk, true-online-td",
    "random-walk, monte-carlo",
    "random-walk, monte-carlo:visits=first",
    "random-walk, n-step-td",
    "random-walk, lambda-return",
    "random-walk, gtd2",
    "random-walk, tdc",
    "random-walk, emphatic-td:lambda=1",
    "random-walk, lstd",
    "random-walk, swift-td",
    "bandit, epsilon-greedy"
  })
  void stepsAllocateNothing(String environment, String agent) {
    Learning few = learning(environment, agent, "gaussian:1", 100);
    Learning many = learning(environment, agent, "gaussian:1", 4100);
    run(few, 1);
    run(many, 1);
    long more = allocated(many) - allocated(few);
    assertTrue(more < 4000 * 8 * 6 + 20_000, more + " bytes");
  }

  private static long allocated(Learning learning) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    run(learning, 1);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void curveOverSteps() {
    Learning learning = learning("cliff-walking", "sarsa", "sgd:0.5", "none", 1, 100);
    LearningResult result = learning.run(Streams.of(1), Curve.every(Charge.STEPS, 500));
    long[] at = result.curve().at();
    assertEquals(0, at[0]);
    assertEquals(result.steps(), at[at.length - 1]);
    for (int i = 1; i < at.length - 1; i++) {
      assertTrue(at[i] / 500 > at[i - 1] / 500);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> learning.run(Streams.of(1), Curve.every(Charge.SHOTS, 1)));
  }

  @Test
  void theBanditIsJudgedByTheMeanOfTheGreedyArm() {
    Learning learning = learning("bandit", "epsilon-greedy", "sgd:0.1", "none", 1, 500);
    LearningResult result = run(learning, 4);
    double[] means = new double[10];
    var mdp = learning.environment().model(Streams.of(4).at("model").rng());
    Arrays.setAll(means, mdp::reward);
    int greedy = 0;
    for (int a = 1; a < 10; a++) {
      greedy = result.recommended()[a] > result.recommended()[greedy] ? a : greedy;
    }
    double best = Arrays.stream(means).max().orElseThrow();
    assertEquals(best - means[greedy], result.valueError(), 1e-15);
    assertEquals(500, result.steps());
  }

  /** The weights of a bandit are those of its arms, not of any features. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "epsilon-greedy",
        "ucb1",
        "kl-ucb",
        "kl-ucb-normal",
        "gradient-bandit",
        "thompson",
        "thompson-beta",
        "exp3"
      })
  void banditsTakeATable(String agent) {
    Agent learner = Agents.registry().parse(agent);
    BadInput bad =
        assertThrows(
            BadInput.class,
            () ->
                new Learning(
                    Environments.registry().parse("bandit"),
                    learner,
                    FeatureSets.registry().parse("fourier"),
                    learner.takesRule() ? Sgd.of(0.1) : null,
                    new None(),
                    1,
                    5));
    assertTrue(bad.getMessage().contains("one value for each arm"), bad.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "random-walk   | q-learning     | has only one; td-lambda",
        "random-walk   | epsilon-greedy | looks no further than one step",
        "frozen-lake   | epsilon-greedy | q-learning, sarsa or expected-sarsa",
        "mountain-car  | td-lambda      | there are no exact ones to judge them by",
      })
  void whatDoesNotFitIsBadInput(String environment, String agent, String message) {
    BadInput bad =
        assertThrows(BadInput.class, () -> learning(environment, agent, "sgd", "none", 1, 1));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @Test
  void settingsAreChecked() {
    for (double discount : new double[] {-0.1, 1.1}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> learning("cliff-walking", "sarsa", "sgd", "none", discount, 1));
    }
    assertEquals(10_000_000, learning("bandit", "exp3", "none", 10_000_000).episodes());
    for (long episodes : new long[] {0, 10_000_001}) {
      IllegalArgumentException wrong =
          assertThrows(
              IllegalArgumentException.class,
              () -> learning("cliff-walking", "sarsa", "none", episodes));
      assertEquals("episodes must be from 1 to 10000000, not " + episodes, wrong.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sarsa,, the agent needs an optimizer",
    "exp3, sgd, the agent has a step size of its own and takes no optimizer",
    "sarsa, maximise+sgd, 'the optimizer has maximise in it, and a TD error has no objective that"
        + " could grow: leave it out'",
    "sarsa, 'group:rule=(maximise+sgd)', 'the optimizer has maximise in it, and a TD error has no"
        + " objective that could grow: leave it out'"
  })
  void whoHasNoStepSizeTakesAnOptimizer(String agent, @Nullable String rule, String message) {
    Rule<? super TraceStep> given = rule == null ? null : Rules.parse(rule, TraceStep.class, "it");
    BadInput bad =
        assertThrows(
            BadInput.class,
            () ->
                new Learning(
                    Environments.registry().parse("bandit"),
                    Agents.registry().parse(agent),
                    null,
                    given,
                    new None(),
                    1,
                    1));
    assertEquals(message, bad.getMessage());
  }

  @Test
  void whatIsSeenIsWhatWasChosenOrElseFits() {
    assertEquals(new Table(), learning("cliff-walking", "sarsa", "none", 1).seen());
    assertEquals(new Own(), learning("baird", "td-lambda", "none", 1).seen());
    assertInstanceOf(Tiles.class, learning("mountain-car", "sarsa", "none", 1).seen());
    Features groups = new Aggregation(2);
    Environment walk = Environments.registry().parse("random-walk");
    Agent agent = Agents.registry().parse("td-lambda");
    assertSame(groups, new Learning(walk, agent, groups, Sgd.of(0.1), new None(), 1, 1).seen());
  }

  /** Every step leaves a state, and the goal and the cliff are left by none. */
  @Test
  void aRecordingCountsStepsOfStatesThatHaveANumber() {
    Learning learning = learning("cliff-walking", "sarsa", "none", 20);
    Recording recording = learning.recording();
    assertArrayEquals(new long[48], recording.visits());
    LearningResult result = learning.run(Streams.of(1), endsOnly(), null, recording);
    assertEquals(result.steps(), Arrays.stream(recording.visits()).sum());
    assertTrue(recording.visits()[36] >= 20);
    assertArrayEquals(new long[11], Arrays.copyOfRange(recording.visits(), 37, 48));
    assertEquals(20, recording.firstActions().length);
    assertEquals(0, learning("mountain-car", "sarsa", "none", 1).recording().visits().length);
  }

  @ParameterizedTest
  @CsvSource({
    "frozen-lake, q-learning, true, true",
    "bandit, epsilon-greedy, true, true",
    "random-walk, swift-td, true, false",
    "random-walk, hl-lambda, true, false",
    "random-walk, true-online-td, true, false",
    "random-walk, lstd, true, false",
    "cliff-walking, hl-sarsa, true, false",
    "cliff-walking, hl-q, true, false",
    "cliff-walking, true-online-sarsa, true, false",
    "bandit, ucb1, false, false",
    "bandit, thompson, false, false",
    "bandit, thompson-beta, false, false",
    "bandit, kl-ucb, false, false",
    "bandit, kl-ucb-normal, false, false",
    "bandit, exp3, false, false",
  })
  void aRecordingTellsWhatAnAgentHas(
      String environment, String agent, boolean error, boolean stepSize) {
    Learning learning = learning(environment, agent, "none", 300);
    Recording recording = learning.recording();
    learning.run(Streams.of(1), endsOnly(), null, recording);
    double[] errors = recording.surprise().means();
    double[] stepSizes = recording.stepSize().means();
    assertEquals(error, Arrays.stream(errors).anyMatch(d -> d > 0));
    assertEquals(!error, Arrays.stream(errors).allMatch(Double::isNaN));
    assertEquals(stepSize, Arrays.stream(stepSizes).anyMatch(d -> Math.abs(d - 0.1) < 1e-12));
    assertEquals(!stepSize, Arrays.stream(stepSizes).allMatch(Double::isNaN));
    // They stand side by side.
    assertEquals(errors.length, stepSizes.length);
    assertEquals(recording.surprise().width(), recording.stepSize().width());
  }
}
