package dev.stride.rl.bandit;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import dev.stride.optim.TraceStep;
import dev.stride.rl.agent.Run;
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
 * <p>Cost of a pull: an exponential for each arm.
 *
 * @param gamma γ, the share of uniformly random pulls
 * @param low lower end of the rewards
 * @param high upper end of the rewards; a reward beyond is cut
 */
public record Exp3(double gamma, double low, double high) implements BanditAgent {
  public Exp3 {
    Check.that(gamma > 0 && gamma <= 1, "gamma must be above 0 and at most 1, not %s", gamma);
    Bandits.checkScale(low, high);
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
    TraceStep step = TraceStep.ofSparse(1, 1);
    step.size = 1;
    // Nothing is predicted.
    step.delta = Double.NaN;
    while (run.begin()) {
      probabilities(logs, policy);
      int arm = Bandits.draw(policy, exploration);
      run.act(arm);
      double estimate = Bandits.unit(run.reward(), low, high) / policy[arm];
      Objects.requireNonNull(step.index)[0] = arm;
      step.value[0] = gamma * estimate / logs.length;
      run.apply(step);
    }
  }

  private void probabilities(double[] logs, double[] policy) {
    Bandits.softmax(logs, policy);
    for (int a = 0; a < policy.length; a++) {
      policy[a] = (1 - gamma) * policy[a] + gamma / policy.length;
    }
  }
}
