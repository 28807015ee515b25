package dev.stride.experiments.command;

import dev.stride.rl.PolicyValues;
import dev.stride.rl.mdp.AverageReward;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Method;
import dev.stride.rl.mdp.TrueValues;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Exact values of a policy, the best one or another.
 *
 * @param average whether they are an average reward and the differential values
 * @param atStart the average reward, or the value at the start
 * @param states the value of each state; NaN where no episode comes to it and it is infinite, or
 *     that of another such state is
 * @param actions the value of each state-action pair
 * @param policy π(a|s) of each pair; of the best policy the best actions, tied ones sharing the
 *     probability
 */
record ExactValues(
    boolean average, double atStart, double[] states, double[] actions, double[] policy) {

  private static ExactValues best(
      FiniteMdp mdp, boolean average, double[] atStart, double[] states, double[] actions) {
    double scale =
        Arrays.stream(actions).filter(ExactValues::isAllowed).map(Math::abs).max().orElse(0);
    double[] policy = TrueValues.greedy(mdp, actions, 1e-9 * scale);
    return new ExactValues(average, TrueValues.atStart(mdp, atStart), states, actions, policy);
  }

  static ExactValues endless(FiniteMdp mdp, double discount, double epsilon, Method method) {
    double[] v = TrueValues.bestReached(mdp, discount, epsilon, method);
    return best(mdp, false, v, v, TrueValues.actionValues(mdp, v, discount));
  }

  static ExactValues limited(FiniteMdp mdp, double discount, double epsilon, int limit) {
    double[] v = TrueValues.bestSoft(mdp, discount, epsilon, limit);
    double[] then = TrueValues.bestSoft(mdp, discount, epsilon, limit - 1);
    return best(mdp, false, v, v, TrueValues.actionValues(mdp, then, discount));
  }

  static ExactValues average(FiniteMdp mdp, double epsilon) {
    AverageReward best = AverageReward.optimal(mdp, epsilon);
    double[] q = differences(mdp, best.gain(), best.differential());
    return best(mdp, true, best.gain(), best.differential(), q);
  }

  /** Of the policy to be predicted, without a time limit. */
  static ExactValues of(FiniteMdp mdp, PolicyValues exact, double discount) {
    double[] v = exact.values();
    double[] gain = exact.gain();
    return gain == null
        ? new ExactValues(
            false,
            TrueValues.atStart(mdp, v),
            v,
            TrueValues.actionValues(mdp, v, discount),
            exact.policy())
        : new ExactValues(
            true, TrueValues.atStart(mdp, gain), v, differences(mdp, gain, v), exact.policy());
  }

  /** The same under one, on the values as well. */
  static ExactValues of(FiniteMdp mdp, PolicyValues exact, double discount, int limit) {
    double[] then = TrueValues.of(mdp, exact.policy(), discount, limit - 1);
    return new ExactValues(
        false,
        TrueValues.atStart(mdp, exact.values()),
        exact.values(),
        TrueValues.actionValues(mdp, then, discount),
        exact.policy());
  }

  /** Differential values of pairs. */
  private static double[] differences(FiniteMdp mdp, double[] gain, double[] differential) {
    double[] q = TrueValues.actionValues(mdp, differential, 1);
    for (int pair = 0; pair < q.length; pair++) {
      q[pair] -= gain[pair / mdp.actions()];
    }
    return q;
  }

  /** Values of the actions that a state has. */
  double[] actions(int state) {
    int n = actions.length / states.length;
    return Arrays.stream(actions, state * n, (state + 1) * n)
        .filter(ExactValues::isAllowed)
        .toArray();
  }

  /** Whether the value is one of an action that its state has. */
  private static boolean isAllowed(double value) {
    return value > Double.NEGATIVE_INFINITY;
  }

  /** The actions that the policy takes in each state. */
  List<List<Integer>> taken() {
    int n = actions.length / states.length;
    return IntStream.range(0, states.length)
        .mapToObj(s -> IntStream.range(0, n).filter(a -> policy[s * n + a] > 0).boxed().toList())
        .toList();
  }
}
