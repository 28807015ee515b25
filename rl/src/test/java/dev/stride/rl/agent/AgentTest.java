package dev.stride.rl.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.rl.Agents;
import dev.stride.rl.bandit.EpsilonGreedy;
import dev.stride.rl.control.ExpectedSarsa;
import dev.stride.rl.control.QLearning;
import dev.stride.rl.control.Sarsa;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import dev.stride.rl.td.Td;
import dev.stride.rl.td.TdLambda;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agents ask of the optimizer, step by step, against their formulas. */
class AgentTest {
  private static final double DISCOUNT = 0.5;
  private static final double EPSILON = 0.2;
  private static final double[] REWARD = {2, 4, -1};

  /** States 0, 1, 2, 2, whatever is done; then the time limit cuts. The rewards are REWARD. */
  private static FiniteMdp corridor(int limit) {
    return FiniteMdp.of(
        new double[] {1, 0, 0},
        2,
        limit,
        (s, a) -> List.of(new Outcome(1, Math.min(s + 1, 2), REWARD[s], false)));
  }

  private static Run run(FiniteMdp mdp, Agent agent, Rule<? super TraceStep> rule, int episodes) {
    Run run =
        Run.of(
            new Run.Setting(
                new FiniteWorld(mdp),
                agent,
                new Table.States(mdp.states()),
                rule,
                new None(),
                DISCOUNT,
                episodes,
                Streams.of(5),
                weights -> 0,
                Curve.every(Charge.EPISODES, Long.MAX_VALUE),
                null,
                null));
    agent.learn(run);
    return run;
  }

  static Stream<Agent> lookingAhead() {
    return Stream.of(
        new QLearning(EPSILON, 1),
        new Sarsa(EPSILON, 0, Traces.Kind.ACCUMULATING, 0, 1),
        new ExpectedSarsa(EPSILON, 0, Traces.Kind.ACCUMULATING, 0, 1));
  }

  /** What follows the step, by the definition of each agent. */
  private static double next(Agent agent, double[] q, int state, int nextPair) {
    double one = q[2 * state];
    double other = q[2 * state + 1];
    if (agent instanceof QLearning) {
      return Math.max(one, other);
    }
    if (agent instanceof Sarsa) {
      return q[nextPair];
    }
    return (1 - EPSILON) * Math.max(one, other) + EPSILON * (one + other) / 2;
  }

  private static int only(double[] dense) {
    int[] places = nonzero(dense);
    assertEquals(1, places.length);
    return places[0];
  }

