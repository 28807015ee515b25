package dev.stride.rl.agent;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * The ε-greedy policy on the action values of one state, which stand in {@code q[begin..end)}: with
 * probability ε any action, else the best one. Actions tied for the best share its probability.
 */
public final class Exploration {
  private final double epsilon;

  /** How many of the 2⁵³ numbers that {@code nextDouble} can draw are below ε. */
  private final long exploring;

  private final UniformRandomProvider rng;

  /** How many actions were as good as the best one at the last look. */
  private int ties;

  /** The policy of a run, drawing from its stream of exploration. */
  public Exploration(Run run, double epsilon) {
    this(run.exploration(), epsilon);
  }

  Exploration(UniformRandomProvider rng, double epsilon) {
    this.epsilon = epsilon;
    this.rng = rng;
    exploring = (long) Math.ceil(epsilon * 0x1p53);
  }

  /** Draws an action; returns its position. */
  public int choose(double[] q, int begin, int end) {
    boolean any = explores();
    int from = any ? begin : look(q, begin, end);
    return !any && ties == 1 ? from : draw(q, from, end, any);
  }

  /** One of the best actions, drawn from all that are tied; returns its position. */
  public int greedy(double[] q, int begin, int end) {
    int best = look(q, begin, end);
    return ties == 1 ? best : draw(q, best, end, false);
  }

  /** Draws whether to take any action: {@code nextDouble() < ε}, without making the double. */
  boolean explores() {
    return rng.nextLong() >>> 11 < exploring;
  }

  /** The position of the first of the best actions; counts them. */
  private int look(double[] q, int begin, int end) {
    int best = begin;
    double max = q[begin];
    int equal = 1;
    for (int i = begin + 1; i < end; i++) {
      double value = q[i];
      if (value > max) {
        best = i;
        max = value;
        equal = 1;
      } else if (value == max) {
        equal++;
      }
    }
    ties = equal;
    return best;
  }

  /**
   * Draws any of the actions in [from, end), or one of those that are as good as the first of them,
   * where the last look found it. Both are drawn in one place: of two, the compiler would do what
   * they share before it is known whether anything is to be drawn.
   */
  private int draw(double[] q, int from, int end, boolean any) {
    int skip = rng.nextInt(any ? end - from : ties);
    return any ? from + skip : tied(q, from, end, skip);
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
