package dev.stride.rl.agent;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import dev.stride.optim.TraceStep;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table of action values q(s, a) that is learned by one-step TD errors, and the ε-greedy policy
 * on it. A pair (s, a) is known by its number. Nothing is allocated after construction.
 */
public final class ActionValues {
  private final Run run;
  private final double[] q;
  private final int actions;

  /** Number of actions of each state; null where all have all. */
  private final int @Nullable [] fewer;

  private final double discount;
  private final Exploration exploration;
  private final TraceStep step;
  private final boolean traced;
  private final int[] position;
  private final int[] feature;
  private final int[] differenceAt;

  /** The table of a run. */
  public ActionValues(Run run, double epsilon) {
    this.run = run;
    q = run.weights();
    actions = run.actions();
    fewer = run.fewer();
    discount = run.discount();
    exploration = new Exploration(run, epsilon);
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

  /** Checks the settings of an agent that has action values and explores so. */
  public static void check(double epsilon, double initial) {
    Check.probability("epsilon", epsilon);
    Check.that(Double.isFinite(initial), "initial must be finite, not %s", initial);
  }

  /** Where the pairs of a state end. */
  private int end(int state, int begin) {
    return begin + (fewer == null ? actions : fewer[state]);
  }

  /** The pair that the ε-greedy policy takes in a state. */
  public int choose(int state) {
    int pair = state * actions;
    return exploration.choose(q, pair, end(state, pair));
  }

  /** The first of the best pairs in a state. */
  public int best(int state) {
    int pair = state * actions;
    return Exploration.best(q, pair, end(state, pair));
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
    int end = end(nextState, begin);
    if (traced) {
      double max = q[best(nextState)];
      int ties = Exploration.ties(q, begin, end);
      leave(pair);
      for (int i = begin; i < end; i++) {
        enter(i, exploration.probability(q[i], max, ties, end - begin));
      }
    }
    apply(pair, reward + discount * exploration.expected(q, begin, end) - q[pair]);
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
    if (!traced) {
      run.apply(pair, delta);
      return;
    }
    position[0] = pair;
    step.value[0] = delta;
    step.size = 1;
    step.surprise = delta;
    step.delta = delta;
    run.apply(step);
  }
}
