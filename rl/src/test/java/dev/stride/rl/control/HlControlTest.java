package dev.stride.rl.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.Agents;
import dev.stride.rl.Learning;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Logged;
import dev.stride.rl.agent.Recorder;
import dev.stride.rl.agent.Run;
import dev.stride.rl.env.Environments;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HLS(λ) and HLQ(λ) against the papers' algorithms over full tables, which choose as well. */
class HlControlTest {
  private static final int STATES = 4;
  private static final int ACTIONS = 3;
  private static final int EPISODES = 40;
  private static final Streams STREAMS = Streams.of(8);

  /** No two ways pay the same, so that only what was not tried yet is tied. */
  private static final double[][] REWARD = {
    {1.03, 0.37, -0.53}, {-0.21, 0.71}, {0.43, -0.97, 1.13}, {0.61, 0.17, 0.89}
  };

  /** Goes ahead by one more than the number of the action, or stays; anywhere, it can end. */
  private static List<Outcome> outcomes(int s, int a, boolean ends) {
    if (a >= REWARD[s].length) {
      return List.of();
    }
    double r = REWARD[s][a];
    return List.of(
        new Outcome(0.375, (s + 1 + a) % STATES, r, false),
        new Outcome(0.125, (s + 1 + a) % STATES, r + 2.007, ends),
        new Outcome(0.5, s, r - 0.129, false));
  }

  private static final double[] START = {0.5, 0.5, 0, 0};

  private static final FiniteMdp ENDS =
      FiniteMdp.of(START, ACTIONS, 10_000, (s, a) -> outcomes(s, a, true));

  private static final FiniteMdp CUT =
      FiniteMdp.of(START, ACTIONS, 6, (s, a) -> outcomes(s, a, true));

  private static final FiniteMdp GOES_ON =
      FiniteMdp.continuing(START, ACTIONS, 6, (s, a) -> outcomes(s, a, false));

  /**
   * Hutter and Legg 2007, algorithm 2, and the Q-learning of section 7. They leave episodes out:
   * where one ends nothing follows, and where it is cut, a' is chosen all the same.
   */
  private static final class Book {
    private final FiniteMdp mdp;
    private final double epsilon;
    private final UniformRandomProvider environment = STREAMS.at("environment").rng();
    private final UniformRandomProvider exploration = STREAMS.at("exploration").rng();
    private final double[] q = new double[STATES * ACTIONS];

    /** The values before each step, its TD error, and the values after each episode. */
    final List<double[]> steps = new ArrayList<>();

    final List<Double> errors = new ArrayList<>();
    final List<double[]> episodes = new ArrayList<>();

    /** How often a pair follows itself, is one of several best ones, or none of them. */
    int repeated;

    int tied;
    int exploring;
    int terminated;

    Book(FiniteMdp mdp, double epsilon, double initial) {
      this.mdp = mdp;
      this.epsilon = epsilon;
      Arrays.fill(q, initial);
    }

    private int[] best(int state) {
      int first = state * ACTIONS;
      int end = first + REWARD[state].length;
      double max = Arrays.stream(q, first, end).max().orElseThrow();
      return IntStream.range(first, end).filter(i -> q[i] == max).toArray();
    }

    private int choose(int state) {
      if (exploration.nextDouble() < epsilon) {
        return state * ACTIONS + exploration.nextInt(REWARD[state].length);
      }
      int[] best = best(state);
      return best.length == 1 ? best[0] : best[exploration.nextInt(best.length)];
    }

    void learn(boolean watkins, double lambda, double discount) {
      double[] n = new double[q.length];
      double[] e = new double[q.length];
      Arrays.fill(n, 1);
      int pair = -1;
      for (int episode = 0; episode < EPISODES; episode++) {
        if (episode == 0 || !mdp.continuing()) {
          Arrays.fill(e, 0);
          pair = choose(mdp.sampleStart(environment));
        }
        boolean end = false;
        for (int t = 0; t < mdp.limit() && !end; t++) {
          steps.add(q.clone());
          int outcome = mdp.sample(pair, environment);
          double delta = mdp.reward(outcome) - q[pair];
          double certain = 1;
          boolean greedy = true;
          e[pair]++;
          n[pair]++;
          end = mdp.terminated(outcome);
          if (!end) {
            int next = choose(mdp.next(outcome));
            int[] best = best(mdp.next(outcome));
            delta += discount * q[watkins ? best[0] : next];
            certain = n[next] / (n[next] - discount * e[next]);
            greedy = Arrays.stream(best).anyMatch(i -> i == next);
            repeated += next == pair ? 1 : 0;
            tied += greedy && next != best[0] ? 1 : 0;
            exploring += greedy ? 0 : 1;
            pair = next;
          }
          errors.add(delta);
          for (int i = 0; i < q.length; i++) {
            q[i] += certain / n[i] * e[i] * delta;
            e[i] = watkins && !greedy ? 0 : discount * lambda * e[i];
            n[i] *= lambda;
          }
        }
        terminated += end ? 1 : 0;
        episodes.add(q.clone());
      }
    }
  }

  private static Run run(
      World world,
      Agent agent,
      Rule<? super TraceStep> rule,
      double discount,
      List<double[]> judged) {
    Run run =
        Run.of(
            new Run.Setting(
                world,
                agent,
                new Table.States(STATES),
                rule,
                new None(),
                discount,
                EPISODES,
                STREAMS,
                w -> judged.add(w.clone()) ? 0 : 1,
                Curve.every(Charge.EPISODES, 1),
                null,
                null));
    agent.learn(run);
    return run;
  }

