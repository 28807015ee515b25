package dev.stride.rl.agent;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The best actions of each state of a table of action values, as a look through all of them would
 * find them: the first, and how many are as good. There is such a look only where a best value
 * falls or another one reaches it, and, where several are tied, when any changes.
 */
final class BestPairs {
  private final double[] q;
  private final int actions;

  /** Number of actions of each state; null where all have all. */
  private final int @Nullable [] fewer;

  /**
   * The best pair of each state; where several are tied, ~ the first of them, which is negative.
   */
  private final int[] best;

  /** How many pairs of each state are the best. */
  private final int[] ties;

  /** The state of each pair: a division takes longer. */
  private final int[] states;

  /**
   * The best actions at the start.
   *
   * @param q the values, of whose changes {@link #changed} is told
   * @param actions how many pairs there are for each state
   * @param fewer how many of them each state has; null where all have all
   */
  BestPairs(double[] q, int actions, int @Nullable [] fewer) {
    this.q = q;
    this.actions = actions;
    this.fewer = fewer;
    best = new int[q.length / actions];
    ties = new int[best.length];
    states = new int[q.length];
    Arrays.setAll(states, pair -> pair / actions);
    // To what is not a number nothing compares, so that it looks.
    for (int state = 0; state < best.length; state++) {
      changed(state * actions, Double.NaN, Double.NaN);
    }
  }

  /** The pair of the one best action of a state; where several are tied, ~ the first of them. */
  int of(int state) {
    return best[state];
  }

  /** The pair of the first of the best actions of a state. */
  int first(int state) {
    int known = best[state];
    return known < 0 ? ~known : known;
  }

  /** How many actions of a state are the best. */
  int ties(int state) {
    return ties[state];
  }

  /**
   * The value of a pair has changed. The look is written out here: the compiler might leave a call
   * of it as it is in the loop of an agent, whose steps then take a third longer or more, however
   * seldom it comes.
   */
  void changed(int pair, double old, double value) {
    int state = states[pair];
    int known = best[state];
    boolean asBefore = known == pair ? value >= old : known < 0 ? value == old : value < q[known];
    if (asBefore) {
      return;
    }
    int begin = state * actions;
    int end = begin + (fewer == null ? actions : fewer[state]);
    int first = begin;
    double max = q[begin];
    int equal = 1;
    for (int i = begin + 1; i < end; i++) {
      double other = q[i];
      if (other > max) {
        first = i;
        max = other;
        equal = 1;
      } else if (other == max) {
        equal++;
      }
    }
    best[state] = equal == 1 ? first : ~first;
    ties[state] = equal;
  }
}
