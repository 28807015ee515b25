package dev.stride.rl.agent;

import dev.stride.optim.Check;
import dev.stride.optim.Entries;
import dev.stride.optim.TraceStep;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * A table of action values q(s, a) that is learned by one-step TD errors, and the ε-greedy policy
 * on it. A pair (s, a) is known by its number. Nothing is allocated after construction.
 *
 * <p>The values change here alone: an agent that changes them itself chooses by an {@link
 * Exploration}.
 *
 * <p>There are two kinds, no more, so that calls of either are compiled into the loop of an agent:
 * one for gradient descent with a constant step, which would be slowed down by the call of an
 * optimizer through which all others have gone, and one for these.
 */
public abstract sealed class ActionValues {
  /** How many pairs the table has for each state. */
  final int actions;

  /** Number of actions of each state; null where all have all. */
  private final int @Nullable [] fewer;

  /** γ. */
  final double discount;

  /** The ε-greedy policy. */
  final Exploration exploration;

  /** The values. */
  final double[] q;

  private ActionValues(Run run, double epsilon) {
    q = run.weights();
    actions = run.actions();
    fewer = run.fewer();
    discount = run.discount();
    exploration = new Exploration(run, epsilon);
  }

  /** The table of a run. */
  public static ActionValues of(Run run, double epsilon) {
    return run.constantRate() > 0 ? new Plain(run, epsilon) : new Ruled(run, epsilon);
  }

  /** Checks the settings of an agent that has action values and explores so. */
  public static void check(double epsilon, double initial) {
    Check.probability("epsilon", epsilon);
    Check.that(Double.isFinite(initial), "initial must be finite, not %s", initial);
  }

  /** Where the pairs of a state end. */
  final int end(int state, int begin) {
    return begin + (fewer == null ? actions : fewer[state]);
  }

  /** The pair that the ε-greedy policy takes in a state. */
  public int choose(int state) {
    int pair = state * actions;
    return exploration.choose(q, pair, end(state, pair));
  }

  /** Moves q(pair) towards the target r, behind which nothing follows. */
  public abstract void learn(int pair, double reward);

  /** Moves q(pair) towards the target r + γ q(next). */
  public abstract void learn(int pair, double reward, int next);

  /** Moves q(pair) towards the target r + γ maxₐ q(s', a). */
  public abstract void learnBest(int pair, double reward, int nextState);

  /** Moves q(pair) towards the target r + γ Σ π(a|s') q(s', a) of the ε-greedy policy π. */
  public abstract void learnExpected(int pair, double reward, int nextState);

  /** The TD error r + γ q(next) - q(pair). */
  final double error(int pair, double reward, int next) {
    return reward + discount * q[next] - q[pair];
  }

  final double expectedError(int pair, double reward, int nextState) {
    int next = nextState * actions;
    return reward + discount * exploration.expected(q, next, end(nextState, next)) - q[pair];
  }

  /** Gradient descent with a constant step, which changes the value of one pair at a time. */
  private static final class Plain extends ActionValues {
    private final double rate;
    private final BestPairs best;
    private final UniformRandomProvider rng;

    Plain(Run run, double epsilon) {
      super(run, epsilon);
      rate = run.constantRate();
      best = new BestPairs(q, actions, run.fewer());
      rng = run.exploration();
    }

    @Override
    public int choose(int state) {
      boolean any = exploration.explores();
      int known = best.of(state);
      if (!any && known >= 0) {
        return known;
      }
      int begin = state * actions;
      // As Exploration.draw does; written out here for the reason told in BestPairs.changed.
      int skip = rng.nextInt(any ? end(state, begin) - begin : best.ties(state));
      if (any) {
        return begin + skip;
      }
      int pair = ~known;
      while (skip > 0) {
        pair++;
        skip -= q[pair] == q[~known] ? 1 : 0;
      }
      return pair;
    }

    private void move(int pair, double delta) {
      double old = q[pair];
      double value = old + rate * delta;
      q[pair] = value;
      best.changed(pair, old, value);
    }

    @Override
    public void learn(int pair, double reward) {
      move(pair, reward - q[pair]);
    }

    @Override
    public void learn(int pair, double reward, int next) {
      move(pair, error(pair, reward, next));
    }

    @Override
    public void learnBest(int pair, double reward, int nextState) {
      move(pair, error(pair, reward, best.first(nextState)));
    }

    @Override
    public void learnExpected(int pair, double reward, int nextState) {
      move(pair, expectedError(pair, reward, nextState));
    }
  }

  /** Any other optimizer, or one that is watched. */
  private static final class Ruled extends ActionValues {
    private final Run run;
    private final TraceStep step;
    private final boolean traced;
    private final int[] position;
    private final int[] feature;
    private final int[] differenceAt;

    Ruled(Run run, double epsilon) {
      super(run, epsilon);
      this.run = run;
      step = TraceStep.ofSparse(1, actions);
      position = Objects.requireNonNull(step.index);
      feature = Objects.requireNonNull(step.features.index);
      differenceAt = Objects.requireNonNull(step.difference.index);
      traced = run.traced();
      step.trace[0] = 1;
      step.features.size = 1;
      step.features.value[0] = 1;
    }

    @Override
    public void learn(int pair, double reward) {
      if (traced) {
        leave(pair);
      }
      apply(pair, reward - q[pair]);
    }

    @Override
    public void learn(int pair, double reward, int next) {
      if (traced) {
        leave(pair);
        enter(next, 1);
      }
      apply(pair, error(pair, reward, next));
    }

    @Override
    public void learnBest(int pair, double reward, int nextState) {
      int begin = nextState * actions;
      learn(pair, reward, Exploration.best(q, begin, end(nextState, begin)));
    }

    @Override
    public void learnExpected(int pair, double reward, int nextState) {
      if (traced) {
        int begin = nextState * actions;
        int end = end(nextState, begin);
        double max = Exploration.max(q, begin, end);
        int ties = Exploration.ties(q, begin, end);
        leave(pair);
        for (int i = begin; i < end; i++) {
          enter(i, exploration.probability(q[i], max, ties, end - begin));
        }
      }
      apply(pair, expectedError(pair, reward, nextState));
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
}
