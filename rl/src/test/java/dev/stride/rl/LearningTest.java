package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.noise.Noise;
import dev.stride.optim.noise.None;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.optim.schedule.Inverse;
import dev.stride.rl.agent.Traces;
import dev.stride.rl.control.QLearning;
import dev.stride.rl.env.CliffWalking;
import dev.stride.rl.env.Environments;
import dev.stride.rl.td.TdLambda;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs. */
class LearningTest {
  @Test
  void sameBitsAsOneLoopByHand() {
    Monolith byHand = new Monolith(300);
    byHand.run(Streams.of(9), 0.5, 0.1);
    LearningResult result =
        Runs.of(Runs.learning("cliff-walking", "q-learning", "sgd:0.5", "none", 1, 300), 9);
    assertArrayEquals(byHand.returns, result.returns());
    assertArrayEquals(byHand.q, result.weights());
    assertEquals(byHand.steps, result.steps());
  }

  @Test
  void findsTheBestPathOverTheIce() {
    // Discounted, so that the shortest path alone is best.
    Learning learning =
        Runs.learning("frozen-lake:slippery=false", "q-learning", "sgd:0.5", "none", 0.9, 2000);
    for (int seed = 0; seed < 5; seed++) {
      assertEquals(0, Runs.of(learning, seed).valueError(), 1e-15);
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
      assertTrue(Runs.of(learning, seed).valueError() < 0.05, "seed " + seed);
    }
  }

  @Test
  void errorBeforeLearningIsThatOfZero() {
    LearningResult result =
        Runs.of(Runs.learning("random-walk", "td-lambda", "sgd", "none", 1, 1), 1);
    // Σ min(i, 20-i)/100 · ((i-10)/10)² = 0.165, by hand.
    assertEquals(Math.sqrt(0.165), result.curve().truth()[0], 1e-12);
  }

  @Test
  void divergenceIsAResult() {
    LearningResult result =
        Runs.of(Runs.learning("cliff-walking", "q-learning", "sgd:2.5", "none", 1, 10_000), 1);
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
    LearningResult result = Runs.of(learning, 1);
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
    LearningResult result = Runs.of(learning, 1);
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
  void curveOverSteps() {
    Learning learning = Runs.learning("cliff-walking", "sarsa", "sgd:0.5", "none", 1, 100);
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
    Learning learning = Runs.learning("bandit", "epsilon-greedy", "sgd:0.1", "none", 1, 500);
    LearningResult result = Runs.of(learning, 4);
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
}
