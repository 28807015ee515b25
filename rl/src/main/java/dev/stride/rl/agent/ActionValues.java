package dev.stride.rl.agent;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import dev.stride.optim.TraceStep;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A table of action values q(s, a) that is learned by one-step TD errors, and the ε-greedy policy
 * on it. A pair (s, a) is known by its number. Nothing is allocated after construction.
 *
 * <p>Actions tied for the best are chosen from at random, from the stream of exploration.
 */
public final class ActionValues {
  private final Run run;
  private final double[] q;
  private final int actions;
  private final double discount;
  private final double epsilon;
  private final UniformRandomProvider exploration;
  private final TraceStep step;
  private final boolean traced;
  private final int[] position;
  private final int[] feature;
  private final int[] differenceAt;

  /** The table of a run. */
  public ActionValues(Run run, double epsilon) {
    this.run = run;
    this.epsilon = epsilon;
    q = run.weights();
    actions = run.actions();
    discount = run.discount();
    exploration = run.exploration();
    step = TraceStep.ofSparse(1, actions);
    position = Objects.requireNonNull(step.index);
    feature = Objects.requireNonNull(step.features.index);
    differenceAt = Objects.requireNonNull(step.difference.index);
    traced = run.traced();
    step.size = 1;
    step.trace[0] = 1;
    step.features.size = 1;
    step.features.value[0] = 1;
  }

  /** Checks the settings of an agent with such a table. */
  public static void check(double epsilon, double initial) {
    Check.probability("epsilon", epsilon);
    Check.that(Double.isFinite(initial), "initial must be finite, not %s", initial);
  }

  /** The pair that the ε-greedy policy takes in a state. */
  public int choose(int state) {
    int pair = state * actions;
    if (exploration.nextDouble() < epsilon) {
      return pair + exploration.nextInt(actions);
    }
    int best = pair;
    double max = q[pair];
    int ties = 1;
    for (int i = pair + 1; i < pair + actions; i++) {
      double value = q[i];
      if (value > max) {
        best = i;
        max = value;
        ties = 1;
      } else if (value == max) {
        ties++;
      }
    }
    return ties == 1 ? best : tied(best, pair + actions, exploration.nextInt(ties));
  }

  /**
   * The pair in [best, end) that is as good as {@code best} and has {@code skip} such before it.
   */
  private int tied(int best, int end, int skip) {
    int left = skip;
    int i = best;
    while (left > 0 && i < end - 1) {
      i++;
      left -= q[i] == q[best] ? 1 : 0;
    }
    return i;
  }

  /** The first of the best pairs in a state. */
  public int best(int state) {
    int pair = state * actions;
    int best = pair;
    double max = q[pair];
    for (int i = pair + 1; i < pair + actions; i++) {
      double value = q[i];
      if (value > max) {
        best = i;
        max = value;
      }
    }
    return best;
  }

  /** Moves q(pair) towards the target r, behind which nothing follows. */
  public void learn(int pair, double reward) {
    if (traced) {
      leave(pair);
    }
    apply(pair, reward - q[pair]);
  }

  /** Moves q(pair) towards the target r + γ q(next). */
  public void learn(int pair, double reward, int next) {
    if (traced) {
      leave(pair);
      enter(next, 1);
    }
    apply(pair, reward + discount * q[next] - q[pair]);
  }

  /** Moves q(pair) towards the target r + γ Σ π(a|s') q(s', a) of the ε-greedy policy π. */
  public void learnExpected(int pair, double reward, int nextState) {
    int begin = nextState * actions;
    int end = begin + actions;
    double max = q[best(nextState)];
    double sum = 0;
    int ties = 0;
    for (int i = begin; i < end; i++) {
      sum += q[i];
      ties += q[i] == max ? 1 : 0;
    }
    if (traced) {
      leave(pair);
      for (int i = begin; i < end; i++) {
        enter(i, epsilon / actions + (q[i] == max ? (1 - epsilon) / ties : 0));
      }
    }
    double expected = epsilon * sum / actions + (1 - epsilon) * max;
    apply(pair, reward + discount * expected - q[pair]);
  }

  /** Begins the difference γx' - x: the features x of the pair that is left. */
  private void leave(int pair) {
    differenceAt[0] = pair;
    step.difference.value[0] = -1;
    step.difference.size = 1;
    feature[0] = pair;
  }

  /** Adds a pair to x' with the given weight. */
  private void enter(int pair, double weight) {
    Entries difference = step.difference;
    if (pair == differenceAt[0]) {
      difference.value[0] += discount * weight;
    } else {
      differenceAt[difference.size] = pair;
      difference.value[difference.size++] = discount * weight;
    }
  }

  private void apply(int pair, double delta) {
    position[0] = pair;
    step.value[0] = delta;
    step.size = 1;
    step.surprise = delta;
    step.delta = delta;
    run.apply(step);
  }
}
