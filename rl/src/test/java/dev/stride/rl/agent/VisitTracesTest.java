package dev.stride.rl.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Entries;
import dev.stride.optim.Rule;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.Agents;
import dev.stride.rl.Handling;
import dev.stride.rl.Learning;
import dev.stride.rl.LearningResult;
import dev.stride.rl.env.Environments;
import dev.stride.rl.env.World;
import dev.stride.rl.feature.Encoder;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import dev.stride.rl.td.HlLambda;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HL(λ): the minimum of its loss, of which the paper derives it. */
class VisitTracesTest {
  private static final int STATES = 4;

  /** From any state to any other with a reward of its own; from state 1 on, it can end. */
  private static List<Outcome> anywhere(int s, double end) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int next = 0; next < STATES; next++) {
      double p = (1 + (s + next) % 4) / 10.0;
      double ends = s == 1 ? end : 0;
      outcomes.add(new Outcome(p * (1 - ends), next, s - 1.5 * next, false));
      if (ends > 0) {
        outcomes.add(new Outcome(p * ends, next, 3 + next, true));
      }
    }
    return outcomes;
  }

  private static FiniteMdp episodes(int limit, double end) {
    return FiniteMdp.of(new double[] {0.5, 0.5, 0, 0}, 1, limit, (s, a) -> anywhere(s, end));
  }

  private static FiniteMdp endless() {
    return FiniteMdp.continuing(new double[] {1, 0, 0, 0}, 1, 7, (s, a) -> anywhere(s, 0));
  }

  private static Run run(World world, Agent agent, double discount, int episodes) {
    return run(world, agent, Sgd.of(1), discount, episodes);
  }

  private static Run run(
      World world, Agent agent, Rule<? super TraceStep> rule, double discount, int episodes) {
    Run run =
        Run.of(
            new Run.Setting(
                world,
                agent,
                new Table.States(STATES),
                rule,
                new None(),
                discount,
                episodes,
                Streams.of(5),
                weights -> 0,
                Curve.every(Charge.EPISODES, Long.MAX_VALUE),
                null,
                null));
    agent.learn(run);
    return run;
  }

  /** The returns v_k of all visits, and their weights λ^(t-k); what is open is taken from V. */
  private record Returns(double[] known, double[] open, int[] openAt, double[] weight) {

    static Returns of(List<Logged.Happened> log, double lambda, double discount) {
      int n = log.size();
      double[] known = new double[n];
      double[] open = new double[n];
      int[] openAt = new int[n];
      double[] weight = new double[n];
      for (int k = 0; k < n; k++) {
        double power = 1;
        int u = k;
        while (true) {
          known[k] += power * log.get(u).reward();
          power *= discount;
          if (log.get(u).terminated() || u == n - 1) {
            break;
          }
          u++;
        }
        open[k] = log.get(u).terminated() ? 0 : power;
        openAt[k] = log.get(u).next();
        weight[k] = Math.pow(lambda, n - k);
      }
      return new Returns(known, open, openAt, weight);
    }

    /** The minimum: V(s) Σ weights = Σ weights · returns, every state once with its first value. */
    double[] solve(List<Logged.Happened> log, double lambda, double initial) {
      double[] sums = new double[STATES];
      Arrays.fill(sums, Math.pow(lambda, log.size()));
      for (int k = 0; k < log.size(); k++) {
        sums[log.get(k).state()] += weight[k];
      }
      // Every line over its sum of weights, which can be far apart.
      RealMatrix a = new Array2DRowRealMatrix(STATES, STATES);
      double[] b = new double[STATES];
      for (int s = 0; s < STATES; s++) {
        a.addToEntry(s, s, 1);
        b[s] = Math.pow(lambda, log.size()) / sums[s] * initial;
      }
      for (int k = 0; k < log.size(); k++) {
        int s = log.get(k).state();
        a.addToEntry(s, openAt[k], -weight[k] / sums[s] * open[k]);
        b[s] += weight[k] / sums[s] * known[k];
      }
      return new LUDecomposition(a).getSolver().solve(new ArrayRealVector(b)).toArray();
    }

    /** ½ Σ λ^(t-k) (v_k - V(s_k))² with the returns that {@code now} makes of what is open. */
    double loss(
        List<Logged.Happened> log, double lambda, double initial, double[] now, double[] v) {
      double sum = 0;
      for (double value : v) {
        sum += Math.pow(lambda, log.size()) * (initial - value) * (initial - value) / 2;
      }
      for (int k = 0; k < log.size(); k++) {
        double gap = known[k] + open[k] * now[openAt[k]] - v[log.get(k).state()];
        sum += weight[k] * gap * gap / 2;
      }
      return sum;
    }
  }

  /** The last episode is cut, so that returns are open when it is over. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 0",
    "1, 0.9, 2",
    "1, 1, 0",
    "0.9, 0.5, 0",
    "0.9, 0.99, -3",
    "0.99, 1, 1",
    "0.5, 0, 1"
  })
  void valuesAreWhereTheLossIsLeast(double lambda, double discount, double initial) {
    for (int steps : new int[] {1, 2, 5, 60}) {
      Logged world = new Logged(episodes(steps, 0));
      double[] v = run(world, new HlLambda(lambda, initial), discount, 1).weights();
      List<Logged.Happened> log = world.log();
      Returns returns = Returns.of(log, lambda, discount);
      double[] exact = returns.solve(log, lambda, initial);
      for (int s = 0; s < STATES; s++) {
        assertEquals(exact[s], v[s], 1e-9 * (1 + Math.abs(exact[s])), "state " + s);
      }
      double least = returns.loss(log, lambda, initial, v, v);
      for (int s = 0; s < STATES; s++) {
        for (double away : new double[] {-0.1, 0.1}) {
          double[] other = v.clone();
          other[s] += away;
          assertTrue(returns.loss(log, lambda, initial, v, other) > least);
        }
      }
    }
  }

  /** What a rule, or a picture, is told of: the TD error, and no step size in it. */
  @Test
  void theErrorIsThatOfTheReward() {
    Logged world = new Logged(episodes(9, 0.3));
    Recorder recorder = new Recorder(1);
    run(world, new HlLambda(0.9, 2), recorder, 0.8, 20);
    for (int k = 0; k < world.log().size(); k++) {
      Logged.Happened step = world.log().get(k);
      double[] v = recorder.seen().get(k).weights();
      double next = step.terminated() ? 0 : 0.8 * v[step.next()];
      double delta = step.reward() + next - v[step.state()];
      assertEquals(delta, recorder.seen().get(k).delta(), 1e-12);
      assertEquals(delta, recorder.seen().get(k).surprise(), 1e-12);
    }
  }

  /** A task without episodes is one long one, whatever is counted as an episode. */
  @Test
  void whatGoesOnIsOneEpisode() {
    Logged world = new Logged(endless());
    double[] v = run(world, new HlLambda(0.95, 0), 0.8, 9).weights();
    assertEquals(63, world.log().size());
    double[] exact = Returns.of(world.log(), 0.95, 0.8).solve(world.log(), 0.95, 0);
    assertArrayEquals(exact, v, 1e-10);
  }

  /** λ = 1: every value is the mean of the returns of its visits, and of one that was 0. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1})
  void wholeEpisodesGiveTheMeanOfTheReturns(double discount) {
    Logged world = new Logged(episodes(10_000, 0.5));
    double[] v = run(world, new HlLambda(1, 0), discount, 200).weights();
    double[] sums = new double[STATES];
    double[] visits = {1, 1, 1, 1};
    double following = 0;
    for (int k = world.log().size() - 1; k >= 0; k--) {
      Logged.Happened step = world.log().get(k);
      following = step.reward() + (step.terminated() ? 0 : discount * following);
      sums[step.state()] += following;
      visits[step.state()]++;
    }
    for (int s = 0; s < STATES; s++) {
      assertEquals(sums[s] / visits[s], v[s], 1e-10 * (1 + Math.abs(v[s])), "state " + s);
    }
  }

  /** λ < 1 forgets earlier episodes, and those that terminate leave nothing open. */
  @Test
  void weighsWholeEpisodes() {
    Logged world = new Logged(episodes(10_000, 0.5));
    double[] v = run(world, new HlLambda(0.97, 4), 0.9, 60).weights();
    double[] exact = Returns.of(world.log(), 0.97, 0.9).solve(world.log(), 0.97, 4);
    assertArrayEquals(exact, v, 1e-10);
  }

  /** With a short memory the scale of the counts is brought back many times. */
  @Test
  void forgetsForEver() {
    Logged world = new Logged(endless());
    double[] v = run(world, new HlLambda(0.01, 5), 0.9, 3000).weights();
    Logged same = new Logged(endless());
    double[] w = run(same, new HlLambda(0.01, -5), 0.9, 3000).weights();
    assertEquals(world.log(), same.log());
    assertArrayEquals(w, v, 1e-12);
    List<Logged.Happened> recent =
        world.log().subList(world.log().size() - 100, world.log().size());
    double[] exact = Returns.of(recent, 0.01, 0.9).solve(recent, 0.01, 0);
    assertArrayEquals(exact, v, 1e-9);
  }

  private static LearningResult learn(String environment, String agent, double discount, int n) {
    Learning learning =
        new Learning(
            Environments.registry().parse(environment),
            Agents.registry().parse(agent),
            null,
            null,
            new None(),
            discount,
            n);
    return learning.run(Streams.of(3), Curve.every(Charge.EPISODES, Long.MAX_VALUE));
  }

  /** The error of the walk goes to zero: it was 0.022 and 0.009 on average over 40 other seeds. */
  @Test
  void predictionConverges() {
    double few = learn("random-walk", "hl-lambda", 1, 200).valueError();
    double many = learn("random-walk", "hl-lambda", 1, 5000).valueError();
    assertTrue(few < 0.15 && many < 0.04, few + ", " + many);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hl-lambda:lambda=0    | lambda must be above 0 and at most 1, not 0",
        "hl-lambda:initial=NaN | initial",
      })
  void wrongSettingsAreNamed(String text, String part) {
    String message = assertThrows(BadInput.class, () -> Agents.registry().parse(text)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void takesATableAndNoOptimizer() {
    assertEquals("", VisitTraces.misfit(new Table.States(3)));
    assertTrue(
        VisitTraces.misfit(new TwoFeatures()).contains("it takes a table and no other features"));
    Agent agent = new HlLambda(1, 0);
    assertFalse(agent.takesRule());
    World world = new Logged(endless());
    assertEquals("", agent.misfit(world, new Table.States(STATES)));
    assertTrue(agent.misfit(world, new TwoFeatures()).contains("takes a table"));
    BadInput bad =
        assertThrows(
            BadInput.class,
            () ->
                new Learning(
                    Environments.registry().parse("random-walk"),
                    agent,
                    null,
                    null,
                    new None(),
                    1,
                    1,
                    Handling.DENSE));
    assertTrue(bad.getMessage().contains("the agent takes none"), bad.getMessage());
  }

  private static final class TwoFeatures implements Encoder {
    @Override
    public int size() {
      return 2;
    }

    @Override
    public int most() {
      return 2;
    }

    @Override
    public void encode(double[] observation, Entries into) {
      into.size = 0;
    }
  }
}
