package dev.stride.rl;

import dev.stride.rl.agent.Agent;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import java.util.function.ToDoubleFunction;

/** Measures learned weights against exact values. */
final class Judge {
  private Judge() {}

  static ToDoubleFunction<double[]> of(FiniteMdp mdp, Agent.Task task, double discount) {
    return switch (task) {
      case PREDICTION -> prediction(mdp, discount);
      case CONTROL -> control(mdp, discount);
    };
  }

  private static ToDoubleFunction<double[]> prediction(FiniteMdp mdp, double discount) {
    double[] policy = TrueValues.uniform(mdp);
    double[] truth = TrueValues.of(mdp, policy, discount);
    double[] share = TrueValues.onPolicyWeights(mdp, policy, mdp.limit());
    return v -> {
      double sum = 0;
      for (int s = 0; s < v.length; s++) {
        sum += share[s] * (v[s] - truth[s]) * (v[s] - truth[s]);
      }
      return Math.sqrt(sum);
    };
  }

  private static ToDoubleFunction<double[]> control(FiniteMdp mdp, double discount) {
    double best = TrueValues.atStart(mdp, TrueValues.optimal(mdp, discount));
    return q -> {
      double[] policy = TrueValues.greedy(mdp, q);
      double[] v =
          TrueValues.isFinite(mdp, policy, discount)
              ? TrueValues.of(mdp, policy, discount)
              : TrueValues.of(mdp, policy, discount, mdp.limit());
      // Rounding alone can put the optimal policy a bit above its own value.
      return Math.max(0, best - TrueValues.atStart(mdp, v));
    };
  }
}
