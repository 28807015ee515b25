package dev.stride.rl.td;

import dev.stride.optim.Check;
import dev.stride.rl.agent.Agent;
import dev.stride.rl.env.World;

/** An agent that learns the values of the policy that a world names. */
interface Prediction extends Agent {
  @Override
  default Task task() {
    return Task.PREDICTION;
  }

  /** Checks the weights at the start. */
  static void check(double initial) {
    Check.that(Double.isFinite(initial), "initial must be finite, not %s", initial);
  }

  /** Why an agent that learns of nothing but what it does makes no sense in a world. */
  static String onPolicyOnly(World world) {
    return Behaviour.isOnPolicy(world)
        ? ""
        : "the agent predicts the policy that acts, and here another one is to be predicted;"
            + " td-lambda, gtd2, tdc, emphatic-td and lstd weigh what they see";
  }
}
