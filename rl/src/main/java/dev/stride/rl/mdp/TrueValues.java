package dev.stride.rl.mdp;

import dev.stride.optim.Check;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;

/**
 * Exact values by dynamic programming: what learned values and learned policies are judged by.
 *
 * <p>A policy is the probability π(a|s) of every state-action pair, in the order of the pairs; a
 * discount γ is from 0 to 1. Values are expected sums of (true) rewards from each state on. Without
 * a horizon there is no time limit; with one, the episode is cut after that many steps.
 *
 * <p>Undiscounted values exist where the process ends, or runs in circles that pay nothing; else
 * they are infinite, which is an {@code IllegalArgumentException}, see {@link #isFinite}.
 */
public final class TrueValues {
  private static final int MOST_SWEEPS = 10_000;

  private TrueValues() {}

  /**
   * Optimal values V*, without a time limit, to about 1e-12 of the largest: value iteration to
   * convergence, then policy iteration with exactly solved systems (Sutton and Barto 2018, sections
   * 4.3 and 4.4).
   *
   * <p>Undiscounted, a greedy action may be tied with one that only waits, and a policy that waits
   * for ever is not optimal; so the first policy mixes all tied actions, which ends wherever one of
   * them does. Value iteration only finds a policy to begin with, and stops after {@value
   * #MOST_SWEEPS} sweeps; where its policy does not end, the uniformly random one is improved.
   */
  public static double[] optimal(FiniteMdp mdp, double discount) {
    double[] v = valueIteration(mdp, discount);
    double[] policy = new double[mdp.pairs()];
    double[] q = new double[mdp.actions()];
    for (int s = 0; s < mdp.states(); s++) {
      actionValues(mdp, v, discount, s, q);
      share(q, 1e-9 * scale(v), policy, s * mdp.actions());
    }
    if (!isFinite(mdp, policy, discount)) {
      policy = uniform(mdp);
    }
    do {
      v = of(mdp, policy, discount);
    } while (improve(mdp, v, discount, policy));
    return v;
  }

  /**
   * Optimal values under a time limit: the most that any policy, also one that watches the clock,
   * gets in {@code horizon} steps. Cost: horizon × outcomes.
   */
  public static double[] optimal(FiniteMdp mdp, double discount, int horizon) {
    checkDiscount(discount);
    double[] v = new double[mdp.states()];
    double[] old = new double[mdp.states()];
    for (int h = 0; h < horizon; h++) {
      System.arraycopy(v, 0, old, 0, v.length);
      bestSweep(mdp, old, discount, v);
      if (Arrays.equals(v, old)) {
        break;
      }
    }
    return v;
  }

