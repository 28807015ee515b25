package dev.stride.rl.td;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Recorder;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Monte Carlo and n-step TD, between them and TD(λ), and by hand. */
class ReturnsTest {
  private static final int N = 5;
  private static final double DISCOUNT = 0.9;
  private static final List<Script.Episode> EPISODES = Script.random(N, 30, 5);

  private static void assertSameWeights(List<Recorder.Seen> one, List<Recorder.Seen> other) {
    assertEquals(one.size(), other.size());
    assertArrayEquals(
        one.get(one.size() - 1).weights(), other.get(other.size() - 1).weights(), 1e-12);
  }

  private static double[] sum(List<Recorder.Seen> seen) {
    double[] sum = new double[N];
    seen.subList(0, seen.size() - 1).forEach(step -> Script.add(sum, 1, step.value()));
    return sum;
  }

  /** Off-line, that is with fixed weights, the forward and the backward view are one. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.7})
  void offlineMonteCarloIsTdOne(double initial) {
    Agent mc = new MonteCarlo(MonteCarlo.Visits.EVERY, initial);
    Agent td = new TdLambda(1, Traces.Kind.ACCUMULATING, 0, initial);
    assertArrayEquals(
        sum(Script.play(EPISODES, td, 0, DISCOUNT)),
        sum(Script.play(EPISODES, mc, 0, DISCOUNT)),
        1e-11);
  }

  /** So it is for the returns that lie between those. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4, 0.9, 1})
  void offlineLambdaReturnIsTdLambda(double lambda) {
    Agent td = new TdLambda(lambda, Traces.Kind.ACCUMULATING, 0, 0.7);
    Agent forward = new LambdaReturn(lambda, 0.7);
    assertArrayEquals(
        sum(Script.play(EPISODES, td, 0, DISCOUNT)),
        sum(Script.play(EPISODES, forward, 0, DISCOUNT)),
        1e-11);
  }

  @Test
  void theLambdaReturnOfOneIsMonteCarlo() {
    assertSameWeights(
        Script.play(EPISODES, new MonteCarlo(MonteCarlo.Visits.EVERY, 0.5), 0.2, DISCOUNT),
        Script.play(EPISODES, new LambdaReturn(1, 0.5), 0.2, DISCOUNT));
  }

  /** Every step by the definition of the λ-return, with the weights at the end of the episode. */
  @Test
  void everyStepFollowsTheDefinitionOfTheLambdaReturn() {
    double lambda = 0.6;
    List<Recorder.Seen> seen = Script.play(EPISODES, new LambdaReturn(lambda, 0.1), 0.1, DISCOUNT);
    int first = 0;
    for (Script.Episode episode : EPISODES) {
      int length = episode.length();
      double[] end = seen.get(first).weights();
      for (int t = 0; t < length; t++) {
        // G = (1-λ) Σ λⁿ⁻¹ Gₙ + λ^(T-t-1) G_T
        double target = 0;
        double rewards = 0;
        for (int n = 1; n <= length - t; n++) {
          rewards += Math.pow(DISCOUNT, n - 1) * episode.reward(t + n - 1);
          double ahead = rewards + Math.pow(DISCOUNT, n) * episode.value(end, t + n);
          target += Math.pow(lambda, n - 1) * (n < length - t ? 1 - lambda : 1) * ahead;
        }
        Recorder.Seen step = seen.get(first + t);
        assertEquals(target - episode.value(step.weights(), t), step.delta(), 1e-12);
        assertArrayEquals(episode.states().get(t), step.trace(), 1e-15);
      }
      first += length;
    }
    assertEquals(first + 1, seen.size());
  }

