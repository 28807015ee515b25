package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.agent.Run;
import dev.stride.rl.bandit.EpsilonGreedy;
import dev.stride.rl.env.Bandit;
import dev.stride.rl.env.CliffWalking;
import dev.stride.rl.env.FiniteWorld;
import dev.stride.rl.env.RandomWalk;
import dev.stride.rl.feature.Table;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.td.Td;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Figures of Sutton and Barto (2nd edition), as found by independent simulation. The seeds are
 * fixed. The figures have sampling errors of their own; if they came from as many runs as ours, a
 * right implementation is off by more than four standard errors of the difference and half a unit
 * of the last digit with probability below 6e-5 per figure.
 */
class PublishedFiguresTest {

  private static void assertFigure(double figure, int runs, IntToDoubleFunction run) {
    SummaryStatistics statistics = new SummaryStatistics();
    IntStream.range(0, runs).mapToDouble(run).forEach(statistics::addValue);
    double standardError = statistics.getStandardDeviation() / Math.sqrt(runs);
    assertEquals(figure, statistics.getMean(), 4 * Math.sqrt(2) * standardError + 0.05);
  }

  private static Run run(
      FiniteMdp mdp, Agent agent, Rule<? super TraceStep> rule, int episodes, Streams streams) {
    Run run =
        new Run(
            new FiniteWorld(mdp),
            agent,
            new Table.States(mdp.states()),
            rule,
            new None(),
            1,
            episodes,
            streams,
            w -> 0,
            Curve.every(Charge.EPISODES, Long.MAX_VALUE),
            null);
    agent.learn(run);
    return run;
  }

  /** Example 6.6: step size 0.5, ε = 0.1, mean return of the last 100 of 500 episodes. */
  @ParameterizedTest
  @CsvSource({"sarsa, -26.6", "q-learning, -49.7", "expected-sarsa, -20.8"})
  void cliff(String agent, double figure) {
    Agent learner = Agents.registry().parse(agent);
    assertFigure(
        figure,
        500,
        seed -> {
          Streams streams = Streams.of(seed).at(agent);
          FiniteMdp mdp = new CliffWalking(false).model(streams.rng());
          double[] returns = run(mdp, learner, Sgd.of(0.5), 500, streams).returns();
          return Arrays.stream(returns, 400, 500).average().orElseThrow();
        });
  }

  /** Figures 2.2 and 2.3: how often the best arm is taken in the last 100 of 1000 pulls, in %. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 35.5",
    "0.01, 0, 0, 60.3",
    "0.1, 0, 0, 80.2",
    "0, 5, 0.1, 85.4",
    "0.1, 0, 0.1, 75.7"
  })
  void bandits(double epsilon, double initial, double learningRate, double figure) {
    Agent agent = new EpsilonGreedy(epsilon, initial);
    assertFigure(
        figure,
        5000,
        seed -> {
          Streams streams = Streams.of(seed);
          FiniteMdp mdp = new Bandit(10).model(streams.at("model").rng());
          int best =
              IntStream.range(0, 10).reduce(0, (a, b) -> mdp.reward(b) > mdp.reward(a) ? b : a);
          Pulls rule = new Pulls(learningRate, new int[1000]);
          run(mdp, agent, rule, 1000, streams);
          return Arrays.stream(rule.arms, 900, 1000).filter(arm -> arm == best).count();
        });
  }

  /** Averages the rewards of each arm, or takes a constant step size; remembers the arms. */
  private record Pulls(double learningRate, int[] arms) implements Rule<Step> {
    @Override
    public State<Step> start(Layout layout) {
      int[] pulls = new int[layout.size()];
      return new State<>() {
        private int pull;

        @Override
        public void apply(Step step, double[] x) {
          int arm = step.index[0];
          arms[pull++] = arm;
          pulls[arm]++;
          step.value[0] *= learningRate > 0 ? learningRate : 1.0 / pulls[arm];
        }

        @Override
        public void slots(Slots slots) {}
      };
    }
  }

  /**
   * Example 6.2: root mean square error over five states at episode 100. Half a unit of the last
   * digit and four standard errors, as above.
   */
  @ParameterizedTest
  @CsvSource({"0.05, 0.0352", "0.1, 0.0545", "0.15, 0.0699"})
  void randomWalk(double learningRate, double figure) {
    FiniteMdp mdp = new RandomWalk(5, 0, 1).model(Streams.of(0).rng());
    SummaryStatistics statistics = new SummaryStatistics();
    for (int seed = 0; seed < 4000; seed++) {
      double[] v = run(mdp, new Td(0.5), Sgd.of(learningRate), 100, Streams.of(seed)).weights();
      double sum = 0;
      for (int s = 0; s < 5; s++) {
        double error = v[s] - (s + 1) / 6.0;
        sum += error * error;
      }
      statistics.addValue(Math.sqrt(sum / 5));
    }
    double standardError = statistics.getStandardDeviation() / Math.sqrt(4000);
    assertEquals(figure, statistics.getMean(), 4 * Math.sqrt(2) * standardError + 0.00005);
  }
}
