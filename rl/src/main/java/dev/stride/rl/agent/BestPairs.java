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
  private final int[] known;

  /** The state of each pair: a division takes longer. */
  private final int[] states;

  /**
   * Nothing is known yet.
   *
   * @param q the values, of which {@link #changed} is told
   * @param actions how many there are for each state
   */
  BestPairs(double[] q, int actions) {
    this.q = q;
    known = new int[q.length / actions];
    Arrays.fill(known, UNKNOWN);
    states = new int[q.length];
    Arrays.setAll(states, pair -> pair / actions);
  }

  /** The pair of the best action of a state, or {@link #UNKNOWN}. */
  int of(int state) {
    return known[state];
  }

  /** Keeps the pair of the one action of a state that is better than all others. */
  void keep(int state, int pair) {
    known[state] = pair;
  }

  /** The value of a pair has changed. */
  void changed(int pair, double old, double value) {
    int state = states[pair];
    int best = known[state];
    if (best == pair) {
      if (!(value >= old)) {
        known[state] = UNKNOWN;
      }
    } else if (best != UNKNOWN && !(value < q[best])) {
      known[state] = value > q[best] ? pair : UNKNOWN;
    }
  }
}