  static Stream<Arguments> settings() {
    List<Arguments> all = new ArrayList<>();
    for (boolean watkins : new boolean[] {false, true}) {
      for (double epsilon : new double[] {0, 0.3, 1}) {
        for (double initial : new double[] {0, 3, -2}) {
          for (double lambda : new double[] {1, 0.95, 0.5}) {
            all.add(Arguments.of(ENDS, watkins, lambda, 0.7, epsilon, initial));
            all.add(Arguments.of(CUT, watkins, lambda, 0.7, epsilon, initial));
            all.add(Arguments.of(GOES_ON, watkins, lambda, 0.7, epsilon, initial));
          }
          all.add(Arguments.of(ENDS, watkins, 1, 1, epsilon, initial));
          all.add(Arguments.of(CUT, watkins, 1, 1, epsilon, initial));
        }
      }
    }
    return all.stream();
  }

  /**
   * Under a rule, which sees every step, and with the constant step size that stands for none.
   * Nothing but rounding is between them: values are below 40.
   */
  @ParameterizedTest
  @MethodSource("settings")
  void everyStepIsThatOfThePaper(
      FiniteMdp mdp,
      boolean watkins,
      double lambda,
      double discount,
      double epsilon,
      double initial) {
    Agent agent =
        watkins ? new HlQ(lambda, epsilon, initial) : new HlSarsa(lambda, epsilon, initial);
    Book book = new Book(mdp, epsilon, initial);
    book.learn(watkins, lambda, discount);

    Recorder recorder = new Recorder(1);
    run(new FiniteWorld(mdp), agent, recorder, discount, new ArrayList<>());
    assertEquals(book.steps.size(), recorder.seen().size());
    for (int k = 0; k < book.steps.size(); k++) {
      assertArrayEquals(book.steps.get(k), recorder.seen().get(k).weights(), 1e-12, "step " + k);
      assertEquals(book.errors.get(k), recorder.seen().get(k).delta(), 1e-12, "step " + k);
    }

    List<double[]> judged = new ArrayList<>();
    run(new FiniteWorld(mdp), agent, Sgd.of(1), discount, judged);
    assertEquals(1 + EPISODES, judged.size());
    for (int k = 0; k < EPISODES; k++) {
      assertArrayEquals(book.episodes.get(k), judged.get(k + 1), 1e-12, "episode " + k);
    }

    assertTrue(book.repeated > 0 && book.tied > 0);
    assertEquals(epsilon > 0, book.exploring > 0);
    assertEquals(mdp != GOES_ON, book.terminated > 0);
    assertEquals(mdp != ENDS, book.terminated < EPISODES);
  }

  /** λ = 1: every value is the mean of the returns of its pair, and of one that was 3. */
  @ParameterizedTest
  @ValueSource(doubles = {0.7, 1})
  void wholeEpisodesGiveTheMeanOfTheReturns(double discount) {
    Logged world = new Logged(ENDS);
    double[] q =
        run(world, new HlSarsa(1, 0.3, 3), Sgd.of(1), discount, new ArrayList<>()).weights();
    double[] sums = new double[q.length];
    double[] visits = new double[q.length];
    Arrays.fill(sums, 3);
    Arrays.fill(visits, 1);
    double following = 0;
    for (int k = world.log().size() - 1; k >= 0; k--) {
      Logged.Happened step = world.log().get(k);
      following = step.reward() + (step.terminated() ? 0 : discount * following);
      sums[step.state() * ACTIONS + step.action()] += following;
      visits[step.state() * ACTIONS + step.action()]++;
    }
    Arrays.setAll(sums, i -> sums[i] / visits[i]);
    assertArrayEquals(sums, q, 1e-12);
  }

  static Stream<Agent> agents() {
    return Stream.of(new HlSarsa(1, 0, 0), new HlQ(1, 0, 0));
  }

  @ParameterizedTest
  @MethodSource("agents")
  void learnsAPolicyInATableWithoutAnOptimizer(Agent agent) {
    assertEquals(Agent.Task.CONTROL, agent.task());
    assertFalse(agent.takesRule());
    World world = new FiniteWorld(ENDS);
    assertEquals("", agent.misfit(world, new Table.States(STATES)));
    assertTrue(agent.misfit(world, new Runs.Overlap(STATES)).contains("takes a table"));
    World one = new FiniteWorld(FiniteMdp.of(START, 1, 6, (s, a) -> outcomes(s, a, true)));
    assertTrue(agent.misfit(one, new Table.States(STATES)).contains("has only one"));
  }

  /** Both take a shortest path in the end. */
  @ParameterizedTest
  @ValueSource(strings = {"hl-sarsa", "hl-q"})
  void findsTheWayOverTheIce(String agent) {
    Learning learning =
        new Learning(
            Environments.registry().parse("frozen-lake:slippery=false"),
            Agents.registry().parse(agent),
            null,
            null,
            new None(),
            0.9,
            3000);
    Curve curve = Curve.every(Charge.EPISODES, Long.MAX_VALUE);
    assertEquals(0, learning.run(Streams.of(3), curve).valueError(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hl-sarsa:lambda=1.5 | lambda must be above 0 and at most 1, not 1.5",
        "hl-sarsa:epsilon=2  | epsilon must be from 0 to 1, not 2",
        "hl-q:lambda=-1      | lambda must be above 0 and at most 1, not -1",
        "hl-q:epsilon=2      | epsilon must be from 0 to 1, not 2",
      })
  void wrongSettingsAreNamed(String text, String part) {
    String message = assertThrows(BadInput.class, () -> Agents.registry().parse(text)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
