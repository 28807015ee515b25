package dev.stride.rl.mdp;

import dev.stride.optim.Check;
import java.util.Arrays;

/** The best ε-soft choice among actions: ε shared by all of them, the rest for one. */
final class SoftChoice {
  /** The values of the actions, to be written before the choice. */
  final double[] q;

  private final double epsilon;

  SoftChoice(double epsilon, int actions) {
    this.epsilon = Check.probability("epsilon", epsilon);
    q = new double[actions];
  }

  /** Whether all actions are taken. */
  boolean isSoft() {
    return epsilon > 0;
  }

  /** The first of the best actions. */
  int best() {
    int best = 0;
    for (int a = 1; a < q.length; a++) {
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
    for (double value : q) {
      sum += value;
    }
    return (1 - epsilon) * q[action] + epsilon * sum / q.length;
  }

  /** Makes π(·|s) the choice of an action. */
  void put(double[] policy, int s, int action) {
    Arrays.fill(policy, s * q.length, (s + 1) * q.length, epsilon / q.length);
    policy[s * q.length + action] += 1 - epsilon;
  }
}
