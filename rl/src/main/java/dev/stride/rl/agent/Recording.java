package dev.stride.rl.agent;

import java.util.Arrays;

/**
 * What a run leaves for pictures: how often each state was acted in, with what action each episode
 * began, the size of the errors δ along the way (of TD, or what the agent has in their place), and
 * the effective step size, which is how long the change of the weights was beside the step that the
 * agent proposed, δz. Costs a pass over every step. There is an entry for each change of the
 * weights: NaN for what it does not tell.
 */
public final class Recording {
  private final boolean rewritten;
  private final long[] visits;
  private int[] firstActions = new int[64];
  private int episodes;
  private boolean begins;
  private final Thinned surprise = new Thinned();
  private final Thinned stepSize = new Thinned();
  private double proposed;

  /**
   * An empty one.
   *
   * @param states how many the world has; 0 where there are coordinates instead
   * @param rewritten whether an optimizer makes changes of the steps: those of an agent that has a
   *     step size of its own are changes already, and tell no step size
   */
  public Recording(int states, boolean rewritten) {
    this.rewritten = rewritten;
    visits = new long[states];
  }

  /** An episode begins, unless the run is over. */
  void begin() {
    begins = true;
  }

  void visit(int state, int action) {
    if (visits.length > 0) {
      visits[state]++;
    }
    if (begins) {
      if (episodes == firstActions.length) {
        firstActions = Arrays.copyOf(firstActions, 2 * episodes);
      }
      firstActions[episodes++] = action;
      begins = false;
    }
  }

  void before(double delta, double[] value, int size) {
    surprise.add(Math.abs(delta));
    proposed = squares(value, size);
  }

  void after(double[] value, int size) {
    boolean told = rewritten && proposed > 0;
    stepSize.add(told ? Math.sqrt(squares(value, size) / proposed) : Double.NaN);
  }

  private static double squares(double[] value, int size) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      sum += value[j] * value[j];
    }
    return sum;
  }

  /** Steps taken in each state. */
  public long[] visits() {
    return visits.clone();
  }

  /** The first action of each episode, and of one that is not over. */
  public int[] firstActions() {
    return Arrays.copyOf(firstActions, episodes);
  }

  /** |δ|, change by change; NaN where an agent has no δ. */
  public Thinned surprise() {
    return surprise;
  }

  /** The effective step size, change by change; NaN where nothing was proposed. */
  public Thinned stepSize() {
    return stepSize;
  }
}
