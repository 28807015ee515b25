package dev.stride.rl.bandit;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import dev.stride.optim.TraceStep;
import dev.stride.optim.random.Samplers;
import dev.stride.rl.agent.Run;
import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Exp3, exponential weights for rewards that an adversary may choose (Auer, Cesa-Bianchi, Freund
 * and Schapire 2002, figure 1): an arm is drawn with p(a) = (1-γ) w(a)/Σw + γ/K, and for a reward x
 * from 0 to 1 ln w(a) grows by γ x/(p(a) K). The weights here are ln w.
 *
 * <p>For γ = min(1, √(K ln K/((e-1) g))) the expected regret is at most 2.63 √(g K ln K), for any g
 * that no arm's total exceeds: the number of pulls does (corollary 3.2).
 *
 * <p>With a share α it is Exp3.S of section 8 there, which follows an arm that is good for a while:
 * then e α/K Σw, of the weights before the pull, is added to every weight, so that none falls far
 * behind. α = 1/T is for T pulls.
 *
 * <p>Cost of a pull: an exponential for each arm; with a share another one and a logarithm.
 *
 * @param gamma γ, the share of uniformly random pulls
 * @param low lower end of the rewards
 * @param high upper end of the rewards; a reward beyond is cut
 * @param share α; 0 for Exp3 itself
 */
public record Exp3(double gamma, double low, double high, double share) implements BanditAgent {
  public Exp3 {
    Check.that(gamma > 0 && gamma <= 1, "gamma must be above 0 and at most 1, not %s", gamma);
    Bandits.checkScale(low, high);
    Check.probability("share", share);
  }

  @Override
  public boolean takesRule() {
    return false;
  }

  @Override
  public void policy(Entries features, double[] weights, int actions, double[] policy) {
    probabilities(weights, policy);
  }

  @Override
  public void learn(Run run) {
    double[] logs = run.weights();
    double[] policy = new double[logs.length];
    UniformRandomProvider exploration = run.exploration();
    TraceStep step = TraceStep.ofSparse(share > 0 ? logs.length : 1, 1);
    int[] position = Objects.requireNonNull(step.index);
    step.size = position.length;
    Arrays.setAll(position, a -> a);
    // Nothing is predicted.
    step.delta = Double.NaN;
    while (run.begin()) {
      probabilities(logs, policy);
      int arm = Samplers.index(exploration, policy, 0, policy.length);
      run.act(arm);
      double estimate = Bandits.unit(run.reward(), low, high) / policy[arm];
      double growth = gamma * estimate / logs.length;
      if (share > 0) {
        grow(logs, arm, growth, step.value);
      } else {
        position[0] = arm;
        step.value[0] = growth;
      }
      run.apply(step);
    }
  }

  /**
   * What ln w gains in ln(w exp(growth) + e α/K Σw), the growth being that of one arm; relative to
   * the largest weight, so that nothing overflows.
   */
  private void grow(double[] logs, int arm, double growth, double[] gain) {
    double max = logs[0];
    for (double log : logs) {
      max = Math.max(max, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - max);
    }
    double shared = Math.E * share / logs.length * sum;
    for (int a = 0; a < logs.length; a++) {
      double behind = logs[a] - max;
      double grown = StrictMath.exp(behind + (a == arm ? growth : 0));
      gain[a] = StrictMath.log(grown + shared) - behind;
    }
  }

  private void probabilities(double[] logs, double[] policy) {
    Bandits.softmax(logs, policy);
    for (int a = 0; a < policy.length; a++) {
      policy[a] = (1 - gamma) * policy[a] + gamma / policy.length;
    }
  }
}
