package dev.stride.rl.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Recorder;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step of every learner of action values against its formula, evaluated on dense vectors: the
 * states 0, 1, 2, 3 are passed one after the other, and then the episode terminates or is cut.
 */
class StepsTest {
  private static final double EPSILON = 0.3;
  private static final double DISCOUNT = 0.8;
  private static final double LAMBDA = 0.6;
  private static final double RATE = 0.07;
  private static final int ACTIONS = 2;
  private static final int LENGTH = 4;
  private static final int EPISODES = 40;

  private static double reward(int state, int action) {
    return new double[] {2, -3, 1, 0.5}[state] + action * new double[] {-1, 0.7, 0.4, 1}[state];
  }

  private static FiniteMdp corridor(boolean terminates) {
    return FiniteMdp.of(
        FiniteMdp.startIn(0, LENGTH),
        ACTIONS,
        LENGTH,
        (s, a) ->
            List.of(
                new Outcome(
                    1, Math.min(s + 1, LENGTH - 1), reward(s, a), terminates && s == LENGTH - 1)));
  }

  /** What an agent moves the value of step t of an episode to. */
  @FunctionalInterface
  private interface Target {
    /**
     * G_t.
     *
     * @param actions those of all steps, and the one that would follow where the episode was cut
     */
    double at(int t, int[] actions, boolean terminates, double[] w);
  }

  private static double q(int state, int action, double[] w) {
    return w[state * ACTIONS + action] + w[(state + 1) * ACTIONS + action] / 2;
  }

  private static double max(int state, double[] w) {
    return Math.max(q(state, 0, w), q(state, 1, w));
  }

  private static double expected(int state, double[] w) {
    double mean = (q(state, 0, w) + q(state, 1, w)) / 2;
    return EPSILON * mean + (1 - EPSILON) * max(state, w);
  }

  /** The state after step t. */
  private static int after(int t) {
    return Math.min(t + 1, LENGTH - 1);
  }

  /** Σ γᵏ r of at most n steps, and the value that the last of them leads to. */
  private static Target steps(int n, Target last) {
    return (t, actions, terminates, w) -> {
      int end = Math.min(t + n, LENGTH);
      double sum = 0;
      for (int k = t; k < end; k++) {
        sum += Math.pow(DISCOUNT, k - t) * reward(k, actions[k]);
      }
      boolean nothing = terminates && end == LENGTH;
      return nothing
          ? sum
          : sum + Math.pow(DISCOUNT, end - t) * last.at(end - 1, actions, terminates, w);
    };
  }

  private static Target tree(int n) {
    return (t, actions, terminates, w) -> tree(t, Math.min(t + n, LENGTH), actions, terminates, w);
  }

  private static double tree(int t, int end, int[] actions, boolean terminates, double[] w) {
    double r = reward(t, actions[t]);
    if (t == LENGTH - 1 && terminates) {
      return r;
    }
    if (t + 1 == end) {
      return r + DISCOUNT * max(after(t), w);
    }
    double one = q(t + 1, 0, w);
    double other = q(t + 1, 1, w);
    double[] pi = one == other ? new double[] {0.5, 0.5} : new double[] {one > other ? 1 : 0, 0};
    pi[1] = 1 - pi[0];
    int taken = actions[t + 1];
    return r
        + DISCOUNT
            * (pi[1 - taken] * q(t + 1, 1 - taken, w)
                + pi[taken] * tree(t + 1, end, actions, terminates, w));
  }

  private static final Target SARSA =
      steps(1, (t, actions, terminates, w) -> q(after(t), actions[t + 1], w));
  private static final Target EXPECTED =
      steps(1, (t, actions, terminates, w) -> expected(after(t), w));
  private static final Target BEST = steps(1, (t, actions, terminates, w) -> max(after(t), w));

  static Stream<Arguments> agents() {
    List<Arguments> all = new ArrayList<>();
    for (Traces.Kind kind : Traces.Kind.values()) {
      all.add(Arguments.of(new Sarsa(EPSILON, LAMBDA, kind, RATE, 1), SARSA, LAMBDA, kind));
      all.add(
          Arguments.of(new ExpectedSarsa(EPSILON, LAMBDA, kind, RATE, 1), EXPECTED, LAMBDA, kind));
      all.add(Arguments.of(new WatkinsQ(EPSILON, LAMBDA, kind, RATE, 1), BEST, LAMBDA, kind));
    }
    Traces.Kind plain = Traces.Kind.ACCUMULATING;
    all.add(Arguments.of(new QLearning(EPSILON, 1), BEST, 0, plain));
    for (int n : new int[] {1, 2, 3, 4, 7}) {
      Target sarsa = steps(n, (t, actions, terminates, w) -> q(after(t), actions[t + 1], w));
      Target mean = steps(n, (t, actions, terminates, w) -> expected(after(t), w));
      all.add(Arguments.of(new NStepSarsa(EPSILON, n, 1), sarsa, 0, plain));
      all.add(Arguments.of(new NStepExpectedSarsa(EPSILON, n, 1), mean, 0, plain));
      all.add(Arguments.of(new NStepTreeBackup(EPSILON, n, 1), tree(n), 0, plain));
    }
    return all.stream();
  }

