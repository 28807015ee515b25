package dev.stride.rl;

import dev.stride.optim.form.BadInput;
import dev.stride.rl.mdp.AverageReward;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import org.jspecify.annotations.Nullable;

/**
 * The exact values that a prediction is about, and how much each state counts when it is judged.
 *
 * @param policy π(a|s) in the order of the pairs
 * @param gain the average reward of a step in the long run from each state on, in a task without
 *     episodes and without a discount; else null
 * @param values v_π of each state; where there is a gain, the differential values, which are known
 *     but for a constant; NaN where they are infinite, which no state is that counts
 * @param weights the share of all steps under π that are taken in each state: in a task without
 *     episodes that of the stationary distribution, else that of the steps of episodes which the
 *     time limit cuts (Sutton and Barto 2018, section 9.2). They are those of π whatever acts, and
 *     know no discount
 */
public record PolicyValues(
    double[] policy, double @Nullable [] gain, double[] values, double[] weights) {

  /**
   * Without a time limit on the values; episodes are cut by that of the task, for the weights.
   *
   * @param target the policy; null for the uniformly random one
   * @throws BadInput where values are infinite
   */
  public static PolicyValues of(FiniteMdp mdp, double @Nullable [] target, double discount) {
    double[] policy = policy(mdp, target);
    double[] weights =
        mdp.continuing()
            ? TrueValues.onPolicyWeights(mdp, policy)
            : TrueValues.onPolicyWeights(mdp, policy, mdp.limit());
    if (mdp.continuing() && discount == 1) {
      AverageReward average = AverageReward.of(mdp, policy);
      return new PolicyValues(policy, average.gain(), average.differential(), weights);
    }
    double[] values = TrueValues.whereFinite(mdp, policy, discount);
    for (int s = 0; s < values.length; s++) {
      if (Double.isNaN(values[s]) && weights[s] != 0) {
        throw new BadInput(
            "the value to be predicted in state "
                + s
                + " is infinite: it wants a discount below 1");
      }
    }
    return new PolicyValues(policy, null, values, weights);
  }

  /** Values of so many steps, and weights of episodes that are cut after them. */
  public static PolicyValues of(
      FiniteMdp mdp, double @Nullable [] target, double discount, int horizon) {
    double[] policy = policy(mdp, target);
    return new PolicyValues(
        policy,
        null,
        TrueValues.of(mdp, policy, discount, horizon),
        TrueValues.onPolicyWeights(mdp, policy, horizon));
  }

  /** The policy whose values are predicted. */
  static double[] policy(FiniteMdp mdp, double @Nullable [] target) {
    return target == null ? TrueValues.uniform(mdp) : target;
  }
}