  /** Values of a policy without a time limit, by the linear system v = r + γ P v. */
  public static double[] of(FiniteMdp mdp, double[] policy, double discount) {
    checkDiscount(discount);
    Check.that(
        isFinite(mdp, policy, discount),
        "where it never ends, the undiscounted value of a policy is infinite");
    int n = mdp.states();
    boolean[] ends = ends(mdp, policy);
    double[][] system = new double[n][n];
    double[] reward = new double[n];
    for (int s = 0; s < n; s++) {
      system[s][s] = 1;
      boolean solve = discount < 1 || ends[s];
      for (int pair = s * mdp.actions(); solve && pair < (s + 1) * mdp.actions(); pair++) {
        for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
          double p = policy[pair] * mdp.probability(o);
          reward[s] += p * mdp.reward(o);
          if (!mdp.terminated(o)) {
            system[s][mdp.next(o)] -= discount * p;
          }
        }
      }
    }
    return new LUDecomposition(new Array2DRowRealMatrix(system, false), 1e-300)
        .getSolver()
        .solve(new ArrayRealVector(reward, false))
        .toArray();
  }

  /**
   * Whether the policy has finite values without a time limit: with a discount always, without one
   * where it pays nothing in any state from which it cannot come to an end.
   */
  public static boolean isFinite(FiniteMdp mdp, double[] policy, double discount) {
    if (discount < 1) {
      return true;
    }
    boolean[] ends = ends(mdp, policy);
    for (int pair = 0; pair < mdp.pairs(); pair++) {
      for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
        boolean taken = policy[pair] != 0 && mdp.probability(o) != 0;
        if (taken && !ends[pair / mdp.actions()] && mdp.reward(o) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Values of a policy under a time limit. Cost: horizon × outcomes of what the policy does. */
  public static double[] of(FiniteMdp mdp, double[] policy, double discount, int horizon) {
    checkDiscount(discount);
    double[] v = new double[mdp.states()];
    double[] old = new double[mdp.states()];
    for (int h = 0; h < horizon; h++) {
      System.arraycopy(v, 0, old, 0, v.length);
      for (int s = 0; s < mdp.states(); s++) {
        double sum = 0;
        for (int pair = s * mdp.actions(); pair < (s + 1) * mdp.actions(); pair++) {
          if (policy[pair] != 0) {
            sum += policy[pair] * value(mdp, old, discount, pair);
          }
        }
        v[s] = sum;
      }
      if (Arrays.equals(v, old)) {
        break;
      }
    }
    return v;
  }

  /**
   * On-policy weights μ(s): the share of all steps under the policy that are taken in s, when
   * episodes are cut after {@code horizon} steps (Sutton and Barto 2018, section 9.2). They sum to
   * one. Cost: horizon × outcomes.
   */
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

  /** The policy that takes every action with the same probability. */
  public static double[] uniform(FiniteMdp mdp) {
    double[] policy = new double[mdp.pairs()];
    Arrays.fill(policy, 1.0 / mdp.actions());
    return policy;
  }

  /** The policy that takes the actions of the highest value; tied ones share the probability. */
  public static double[] greedy(FiniteMdp mdp, double[] actionValues) {
    double[] policy = new double[mdp.pairs()];
    for (int pair = 0; pair < mdp.pairs(); pair += mdp.actions()) {
      double[] q = Arrays.copyOfRange(actionValues, pair, pair + mdp.actions());
      share(q, 0, policy, pair);
    }
    return policy;
  }

  /** Expectation of state values over the first state of an episode. */
  public static double atStart(FiniteMdp mdp, double[] v) {
    double[] start = mdp.start();
    double sum = 0;
    for (int s = 0; s < v.length; s++) {
      sum += start[s] * v[s];
    }
    return sum;
  }

  private static void checkDiscount(double discount) {
    Check.probability("discount", discount);
  }

  private static double[] valueIteration(FiniteMdp mdp, double discount) {
    checkDiscount(discount);
    double[] v = new double[mdp.states()];
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      if (bestSweep(mdp, v, discount, v) <= 1e-14 * scale(v)) {
        break;
      }
    }
    return v;
  }

  /** One sweep of the optimality operator; {@code into} may be {@code v} itself. */
  private static double bestSweep(FiniteMdp mdp, double[] v, double discount, double[] into) {
    double change = 0;
    for (int s = 0; s < mdp.states(); s++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int pair = s * mdp.actions(); pair < (s + 1) * mdp.actions(); pair++) {
        best = Math.max(best, value(mdp, v, discount, pair));
      }
      change = Math.max(change, Math.abs(best - v[s]));
      into[s] = best;
    }
    return change;
  }

  private static double value(FiniteMdp mdp, double[] v, double discount, int pair) {
    double sum = 0;
    for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
      double rest = mdp.terminated(o) ? 0 : discount * v[mdp.next(o)];
      sum += mdp.probability(o) * (mdp.reward(o) + rest);
    }
    return sum;
  }

  private static void actionValues(FiniteMdp mdp, double[] v, double discount, int s, double[] q) {
    for (int a = 0; a < q.length; a++) {
      q[a] = value(mdp, v, discount, s * q.length + a);
    }
  }

  /** Turns the policy greedy where that is better by more than rounding; whether it was. */
  private static boolean improve(FiniteMdp mdp, double[] v, double discount, double[] policy) {
    double[] q = new double[mdp.actions()];
    boolean improved = false;
    for (int s = 0; s < mdp.states(); s++) {
      actionValues(mdp, v, discount, s, q);
      if (max(q) > v[s] + 1e-12 * scale(v)) {
        double[] before = Arrays.copyOfRange(policy, s * q.length, (s + 1) * q.length);
        share(q, 0, policy, s * q.length);
        improved |= !Arrays.equals(before, 0, q.length, policy, s * q.length, (s + 1) * q.length);
      }
    }
    return improved;
  }

  /** Shares the probability among all actions within {@code slack} of the best. */
  private static void share(double[] q, double slack, double[] policy, int at) {
    double least = max(q) - slack;
    int ties = 0;
    for (double value : q) {
      ties += value >= least ? 1 : 0;
    }
    for (int a = 0; a < q.length; a++) {
      policy[at + a] = q[a] >= least ? 1.0 / ties : 0;
    }
  }

  private static double max(double[] q) {
    double max = q[0];
    for (double value : q) {
      max = Math.max(max, value);
    }
    return max;
  }

  private static double scale(double[] v) {
    double scale = 1;
    for (double value : v) {
      scale = Math.max(scale, Math.abs(value));
    }
    return scale;
  }

  /** From which states the policy can come to an end. */
  private static boolean[] ends(FiniteMdp mdp, double[] policy) {
    boolean[] ends = new boolean[mdp.states()];
    boolean grew = true;
    while (grew) {
      grew = false;
      for (int pair = 0; pair < mdp.pairs(); pair++) {
        int s = pair / mdp.actions();
        for (int o = mdp.first(pair); !ends[s] && policy[pair] != 0 && o < mdp.end(pair); o++) {
          ends[s] = mdp.probability(o) != 0 && (mdp.terminated(o) || ends[mdp.next(o)]);
          grew |= ends[s];
        }
      }
    }
    return ends;
  }
}