  private static double[] features(int state, int action) {
    double[] x = new double[(LENGTH + 1) * ACTIONS];
    x[state * ACTIONS + action] = 1;
    x[(state + 1) * ACTIONS + action] = 0.5;
    return x;
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static int action(Recorder.Seen seen, int state) {
    return seen.features()[state * ACTIONS] == 1 ? 0 : 1;
  }

  /** The actions of an episode, and the one that the cut left untaken, told by the difference. */
  private static int[] actions(List<Recorder.Seen> episode) {
    int[] actions = new int[LENGTH + 1];
    for (int t = 0; t < LENGTH; t++) {
      actions[t] = action(episode.get(t), t);
    }
    double[] last = episode.get(LENGTH - 1).difference();
    double[] x = features(LENGTH - 1, actions[LENGTH - 1]);
    Arrays.setAll(x, i -> x[i] + last[i]);
    actions[LENGTH] = x[LENGTH * ACTIONS + 1] > x[LENGTH * ACTIONS] ? 1 : 0;
    return actions;
  }

  @ParameterizedTest
  @MethodSource("agents")
  void whereEpisodesTerminate(Agent agent, Target target, double lambda, Traces.Kind kind) {
    check(agent, target, lambda, kind, true);
  }

  @ParameterizedTest
  @MethodSource("agents")
  void whereEpisodesAreCut(Agent agent, Target target, double lambda, Traces.Kind kind) {
    check(agent, target, lambda, kind, false);
  }

  private static void check(
      Agent agent, Target target, double lambda, Traces.Kind kind, boolean terminates) {
    Recorder recorder = new Recorder(0.1);
    Runs.run(
        corridor(terminates),
        agent,
        new Runs.Overlap(LENGTH),
        recorder,
        DISCOUNT,
        EPISODES,
        terminates ? 3 : 4);
    assertEquals(EPISODES * LENGTH, recorder.seen().size());
    int exploring = 0;
    for (int episode = 0; episode < EPISODES; episode++) {
      List<Recorder.Seen> steps = recorder.seen().subList(episode * LENGTH, (episode + 1) * LENGTH);
      int[] actions = actions(steps);
      double[] z = new double[(LENGTH + 1) * ACTIONS];
      for (int t = 0; t < LENGTH; t++) {
        Recorder.Seen seen = steps.get(t);
        double[] w = seen.weights();
        double[] x = features(t, actions[t]);
        double value = q(t, actions[t], w);
        boolean cut = agent instanceof WatkinsQ && value < max(t, w);
        exploring += cut ? 1 : 0;
        visit(z, cut ? 0 : DISCOUNT * lambda, x, kind);

        double delta = target.at(t, actions, terminates, w) - value;
        assertEquals(delta, seen.delta(), 1e-12);
        assertEquals(seen.delta(), seen.surprise());
        assertArrayEquals(x, seen.features());
        assertArrayEquals(z, seen.trace(), 1e-15);
        for (int i = 0; i < z.length; i++) {
          assertEquals(seen.delta() * seen.trace()[i], seen.value()[i], 1e-15);
        }
        differencesAreThoseOfDelta(target, seen, t, actions, terminates);
      }
    }
    assertTrue(exploring > 0 == agent instanceof WatkinsQ);
  }

  private static void visit(double[] z, double decay, double[] x, Traces.Kind kind) {
    Arrays.setAll(z, i -> decay * z[i]);
    double factor = kind == Traces.Kind.DUTCH ? 1 - RATE * dot(z, x) : 1;
    boolean replaces = kind == Traces.Kind.REPLACING;
    Arrays.setAll(z, i -> replaces && x[i] != 0 ? x[i] : z[i] + factor * x[i]);
  }

  /** γx' - x is the gradient of δ, found by finite differences where no two actions are tied. */
  private static void differencesAreThoseOfDelta(
      Target target, Recorder.Seen seen, int t, int[] actions, boolean terminates) {
    double[] w = seen.weights();
    for (int s = 0; s < LENGTH; s++) {
      if (Math.abs(q(s, 0, w) - q(s, 1, w)) < 1e-3) {
        return;
      }
    }
    for (int i = 0; i < w.length; i++) {
      double[] moved = w.clone();
      moved[i] += 1e-4;
      double delta = target.at(t, actions, terminates, moved) - q(t, actions[t], moved);
      assertEquals((delta - seen.delta()) / 1e-4, seen.difference()[i], 1e-9);
    }
  }
}
