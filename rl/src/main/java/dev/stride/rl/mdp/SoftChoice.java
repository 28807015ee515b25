package dev.stride.rl.mdp;

import dev.stride.optim.Check;
import java.util.Arrays;

/**
 * The best ε-soft choice among the actions of a state: ε shared by all of them, the rest for one.
 */
final class SoftChoice {
  /** The values of the actions that are at choice, to be written before it is made. */
  final double[] q;

  private final FiniteMdp mdp;
  private final double epsilon;

  /** How many actions are at choice. */
  private int actions;

  SoftChoice(FiniteMdp mdp, double epsilon) {
    this.mdp = mdp;
    this.epsilon = Check.probability("epsilon", epsilon);
    q = new double[mdp.actions()];
  }

  /** Whether all actions are taken. */
  boolean isSoft() {
    return epsilon > 0;
  }

  /** Begins a choice in a state; gives the number of actions whose values it takes. */
  int begin(int s) {
    actions = mdp.actions(s);
    return actions;
  }

  /** The first of the best actions. */
  int best() {
    int best = 0;
    for (int a = 1; a < actions; a++) {
      best = q[a] > q[best] ? a : best;
    }
    return best;
  }

  /** (1-ε) max q + ε mean q. */
  double value() {
    return value(best());
  }

  /** (1-ε) q(action) + ε mean q. */
  double value(int action) {
    if (epsilon == 0) {
      return q[action];
    }
    double sum = 0;
    for (int a = 0; a < actions; a++) {
      sum += q[a];
    }
    return (1 - epsilon) * q[action] + epsilon * sum / actions;
  }

  /** Makes π(·|s) the choice of an action. */
  void put(double[] policy, int s, int action) {
    int first = s * q.length;
    Arrays.fill(policy, first, first + mdp.actions(s), epsilon / mdp.actions(s));
    policy[first + action] += 1 - epsilon;
  }
}