  @Test
  void oneStepIsTd() {
    assertSameWeights(
        Script.play(EPISODES, new Td(0.5), 0.2, DISCOUNT),
        Script.play(EPISODES, new NStepTd(1, 0.5), 0.2, DISCOUNT));
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 13, 5000})
  void moreStepsThanAnEpisodeHasAreMonteCarlo(int steps) {
    assertSameWeights(
        Script.play(EPISODES, new MonteCarlo(MonteCarlo.Visits.EVERY, 0.5), 0.2, DISCOUNT),
        Script.play(EPISODES, new NStepTd(steps, 0.5), 0.2, DISCOUNT));
  }

  /** Every step by the definition of the n-step return, with the weights that it found. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void everyStepFollowsTheDefinition(int n) {
    List<Recorder.Seen> seen = Script.play(EPISODES, new NStepTd(n, 0.1), 0.1, DISCOUNT);
    int first = 0;
    for (Script.Episode episode : EPISODES) {
      int length = episode.length();
      // What the last state is worth to those with fewer than n steps is asked once.
      double[] over = seen.get(first + Math.max(0, length - n + 1)).weights();
      for (int t = 0; t < length; t++) {
        Recorder.Seen step = seen.get(first + t);
        int end = Math.min(t + n, length);
        double power = Math.pow(DISCOUNT, end - t);
        double target = power * episode.value(t + n > length ? over : step.weights(), end);
        for (int k = t; k < end; k++) {
          target += Math.pow(DISCOUNT, k - t) * episode.reward(k);
        }
        double[] x = episode.states().get(t);
        assertEquals(target - episode.value(step.weights(), t), step.delta(), 1e-12);
        assertArrayEquals(x, step.trace(), 1e-15);
        assertArrayEquals(x, step.features(), 1e-15);
        double[] difference = new double[N];
        Script.add(difference, -1, x);
        if (end < length || !episode.terminated()) {
          Script.add(difference, power, episode.states().get(end));
        }
        assertArrayEquals(difference, step.difference(), 1e-14);
      }
      first += length;
    }
    assertEquals(first + 1, seen.size());
  }

  /** States 0, 1, 2, 3, whatever is done, then the end. */
  private static FiniteMdp corridor() {
    return FiniteMdp.of(
        new double[] {1, 0, 0, 0},
        2,
        100,
        (s, a) -> List.of(new Outcome(1, Math.min(s + 1, 3), s + 1, s == 3)));
  }

  private static List<Recorder.Seen> play(FiniteMdp mdp, Agent agent, double rate, int episodes) {
    double[] target = new double[mdp.pairs()];
    double[] behaviour = new double[mdp.pairs()];
    for (int pair = 0; pair < target.length; pair++) {
      target[pair] = pair % 2 == 0 ? 0.25 : 0.75;
      behaviour[pair] = pair % 2 == 0 ? 0.6 : 0.4;
    }
    Recorder recorder = new Recorder(rate);
    agent.learn(
        Run.of(
            new Run.Setting(
                new FiniteWorld(mdp, target, behaviour, null),
                agent,
                new Table.States(mdp.states()),
                recorder,
                new None(),
                DISCOUNT,
                episodes,
                Streams.of(3),
                weights -> 0,
                Curve.every(Charge.EPISODES, Long.MAX_VALUE),
                null,
                null)));
    return recorder.seen();
  }

  /** The trace of a step is the product of the ratios behind it: 5/12 or 15/8 for each action. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void ratiosOfAllActionsInTheReturn(int n) {
    List<Recorder.Seen> single = play(corridor(), new NStepTd(1, 0), 0, 50);
    List<Recorder.Seen> seen = play(corridor(), new NStepTd(n, 0), 0, 50);
    boolean low = false;
    boolean high = false;
    for (int k = 0; k < 200; k++) {
      double product = 1;
      for (int t = k; t < Math.min(k + n, k / 4 * 4 + 4); t++) {
        double ratio = single.get(t).trace()[t % 4];
        low |= Math.abs(ratio - 5 / 12.0) < 1e-15;
        high |= Math.abs(ratio - 15 / 8.0) < 1e-15;
        product *= ratio;
      }
      assertEquals(product, seen.get(k).trace()[k % 4], 1e-14);
    }
    assertTrue(low && high);
  }

  /** Per-decision ratios: z ← ρ(γλz + x). */
  @Test
  void ratiosInTheTrace() {
    List<Recorder.Seen> single = play(corridor(), new Td(0), 0, 50);
    TdLambda agent = new TdLambda(0.5, Traces.Kind.ACCUMULATING, 0, 0);
    List<Recorder.Seen> seen = play(corridor(), agent, 0, 50);
    double[] z = new double[4];
    for (int k = 0; k < 200; k++) {
      z = k % 4 == 0 ? new double[4] : z;
      double ratio = single.get(k).trace()[k % 4];
      for (int i = 0; i < 4; i++) {
        z[i] = ratio * (0.45 * z[i] + (i == k % 4 ? 1 : 0));
      }
      assertArrayEquals(z, seen.get(k).trace(), 1e-15);
    }
  }

  /** From state 0 to 1 and back, or with probability one half to the end. */
  private static FiniteMdp thereAndBack() {
    return FiniteMdp.of(
        new double[] {1, 0},
        1,
        100,
        (s, a) ->
            s == 0
                ? List.of(new Outcome(0.5, 1, 1, false), new Outcome(0.5, 0, 2, true))
                : List.of(new Outcome(1, 0, 3, false)));
  }

  @Test
  void firstVisitsCountOnce() {
    Recorder recorder = new Recorder(0);
    Agent agent = new MonteCarlo(MonteCarlo.Visits.FIRST, 0);
    Run run =
        Run.of(
            new Run.Setting(
                new FiniteWorld(thereAndBack()),
                agent,
                new Table.States(2),
                recorder,
                new None(),
                1,
                200,
                Streams.of(3),
                weights -> 0,
                Curve.every(Charge.EPISODES, Long.MAX_VALUE),
                null,
                null));
    agent.learn(run);
    int at = 0;
    for (double total : run.tally().returns()) {
      // With k ways there and back the return is 4k + 2, and behind the first way there one less.
      assertEquals(total, recorder.seen().get(at).delta());
      assertEquals(1, recorder.seen().get(at++).trace()[0]);
      if (total > 2) {
        assertEquals(total - 1, recorder.seen().get(at).delta());
        assertEquals(1, recorder.seen().get(at++).trace()[1]);
      }
    }
    assertEquals(at, recorder.seen().size());
  }

  @Test
  void firstVisitsNeedStates() {
    Script world = new Script(EPISODES);
    Script.Identity features = new Script.Identity(N);
    assertEquals("", new MonteCarlo(MonteCarlo.Visits.EVERY, 0).misfit(world, features));
    String misfit = new MonteCarlo(MonteCarlo.Visits.FIRST, 0).misfit(world, features);
    assertTrue(misfit.contains("finitely many states"), misfit);
    FiniteMdp on =
        FiniteMdp.continuing(
            new double[] {1}, 1, 10, (s, a) -> List.of(new Outcome(1, 0, 1, false)));
    misfit = new MonteCarlo(MonteCarlo.Visits.EVERY, 0).misfit(new FiniteWorld(on), features);
    assertTrue(misfit.contains("goes on for ever"), misfit);
  }

  /** A task without episodes: returns and traces go through where one is only counted. */
  @Test
  void aTaskThatGoesOnIsNotCut() {
    FiniteMdp on =
        FiniteMdp.continuing(
            new double[] {1, 0}, 1, 3, (s, a) -> List.of(new Outcome(1, 1 - s, s + 1, false)));
    Recorder recorder = new Recorder(0);
    Agent agent = new NStepTd(4, 0);
    run(on, agent, recorder, 5);
    assertEquals(12, recorder.seen().size());
    double even = 1 + DISCOUNT * (2 + DISCOUNT * (1 + DISCOUNT * 2));
    double odd = 2 + DISCOUNT * (1 + DISCOUNT * (2 + DISCOUNT));
    for (int k = 0; k < 12; k++) {
      assertEquals(k % 2 == 0 ? even : odd, recorder.seen().get(k).delta(), 1e-14);
    }
    Recorder traces = new Recorder(0);
    run(on, new TdLambda(1, Traces.Kind.ACCUMULATING, 0, 0), traces, 2);
    double z = 0;
    for (int k = 0; k < 6; k++) {
      z = DISCOUNT * z + (k % 2 == 0 ? 1 : 0);
      assertEquals(z, traces.seen().get(k).trace()[0], 1e-15);
    }
  }

  private static void run(FiniteMdp mdp, Agent agent, Recorder recorder, int episodes) {
    agent.learn(
        Run.of(
            new Run.Setting(
                new FiniteWorld(mdp),
                agent,
                new Table.States(mdp.states()),
                recorder,
                new None(),
                DISCOUNT,
                episodes,
                Streams.of(3),
                weights -> 0,
                Curve.every(Charge.EPISODES, Long.MAX_VALUE),
                null,
                null)));
  }
}
