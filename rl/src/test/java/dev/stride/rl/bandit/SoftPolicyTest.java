package dev.stride.rl.bandit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Entries;
import dev.stride.optim.TraceStep;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.rule.Sgd;
import dev.stride.rl.agent.Run;
import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies that draw an arm: preferences and exponential weights. */
class SoftPolicyTest {
  private static double[] softmax(double[] h) {
    double sum = Arrays.stream(h).map(Math::exp).sum();
    return Arrays.stream(h).map(value -> Math.exp(value) / sum).toArray();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void preferencesFollowTheGradientOfTheLogarithm(boolean baseline) {
    Scripted world = new Scripted(3, (arm, t) -> arm + Math.sin(t));
    GradientBandit agent = new GradientBandit(baseline, 1);
    Run run = world.run(agent, Sgd.of(0.2), 60, Streams.of(2));
    double[] h = new double[3];
    double sum = 0;
    for (int t = 0; t < 60; t++) {
      double reward = world.rewards.get(t);
      sum += reward;
      double[] policy = softmax(h);
      for (int a = 0; a < 3; a++) {
        double gradient = (a == world.arms.get(t) ? 1 : 0) - policy[a];
        h[a] += 0.2 * (reward - (baseline ? sum / (t + 1) : 0)) * gradient;
      }
    }
    assertArrayEquals(h, run.weights(), 1e-12);
    double[] policy = new double[3];
    agent.policy(Entries.sparse(1), run.weights(), 3, policy);
    assertArrayEquals(softmax(h), policy, 1e-12);
    assertTrue(policy[2] > 0.8, Arrays.toString(policy));
  }

  /** 1/|zᵀ(γx' - x)| with z = x = ∇ ln π(a), whose square is 1/2 at the first of two arms. */
  @Test
  void toAnOptimizerTheGradientIsTraceAndFeatures() {
    Scripted world = Scripted.constant(2, arm -> 1);
    var bound = Rules.parse("alpha-bound:learningRate=10", TraceStep.class, "a test");
    double[] h = world.run(new GradientBandit(false, 1), bound, 1, Streams.of(1)).weights();
    int arm = world.arms.get(0);
    assertEquals(2 * 0.5, h[arm], 1e-15);
    assertEquals(-2 * 0.5, h[1 - arm], 1e-15);
    var idbd = Rules.parse("obgd:learningRate=1,kappa=2", TraceStep.class, "a test");
    // M = κ max(|δ|, 1) ‖z‖₁ = 2.
    h = world.run(new GradientBandit(false, 1), idbd, 1, Streams.of(1)).weights();
    assertEquals(0.25, Math.abs(h[0]), 1e-15);
  }

  @Test
  void hugePreferencesDoNotOverflow() {
    double[] policy = new double[3];
    Bandits.softmax(new double[] {2000, 2000, -2000}, policy);
    assertArrayEquals(new double[] {0.5, 0.5, 0}, policy);
  }

  /** γ = 1/2 and two arms: a pull at probability p with reward 1 adds 1/(4p) to ln w. */
  @Test
  void exponentialWeightsByHand() {
    Exp3 agent = new Exp3(0.5, 0, 1, 0);
    Scripted world = Scripted.constant(2, arm -> 1);
    double[] logs = world.run(agent, Sgd.of(1), 1, Streams.of(1)).weights();
    int first = world.arms.get(0);
    assertEquals(0.5, logs[first], 1e-15);
    assertEquals(0, logs[1 - first]);
    double[] policy = new double[2];
    agent.policy(Entries.sparse(1), logs, 2, policy);
    // w = √e and 1: 0.5·√e/(1 + √e) + 0.25.
    assertEquals(0.561229665601, policy[first], 1e-12);
    assertEquals(0.438770334399, policy[1 - first], 1e-12);

    world = new Scripted(2, (arm, t) -> arm == 1 ? 1 : 0.25);
    Run run = world.run(agent, Sgd.of(1), 200, Streams.of(3));
    double[] w = {1, 1};
    for (int t = 0; t < 200; t++) {
      int arm = world.arms.get(t);
      double p = 0.5 * w[arm] / (w[0] + w[1]) + 0.25;
      w[arm] *= Math.exp(0.5 * world.rewards.get(t) / p / 2);
    }
    for (int a = 0; a < 2; a++) {
      assertEquals(Math.log(w[a]), run.weights()[a], 1e-10);
    }
  }

  /**
   * Regret against the best single arm stays below 2.63 √(g K ln K), g = T (Auer et al. 2002,
   * corollary 3.2), whatever the rewards: arms that are good at first, that take turns, and the
   * hard case of one arm that is better by √(K/T)/2. The bound holds for the mean; it stays five
   * standard errors away.
   */
  @ParameterizedTest
  @CsvSource({"2, 200", "2, 5000", "10, 1000", "10, 10000"})
  void regretStaysBelowTheBound(int arms, int pulls) {
    double bound = 2.63 * Math.sqrt(pulls * arms * Math.log(arms));
    double gamma = Math.min(1, Math.sqrt(arms * Math.log(arms) / ((Math.E - 1) * pulls)));
    Scripted.Rewards early = (arm, t) -> arm == 0 ? (2 * t < pulls ? 1 : 0) : 0.49;
    Scripted.Rewards turns = (arm, t) -> arm == t % arms ? 1 : arm == 1 ? 0.6 : 0;
    double gap = Math.sqrt((double) arms / pulls) / 2;
    Scripted.Rewards close = (arm, t) -> coin(arm, t) < 0.5 + (arm == 1 ? gap : 0) ? 1 : 0;
    for (Scripted.Rewards rewards : new Scripted.Rewards[] {early, turns, close}) {
      double best = 0;
      for (int a = 0; a < arms; a++) {
        double total = 0;
        for (int t = 0; t < pulls; t++) {
          total += rewards.of(a, t);
        }
        best = Math.max(best, total);
      }
      SummaryStatistics regret = new SummaryStatistics();
      for (int seed = 0; seed < 20; seed++) {
        Scripted world = new Scripted(arms, rewards);
        world.run(new Exp3(gamma, 0, 1, 0), Sgd.of(1), pulls, Streams.of(seed));
        regret.addValue(best - world.rewards.stream().mapToDouble(r -> r).sum());
      }
      double error = regret.getStandardDeviation() / Math.sqrt(20);
      assertTrue(regret.getMean() + 5 * error < bound, regret.getMean() + " of " + bound);
    }
  }

  private static double coin(int arm, int t) {
    return Streams.of(t).at("coin", arm).rng().nextDouble();
  }
}
