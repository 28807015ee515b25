package dev.stride.rl.mdp;

import dev.stride.optim.Check;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Exact values by dynamic programming: what learned values and learned policies are judged by.
 *
 * <p>A policy is the probability π(a|s) of every state-action pair, in the order of the pairs; a
 * discount γ is from 0 to 1. Values are expected sums of (true) rewards from each state on. Without
 * a horizon there is no time limit; with one, the episode is cut after that many steps.
 *
 * <p>Undiscounted values exist where the process ends, or runs in circles that pay nothing; else
 * they are infinite, which is an {@code IllegalArgumentException}, see {@link #ifFinite}. Tasks
 * that never end have an {@link AverageReward} instead.
 *
 * <p>Values of a policy come from an {@link Elimination} of its states and are exact but for
 * rounding, as are optimal ones by policy iteration: actions count as equally good when they differ
 * by less than 1e-14 of the largest value.
 */
public final class TrueValues {
  private TrueValues() {}

  /** Optimal values V*, without a time limit, by policy iteration. */
  public static double[] optimal(FiniteMdp mdp, double discount) {
    return bestSoft(mdp, discount, 0);
  }

  /** The same by any method; those that sweep end when no value moves by more than rounding. */
  public static double[] optimal(FiniteMdp mdp, double discount, Method method) {
    return bestSoft(mdp, discount, 0, method);
  }

  /**
   * Optimal values under a time limit: the most that any policy, also one that watches the clock,
   * gets in {@code horizon} steps. Cost: horizon × outcomes.
   */
  public static double[] optimal(FiniteMdp mdp, double discount, int horizon) {
    return bestSoft(mdp, discount, 0, horizon);
  }

  /**
   * Values of the best ε-soft policy, one that takes a uniformly random action with probability ε
   * (Sutton and Barto 2018, section 5.4), without a time limit, by policy iteration.
   */
  public static double[] bestSoft(FiniteMdp mdp, double discount, double epsilon) {
    return bestSoft(mdp, discount, epsilon, Method.POLICY_ITERATION);
  }

  /** The same by any method. */
  public static double[] bestSoft(FiniteMdp mdp, double discount, double epsilon, Method method) {
    return new Planner(mdp, discount, epsilon).optimal(method);
  }

  /** Values of the best ε-soft policy under a time limit; it too may watch the clock. */
  public static double[] bestSoft(FiniteMdp mdp, double discount, double epsilon, int horizon) {
    return new Planner(mdp, discount, epsilon).optimal(horizon);
  }

  /** Values of a policy without a time limit: the solution of v = r + γ P v. */
  public static double[] of(FiniteMdp mdp, double[] policy, double discount) {
    double[] v = ifFinite(mdp, policy, discount);
    if (v == null) {
      throw new IllegalArgumentException(
          "where it never ends, the undiscounted value of a policy is infinite");
    }
    return v;
  }

  /**
   * The same, null where they are infinite: never with a discount, and without one where the policy
   * pays something in a state from which it cannot come to an end.
   */
  public static double @Nullable [] ifFinite(FiniteMdp mdp, double[] policy, double discount) {
    PolicyChain chain = new PolicyChain(mdp, policy, checked(discount));
    return chain.isFinite() ? chain.values() : null;
  }

  /** The same, NaN in the states where they are infinite. */
  public static double[] whereFinite(FiniteMdp mdp, double[] policy, double discount) {
    return new PolicyChain(mdp, policy, checked(discount)).values();
  }

  /**
   * The value of a policy at the start, without a time limit; none where it is infinite. Circles to
   * which an episode never comes do not matter. Cost: a solution over the states to which it comes.
   */
  public static OptionalDouble atStart(FiniteMdp mdp, double[] policy, double discount) {
    PolicyChain chain = PolicyChain.fromStart(mdp, policy, checked(discount));
    return chain.isFinite() ? OptionalDouble.of(chain.valueAtStart()) : OptionalDouble.empty();
  }

  /**
   * Values of the best ε-soft policy without a time limit, where they are infinite in a state to
   * which no episode comes: then those of all states to which one does, NaN in the others. An
   * episode comes to a state if some policy leads there.
   */
  public static double[] bestReached(
      FiniteMdp mdp, double discount, double epsilon, Method method) {
    try {
      return bestSoft(mdp, discount, epsilon, method);
    } catch (IllegalArgumentException infinite) {
      Reach reach = Reach.of(mdp, uniform(mdp));
      FiniteMdp met = reach.part(mdp);
      if (met == mdp) {
        throw infinite;
      }
      return reach.spread(bestSoft(met, discount, epsilon, method));
    }
  }

  /**
   * The most that a policy gets from the start, without a time limit; none where the most is
   * infinite, up or down, in a state to which an episode comes, be it that the best policy keeps
   * away from there.
   */
  public static OptionalDouble bestAtStart(FiniteMdp mdp, double discount) {
    try {
      return OptionalDouble.of(
          atStart(mdp, bestReached(mdp, discount, 0, Method.POLICY_ITERATION)));
    } catch (IllegalArgumentException infinite) {
      return OptionalDouble.empty();
    }
  }

  /** Values of a policy under a time limit. Cost: horizon × outcomes of what the policy does. */
  public static double[] of(FiniteMdp mdp, double[] policy, double discount, int horizon) {
    checked(discount);
    double[] v = new double[mdp.states()];
    double[] old = new double[mdp.states()];
    for (int h = 0; h < horizon; h++) {
      System.arraycopy(v, 0, old, 0, v.length);
      for (int s = 0; s < mdp.states(); s++) {
        v[s] = value(mdp, policy, old, discount, s);
      }
      if (Arrays.equals(v, old)) {
        break;
      }
    }
    return v;
  }

  /**
   * Action values q(s, a) = Σ p (r + γ v(s')) of each pair, given the values of what follows; -∞ of
   * what is not allowed.
   */
  public static double[] actionValues(FiniteMdp mdp, double[] v, double discount) {
    double[] q = new double[mdp.pairs()];
    for (int pair = 0; pair < q.length; pair++) {
      q[pair] = mdp.isAllowed(pair) ? value(mdp, v, discount, pair) : Double.NEGATIVE_INFINITY;
    }
    return q;
  }

  /**
   * On-policy weights μ(s): the share of all steps under the policy that are taken in s (Sutton and
   * Barto 2018, section 9.2). They sum to one. Where the process goes on for ever, that is the
   * stationary distribution, of the closed classes as they are reached from the start.
   */
  public static double[] onPolicyWeights(FiniteMdp mdp, double[] policy) {
    return new PolicyChain(mdp, policy, 1).weights();
  }

  /** The same when episodes are cut after {@code horizon} steps. Cost: horizon × outcomes. */
  public static double[] onPolicyWeights(FiniteMdp mdp, double[] policy, int horizon) {
    double[] at = mdp.start();
    double[] weights = new double[mdp.states()];
    double[] then = new double[mdp.states()];
    double total = 0;
    double left = 1;
    for (int h = 0; h < horizon && left > 1e-18 * total; h++) {
      Arrays.fill(then, 0);
      for (int pair = 0; pair < mdp.pairs(); pair++) {
        double here = at[pair / mdp.actions()] * policy[pair];
        for (int o = mdp.first(pair); here != 0 && o < mdp.end(pair); o++) {
          if (!mdp.terminated(o)) {
            then[mdp.next(o)] += here * mdp.probability(o);
          }
        }
      }
      left = 0;
      for (int s = 0; s < mdp.states(); s++) {
        weights[s] += at[s];
        total += at[s];
        left += then[s];
      }
      double[] spare = at;
      at = then;
      then = spare;
    }
    for (int s = 0; s < mdp.states(); s++) {
      weights[s] /= total;
    }
    return weights;
  }

  /** The policy that takes every action of a state with the same probability. */
  public static double[] uniform(FiniteMdp mdp) {
    double[] policy = new double[mdp.pairs()];
    for (int s = 0; s < mdp.states(); s++) {
      int first = s * mdp.actions();
      Arrays.fill(policy, first, first + mdp.actions(s), 1.0 / mdp.actions(s));
    }
    return policy;
  }

  /** The policy that takes the actions of the highest value; tied ones share the probability. */
  public static double[] greedy(FiniteMdp mdp, double[] actionValues) {
    return greedy(mdp, actionValues, 0);
  }

  /** The same; actions that are no more than {@code slack} worse count as tied. */
  public static double[] greedy(FiniteMdp mdp, double[] actionValues, double slack) {
    double[] policy = new double[mdp.pairs()];
    for (int s = 0; s < mdp.states(); s++) {
      int begin = s * mdp.actions();
      int end = begin + mdp.actions(s);
      double max = actionValues[begin];
      for (int i = begin; i < end; i++) {
        max = Math.max(max, actionValues[i]);
      }
      int ties = 0;
      for (int i = begin; i < end; i++) {
        ties += actionValues[i] >= max - slack ? 1 : 0;
      }
      for (int i = begin; i < end; i++) {
        policy[i] = actionValues[i] >= max - slack ? 1.0 / ties : 0;
      }
    }
    return policy;
  }

  /** Expectation of state values over the first state of an episode. */
  public static double atStart(FiniteMdp mdp, double[] v) {
    double[] start = mdp.start();
    double sum = 0;
    for (int s = 0; s < v.length; s++) {
      sum += start[s] == 0 ? 0 : start[s] * v[s];
    }
    return sum;
  }

  /**
   * What an episode of a policy returns on average under a time limit. Cost: a pass over what the
   * policy does, and horizon × outcomes of that in the states where it can then be, which is far
   * less than {@link #of(FiniteMdp, double[], double, int) all values} where it walks in a circle.
   */
  public static double atStart(FiniteMdp mdp, double[] policy, double discount, int horizon) {
    return new PolicyWalk(mdp, policy).expectedReturn(checked(discount), horizon);
  }

  private static double checked(double discount) {
    return Check.probability("discount", discount);
  }

  /** What a pair is worth: Σ p (r + γ v(s')). */
  static double value(FiniteMdp mdp, double[] v, double discount, int pair) {
    double sum = 0;
    for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
      boolean over = mdp.terminated(o) || mdp.probability(o) == 0;
      double rest = over ? 0 : discount * v[mdp.next(o)];
      sum += mdp.probability(o) * (mdp.reward(o) + rest);
    }
    return sum;
  }

  /** What a policy gets in a state: Σ π(a|s) q(s, a). */
  static double value(FiniteMdp mdp, double[] policy, double[] v, double discount, int s) {
    double sum = 0;
    for (int pair = s * mdp.actions(); pair < (s + 1) * mdp.actions(); pair++) {
      if (policy[pair] != 0) {
        sum += policy[pair] * value(mdp, v, discount, pair);
      }
    }
    return sum;
  }
}
