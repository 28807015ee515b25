package dev.stride.rl.agent;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * The ε-greedy policy on the action values of one state, which stand in {@code q[begin..end)}: with
 * probability ε any action, else the best one. Actions tied for the best share its probability.
 */
public final class Exploration {
  private static final int NOWHERE = -1;

  private final double epsilon;
  private final UniformRandomProvider rng;

  /** Where the values begin that were looked at last; {@link #NOWHERE} once they have changed. */
  private int seen = NOWHERE;

  /** The first of the best actions there, and their number. */
  private int best;

  private int ties;

  /** The policy of a run, drawing from its stream of exploration. */
  public Exploration(Run run, double epsilon) {
    this.epsilon = epsilon;
    rng = run.exploration();
  }

  /** Draws an action; returns its position. */
  public int choose(double[] q, int begin, int end) {
    forget();
    return chooseSeen(q, begin, end);
  }

  /** The same, where what {@link #look} has seen in the same values holds until {@link #forget}. */
  int chooseSeen(double[] q, int begin, int end) {
    boolean explore = rng.nextDouble() < epsilon;
    if (!explore) {
      if (begin != seen) {
        look(q, begin, end);
        forget(); // whoever only chooses may change the values himself
      }
      if (ties == 1) {
        return best;
      }
    }
    int skip = rng.nextInt(explore ? end - begin : ties);
    return explore ? begin + skip : tied(q, best, end, skip);
  }

  /** The position of the first of the best actions; keeps what it sees for the next choice. */
  int look(double[] q, int begin, int end) {
    int at = begin;
    double max = q[begin];
    int equal = 1;
    for (int i = begin + 1; i < end; i++) {
      double value = q[i];
      if (value > max) {
        at = i;
        max = value;
        equal = 1;
      } else if (value == max) {
        equal++;
      }
    }
    seen = begin;
    best = at;
    ties = equal;
    return at;
  }

  /** The values have changed. */
  void forget() {
    seen = NOWHERE;
  }

  /** One of the best actions, drawn from all that are tied; returns its position. */
  public int greedy(double[] q, int begin, int end) {
    look(q, begin, end);
    return ties == 1 ? best : tied(q, best, end, rng.nextInt(ties));
  }

  /**
   * The position in [best, end) that is as good as {@code best} and has {@code skip} such before
   * it.
   */
  private static int tied(double[] q, int best, int end, int skip) {
    int left = skip;
    int i = best;
    while (left > 0 && i < end - 1) {
      i++;
      left -= q[i] == q[best] ? 1 : 0;
    }
    return i;
  }

  /** The position of the first of the best actions. */
  public static int best(double[] q, int begin, int end) {
    int best = begin;
    double max = q[begin];
    for (int i = begin + 1; i < end; i++) {
      double value = q[i];
      if (value > max) {
        best = i;
        max = value;
      }
    }
    return best;
  }

  /** The value of the best action. */
  public static double max(double[] q, int begin, int end) {
    double max = q[begin];
    for (int i = begin + 1; i < end; i++) {
      max = q[i] > max ? q[i] : max;
    }
    return max;
  }

  /** How many actions are as good as the best one. */
  public static int ties(double[] q, int begin, int end) {
    double max = max(q, begin, end);
    int ties = 0;
    for (int i = begin; i < end; i++) {
      ties += q[i] == max ? 1 : 0;
    }
    return ties;
  }

  /** Σ π(a) q(a). */
  public double expected(double[] q, int begin, int end) {
    double sum = 0;
    for (int i = begin; i < end; i++) {
      sum += q[i];
    }
    return epsilon * sum / (end - begin) + (1 - epsilon) * max(q, begin, end);
  }

  /** π(a) of an action of value {@code q}, where the best one, {@code max}, occurs so often. */
  public double probability(double q, double max, int ties, int actions) {
    return epsilon / actions + (q == max ? (1 - epsilon) / ties : 0);
  }
}
