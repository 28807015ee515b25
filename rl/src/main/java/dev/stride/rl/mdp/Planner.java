package dev.stride.rl.mdp;

import dev.stride.optim.Check;
import java.util.Arrays;

/**
 * Looks for the best values that an ε-soft policy can have: one that takes a uniformly random
 * action with probability ε. The optimality operator is (1-ε) maxₐ q(s,a) + ε meanₐ q(s,a) (Sutton
 * and Barto 2018, section 5.4), for ε = 0 the usual one.
 *
 * <p>Undiscounted, the operator has more than one fixed point where circles pay nothing. All
 * methods climb from the values of one policy, and the fixed point that they reach from below is
 * the optimum: this policy stays for ever where it can do so at no pay, and goes the shortest way
 * to an end or to such a place elsewhere. A state from which there is neither has no finite value.
 */
final class Planner {
  /** Differences below this, of the largest value, are taken for rounding. */
  private static final double SLACK = 1e-14;

  private static final double LAST_DIGIT = 1e-15;
  private static final int PATIENCE = 100;
  private static final int MOST_SWEEPS = 1_000_000;
  private static final int INNER_SWEEPS = 20;

  private final FiniteMdp mdp;
  private final double discount;
  private final SoftChoice choice;
  private final double[] policy;

  /** The action of the policy in each state. */
  private final int[] way;

  Planner(FiniteMdp mdp, double discount, double epsilon) {
    this.mdp = mdp;
    this.discount = Check.probability("discount", discount);
    choice = new SoftChoice(mdp, epsilon);
    policy = new double[mdp.pairs()];
    way = new int[mdp.states()];
  }

  double[] optimal(Method method) {
    firstPolicy();
    double[] v = TrueValues.of(mdp, policy, discount);
    return switch (method) {
      case VALUE_ITERATION -> sweeps(v, 0);
      case POLICY_ITERATION -> policyIteration(v);
      case MODIFIED_POLICY_ITERATION -> sweeps(v, INNER_SWEEPS);
    };
  }

  /** Values under a time limit. */
  double[] optimal(int horizon) {
    double[] v = new double[mdp.states()];
    double[] old = new double[mdp.states()];
    for (int h = 0; h < horizon; h++) {
      System.arraycopy(v, 0, old, 0, v.length);
      for (int s = 0; s < mdp.states(); s++) {
        v[s] = look(old, s);
      }
      if (Arrays.equals(v, old)) {
        break;
      }
    }
    return v;
  }

  private void firstPolicy() {
    boolean[] settled = stays();
    boolean grew = true;
    while (grew) {
      grew = false;
      boolean[] before = settled.clone();
      for (int s = 0; s < mdp.states(); s++) {
        for (int a = 0; a < mdp.actions(s) && !settled[s]; a++) {
          way[s] = a;
          settled[s] = leads(s * mdp.actions() + a, before);
          grew |= settled[s];
        }
      }
    }
    for (int s = 0; s < mdp.states(); s++) {
      take(s, way[s]);
    }
  }

  /**
   * Where a policy can stay for ever, or come to an end, with no pay at all; and by what action.
   */
  private boolean[] stays() {
    boolean[] stays = new boolean[mdp.states()];
    Arrays.fill(stays, true);
    boolean shrank = true;
    while (shrank) {
      shrank = false;
      for (int s = 0; s < mdp.states(); s++) {
        int unpaid = 0;
        for (int a = mdp.actions(s) - 1; a >= 0 && stays[s]; a--) {
          if (isUnpaid(s * mdp.actions() + a, stays)) {
            way[s] = a;
            unpaid++;
          }
        }
        // A soft policy takes all of them.
        boolean left = stays[s] && unpaid < (choice.isSoft() ? mdp.actions(s) : 1);
        stays[s] &= !left;
        shrank |= left;
      }
    }
    return stays;
  }

  private boolean isUnpaid(int pair, boolean[] within) {
    for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
      boolean unpaid = mdp.reward(o) == 0 && (mdp.terminated(o) || within[mdp.next(o)]);
      if (mdp.probability(o) != 0 && !unpaid) {
        return false;
      }
    }
    return true;
  }

  private boolean leads(int pair, boolean[] to) {
    for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
      if (mdp.probability(o) != 0 && (mdp.terminated(o) || to[mdp.next(o)])) {
        return true;
      }
    }
    return false;
  }

  private double[] policyIteration(double[] first) {
    double[] v = first;
    double[] next = first;
    do {
      v = next;
      if (!improve(v.clone())) {
        return v;
      }
      next = TrueValues.of(mdp, policy, discount);
    } while (rises(v, next));
    // What looked better was rounding.
    return v;
  }

  private boolean rises(double[] v, double[] next) {
    double slack = SLACK * mdp.scale(v);
    for (int s = 0; s < v.length; s++) {
      if (next[s] > v[s] + slack) {
        return true;
      }
    }
    return false;
  }

  /**
   * Turns the policy greedy where that is better by more than rounding; whether it was anywhere. It
   * goes on with the values that this gives at least, as long as actions change, since a sweep
   * costs less than an evaluation.
   */
  private boolean improve(double[] v) {
    double slack = SLACK * mdp.scale(v);
    boolean improved = false;
    boolean changed = true;
    for (int sweep = 0; changed && sweep < INNER_SWEEPS; sweep++) {
      changed = false;
      for (int s = 0; s < mdp.states(); s++) {
        double best = look(v, s);
        if (best > v[s] + slack) {
          v[s] = best;
          changed |= take(s, choice.best());
        }
      }
      improved |= changed;
    }
    return improved;
  }

  /** Makes an action that of the policy; whether it was another. */
  private boolean take(int s, int action) {
    boolean changed = way[s] != action;
    way[s] = action;
    choice.put(policy, s, action);
    return changed;
  }

  /**
   * Improvements in place, each followed by so many evaluations, until nothing moves but the last
   * digit, or no less than a hundred sweeps ago, which is rounding.
   */
  private double[] sweeps(double[] v, int evaluations) {
    double least = Double.POSITIVE_INFINITY;
    int leastAt = 0;
    boolean moves = true;
    for (int sweep = 0; moves; sweep++) {
      Check.that(
          sweep < MOST_SWEEPS,
          "values still move after %s sweeps: they are infinite, or take %s",
          MOST_SWEEPS,
          Method.POLICY_ITERATION);
      double change = 0;
      for (int s = 0; s < mdp.states(); s++) {
        double best = look(v, s);
        change = Math.max(change, Math.abs(best - v[s]));
        v[s] = best;
        take(s, choice.best());
      }
      for (int k = 0; k < evaluations; k++) {
        evaluate(v);
      }
      if (change < least) {
        least = change;
        leastAt = sweep;
      }
      double last = sweep - leastAt < PATIENCE ? LAST_DIGIT : SLACK;
      moves = change > last * mdp.scale(v);
    }
    return v;
  }

  private void evaluate(double[] v) {
    for (int s = 0; s < mdp.states(); s++) {
      if (choice.isSoft()) {
        look(v, s);
        v[s] = choice.value(way[s]);
      } else {
        v[s] = TrueValues.value(mdp, v, discount, s * mdp.actions() + way[s]);
      }
    }
  }

  /** What the best choice in a state is worth. */
  private double look(double[] v, int s) {
    int actions = choice.begin(s);
    for (int a = 0; a < actions; a++) {
      choice.q[a] = TrueValues.value(mdp, v, discount, s * mdp.actions() + a);
    }
    return choice.value();
  }
}
