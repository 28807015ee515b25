package dev.stride.rl.control;

import dev.stride.optim.Entries;
import dev.stride.rl.agent.Exploration;
import dev.stride.rl.agent.Run;
import dev.stride.rl.agent.Traces;
import java.util.Objects;

/**
 * A state as a learner of action values meets it: its features x, and the values q(s, a) = Σ x(f)
 * w(f, a) as the weights were when it last looked. A table is the case of one feature for each
 * state. Nothing is allocated after construction.
 */
final class Situation {
  /** No action. */
  static final int NONE = -1;

  /** x. */
  final Entries x;

  /** q(s, ·), as far as the state has actions. */
  final double[] q;

  /** How many actions it has: the values end here. */
  int end;

  private final Run run;
  private final double[] w;
  private final int actions;

  private final int shift;

  Situation(Run run) {
    this(run, 0);
  }

  /** With weights that stand so many features behind the first. */
  Situation(Run run, int shift) {
    this.run = run;
    this.shift = shift;
    w = run.weights();
    actions = run.actions();
    x = Entries.sparse(run.encoder().most());
    q = new double[actions];
  }

  /** Sees the state in which the agent is. */
  void observe() {
    run.observe(x);
    end = run.actions(run.state());
    if (shift != 0) {
      shift();
    }
    evaluate();
  }

  private void shift() {
    int[] at = Objects.requireNonNull(x.index);
    for (int k = 0; k < x.size; k++) {
      at[k] += shift;
    }
  }

  /** Looks at the weights again. */
  void evaluate() {
    int a = 0;
    for (; a + 2 < end; a += 3) {
      evaluateThree(a);
    }
    if (a + 1 < end) {
      evaluateTwo(a);
    } else if (a < end) {
      q[a] = value(a);
    }
  }

  /**
   * The values of an action and the two after it, in one pass over the features: there are so few
   * that a loop costs as much to begin as to run.
   */
  private void evaluateThree(int action) {
    int[] at = Objects.requireNonNull(x.index);
    double first = 0;
    double second = 0;
    double third = 0;
    for (int k = 0; k < x.size; k++) {
      int weight = at[k] * actions + action;
      first += x.value[k] * w[weight];
      second += x.value[k] * w[weight + 1];
      third += x.value[k] * w[weight + 2];
    }
    q[action] = first;
    q[action + 1] = second;
    q[action + 2] = third;
  }

  private void evaluateTwo(int action) {
    int[] at = Objects.requireNonNull(x.index);
    double first = 0;
    double second = 0;
    for (int k = 0; k < x.size; k++) {
      int weight = at[k] * actions + action;
      first += x.value[k] * w[weight];
      second += x.value[k] * w[weight + 1];
    }
    q[action] = first;
    q[action + 1] = second;
  }

  /** The value of an action as the weights are now; leaves {@link #q} alone. */
  double value(int action) {
    int[] at = Objects.requireNonNull(x.index);
    double sum = 0;
    for (int k = 0; k < x.size; k++) {
      sum += x.value[k] * w[at[k] * actions + action];
    }
    return sum;
  }

  /** Tells a trace that δ bootstraps from all actions as an ε-greedy policy takes them. */
  void reach(Traces z, Exploration policy, double factor) {
    double max = Exploration.max(q, 0, end);
    int ties = Exploration.ties(q, 0, end);
    for (int a = 0; a < end; a++) {
      z.reach(x, a, factor * policy.probability(q[a], max, ties, end));
    }
  }
}