  private static int[] nonzero(double[] dense) {
    return IntStream.range(0, dense.length).filter(i -> dense[i] != 0).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("lookingAhead")
  void firstTwoStepsByHand(Agent agent) {
    Recorder recorder = new Recorder(0.5);
    run(corridor(2), agent, recorder, 2);
    // All values are 1, so all three agents begin alike: 2 + 1/2 - 1, then 4 + 1/2 - 1.
    assertEquals(1.5, recorder.seen().get(0).delta(), 1e-15);
    assertEquals(3.5, recorder.seen().get(1).delta(), 1e-15);
    double[] q = recorder.seen().get(2).weights().clone();
    assertArrayEquals(new double[] {1, 1.75}, sorted(q[0], q[1]), 1e-15);
    assertArrayEquals(new double[] {1, 2.75}, sorted(q[2], q[3]), 1e-15);
  }

  private static double[] sorted(double... values) {
    Arrays.sort(values);
    return values;
  }

  @ParameterizedTest
  @MethodSource("lookingAhead")
  void everyStepFollowsTheFormulaAndBootstrapsThroughTruncation(Agent agent) {
    Recorder recorder = new Recorder(0.5);
    Run run = run(corridor(4), agent, recorder, 50);
    assertEquals(200, run.tally().steps());
    assertEquals(200, recorder.seen().size());
    int[] states = {0, 1, 2, 2};
    for (int k = 0; k < 200; k++) {
      Recorder.Seen seen = recorder.seen().get(k);
      int state = states[k % 4];
      int nextState = Math.min(state + 1, 2);
      int pair = only(seen.features());
      assertEquals(state, pair / 2);
      assertEquals(1, seen.features()[pair]);
      assertEquals(1, seen.trace()[pair]);
      assertEquals(pair, only(seen.trace()));
      assertEquals(seen.delta(), seen.value()[pair]);
      assertEquals(seen.delta(), seen.surprise());

      // δ = r + (γx' - x)·q holds for each of them, and tells x' from the difference.
      assertEquals(REWARD[state] + dot(seen.difference(), seen.weights()), seen.delta(), 1e-13);
      double[] ahead = seen.difference().clone();
      ahead[pair] += 1;
      assertEquals(DISCOUNT, Arrays.stream(ahead).sum(), 1e-15);
      int nextPair =
          k % 4 < 3
              ? only(recorder.seen().get(k + 1).features())
              : 4 + (ahead[5] > ahead[4] ? 1 : 0);
      double target = REWARD[state] + DISCOUNT * next(agent, seen.weights(), nextState, nextPair);
      assertEquals(target - seen.weights()[pair], seen.delta(), 1e-13);
    }
  }

  @ParameterizedTest
  @MethodSource("lookingAhead")
  void nothingFollowsTermination(Agent agent) {
    FiniteMdp mdp =
        FiniteMdp.of(new double[] {1}, 2, 9, (s, a) -> List.of(new Outcome(1, 0, 3, true)));
    Recorder recorder = new Recorder(0.5);
    run(mdp, agent, recorder, 3);
    for (Recorder.Seen seen : recorder.seen()) {
      int pair = only(seen.features());
      assertEquals(3 - seen.weights()[pair], seen.delta());
      assertEquals(-1, seen.difference()[only(seen.difference())]);
    }
  }

  @Test
  void actionValuesOfABanditDoNotLookAhead() {
    FiniteMdp mdp =
        FiniteMdp.of(new double[] {1}, 2, 1, (s, a) -> List.of(new Outcome(1, 0, a, true)));
    Recorder recorder = new Recorder(0.5);
    run(mdp, new EpsilonGreedy(0.5, 7, 1, 0), recorder, 100);
    for (Recorder.Seen seen : recorder.seen()) {
      int arm = only(seen.features());
      assertEquals(arm - seen.weights()[arm], seen.delta());
    }
    assertArrayEquals(new double[] {7, 7}, recorder.seen().get(0).weights());
  }

  /** ε-greedy with ties: fixed seed, five standard deviations, false alarm 6e-7 per action. */
  @Test
  void greedyTiesAreBrokenAtRandom() {
    FiniteMdp mdp =
        FiniteMdp.of(new double[] {1}, 3, 1, (s, a) -> List.of(new Outcome(1, 0, 0, true)));
    Recorder recorder = new Recorder(1e-300);
    int n = 30_000;
    run(mdp, new EpsilonGreedy(0.1, 0, 1, 0), recorder, n);
    int[] counts = new int[3];
    // A step over an arm has a trace of one there, whatever the TD error.
    recorder.seen().forEach(seen -> counts[only(seen.trace())]++);
    for (int count : counts) {
      assertEquals(n / 3.0, count, 5 * Math.sqrt(n * 2 / 9.0));
    }
  }

  @ParameterizedTest
  // A dutch trace of α = 0.2: 0.45 + 1 - 0.2·0.45.
  @CsvSource({"ACCUMULATING, 1.45", "REPLACING, 1", "DUTCH, 1.36"})
  void tracesOfAStateVisitedTwice(Traces.Kind trace, double again) {
    Recorder recorder = new Recorder(0);
    run(corridor(4), new TdLambda(0.9, trace, 0.2, 0), recorder, 2);
    double decay = DISCOUNT * 0.9;
    for (int episode = 0; episode < 2; episode++) {
      List<Recorder.Seen> seen = recorder.seen().subList(4 * episode, 4 * episode + 4);
      assertArrayEquals(new double[] {1, 0, 0}, seen.get(0).trace());
      assertArrayEquals(new double[] {decay, 1, 0}, seen.get(1).trace(), 1e-15);
      assertArrayEquals(new double[] {decay * decay, decay, 1}, seen.get(2).trace(), 1e-15);
      assertEquals(again, seen.get(3).trace()[2], 1e-15);
      for (int t = 0; t < 4; t++) {
        int state = Math.min(t, 2);
        // All values stay 0, so δ is the reward.
        assertEquals(REWARD[state], seen.get(t).delta());
        assertEquals(state, only(seen.get(t).features()));
        double[] difference = new double[3];
        difference[state] -= 1;
        difference[Math.min(t + 1, 2)] += DISCOUNT;
        assertArrayEquals(difference, seen.get(t).difference(), 1e-15);
        for (int s = 0; s < 3; s++) {
          assertEquals(REWARD[state] * seen.get(t).trace()[s], seen.get(t).value()[s]);
        }
      }
    }
  }

  /**
   * With fixed weights, the steps of one episode sum to the errors of the λ-returns of its states:
   * the forward view (Sutton and Barto 2018, section 12.1), computed here from the rewards.
   */
  @ParameterizedTest
  @CsvSource({"0", "0.3", "0.9", "1"})
  void backwardViewEqualsForwardView(double lambda) {
    Recorder recorder = new Recorder(0);
    FiniteMdp mdp = corridor(7);
    run(mdp, new TdLambda(lambda, Traces.Kind.ACCUMULATING, 0, 0), recorder, 1);
    double[] backward = new double[3];
    recorder.seen().forEach(seen -> add(backward, seen.value()));

    double[] forward = new double[3];
    double lambdaReturn = 0; // of the state where the limit cut, whose value is 0
    for (int t = 6; t >= 0; t--) {
      // G = r + γ((1-λ)v(s') + λG'), and all v are 0.
      lambdaReturn = REWARD[Math.min(t, 2)] + DISCOUNT * lambda * lambdaReturn;
      forward[Math.min(t, 2)] += lambdaReturn;
    }
    assertArrayEquals(forward, backward, 1e-13);
  }

  private static void add(double[] sum, double[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "q-learning:epsilon=1.5 | epsilon must be from 0 to 1, not 1.5",
        "sarsa:epsilon=-1       | epsilon must be from 0 to 1, not -1",
        "td-lambda:lambda=2     | lambda must be from 0 to 1, not 2",
        "td-lambda:trace=double | trace=double: it has to be one of accumulating, replacing, dutch",
        "gtd2:beta=0            | beta must be positive, not 0",
        "lambda-return:lambda=2 | lambda must be from 0 to 1, not 2",
        "n-step-td:steps=0      | steps must be at least 1, not 0",
        "lstd:epsilon=0         | epsilon must be positive, not 0",
        "monte-carlo:visits=all | visits=all: it has to be one of first, every",
        "q-lerning              | did you mean 'q-learning'?",
      })
  void badInputIsNamed(String text, String message) {
    BadInput bad = assertThrows(BadInput.class, () -> Agents.registry().parse(text));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @Test
  void weightsBeginAtANumber() {
    IllegalArgumentException bad =
        assertThrows(IllegalArgumentException.class, () -> new Td(Double.NaN));
    assertEquals("initial must be finite, not NaN", bad.getMessage());
  }
}
