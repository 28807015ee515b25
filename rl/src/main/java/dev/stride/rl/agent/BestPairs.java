package dev.stride.rl.agent;

import java.util.Arrays;

/**
 * The best action of each state of a table of action values, kept from one look to the next. It is
 * kept where it is better than all others there, until its value falls or another one reaches it,
 * so that a state is seldom looked through.
 */
final class BestPairs {
  /** What stands for the pair of a state that has to be looked for; all pairs are greater. */
  static final int UNKNOWN = -1;

  private final double[] q;
  private final int actions;
  private final int[] known;

  /**
   * Nothing is known yet.
   *
   * @param q the values, of which {@link #changed} is told
   * @param actions how many there are for each state
   */
  BestPairs(double[] q, int actions) {
    this.q = q;
    this.actions = actions;
    known = new int[q.length / actions];
    Arrays.fill(known, UNKNOWN);
  }

  /** The pair of the best action of a state, or {@link #UNKNOWN}. */
  int of(int state) {
    return known[state];
  }

  /** Keeps the pair of the one action of a state that is better than all others. */
  void keep(int state, int pair) {
    known[state] = pair;
  }

  /** A value has changed, which was {@code old}. */
  void changed(int pair, double old) {
    int state = pair / actions;
    int best = known[state];
    double value = q[pair];
    if (best == pair) {
      if (!(value >= old)) {
        known[state] = UNKNOWN;
      }
    } else if (best != UNKNOWN && !(value < q[best])) {
      known[state] = value > q[best] ? pair : UNKNOWN;
    }
  }
}
