package dev.stride.rl.bandit;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import dev.stride.optim.TraceStep;
import dev.stride.optim.random.Samplers;
import dev.stride.rl.agent.Run;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The gradient bandit (Sutton and Barto 2018, section 2.8): preferences h whose softmax π is the
 * policy, moved by (r - r̄) ∇ ln π(a), which is (r - r̄)(1 - π(a)) for the arm a that was pulled
 * and -(r - r̄) π(b) for the others. The baseline r̄ is the mean of all rewards up to this one, as
 * in the results of that chapter (its equation 2.12 leaves this one out), or zero. With a discount
 * γ a reward of k pulls ago counts γᵏ in it: the weighted average of section 2.5 with step size
 * 1-γ, without its bias towards the beginning (exercise 2.7). That helps where all rewards fall at
 * once, and not where another arm becomes the best: preferences that have gone far hardly move.
 *
 * <p>To an optimizer that looks further than steps, r - r̄ is the error δ, and ∇ ln π(a) stands for
 * the trace and the features.
 *
 * <p>Cost of a pull: an exponential for each arm.
 *
 * @param baseline whether there is one
 * @param discount per pull of what is remembered in the baseline
 */
public record GradientBandit(boolean baseline, double discount) implements BanditAgent {
  public GradientBandit {
    Memory.check(discount, 0);
    Check.that(
        baseline || discount == 1,
        "discount=%s is that of the baseline, and baseline=false; leave one of them out",
        discount);
  }

  @Override
  public void policy(Entries features, double[] weights, int actions, double[] policy) {
    Bandits.softmax(weights, policy);
  }

  @Override
  public void learn(Run run) {
    double[] h = run.weights();
    double[] policy = new double[h.length];
    UniformRandomProvider exploration = run.exploration();
    TraceStep step = step(h.length);
    double mean = 0;
    double pulls = 0;
    while (run.begin()) {
      Bandits.softmax(h, policy);
      int arm = Samplers.index(exploration, policy, 0, policy.length);
      run.act(arm);
      double reward = run.reward();
      if (baseline) {
        pulls = discount * pulls + 1;
        mean += (reward - mean) / pulls;
      }
      fill(step, policy, arm, reward - mean);
      run.apply(step);
    }
  }

  private static TraceStep step(int arms) {
    TraceStep step = TraceStep.ofSparse(arms, arms);
    step.size = arms;
    step.features.size = arms;
    step.difference.size = arms;
    for (int b = 0; b < arms; b++) {
      Objects.requireNonNull(step.index)[b] = b;
      Objects.requireNonNull(step.features.index)[b] = b;
      Objects.requireNonNull(step.difference.index)[b] = b;
    }
    return step;
  }

  private static void fill(TraceStep step, double[] policy, int arm, double delta) {
    for (int b = 0; b < policy.length; b++) {
      double gradient = (b == arm ? 1 : 0) - policy[b];
      step.trace[b] = gradient;
      step.value[b] = delta * gradient;
      step.features.value[b] = gradient;
      step.difference.value[b] = -gradient;
    }
    step.delta = delta;
    step.surprise = delta;
  }
}
