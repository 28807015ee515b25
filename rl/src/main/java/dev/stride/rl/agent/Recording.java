package dev.stride.rl.agent;

/**
 * What a run leaves for pictures: how often each state was acted in, the size of the TD errors
 * along the way, and the effective step size, which is how long the change of the weights was
 * beside the step that the agent proposed, δz. Costs a pass over every step.
 */
public final class Recording {
  private final long[] visits;
  private final Thinned surprise = new Thinned();
  private final Thinned stepSize = new Thinned();
  private double proposed;

  /** An empty one, for a world with so many states; 0 where there are coordinates instead. */
  public Recording(int states) {
    visits = new long[states];
  }

  void visit(int state) {
    if (visits.length > 0) {
      visits[state]++;
    }
  }

  void before(double delta, double[] value, int size) {
    surprise.add(Math.abs(delta));
    proposed = squares(value, size);
  }

  void after(double[] value, int size) {
    if (proposed > 0) {
      stepSize.add(Math.sqrt(squares(value, size) / proposed));
    }
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

  /** |δ|, step by step. */
  public Thinned surprise() {
    return surprise;
  }

  /** The effective step size, for the steps that proposed anything. */
  public Thinned stepSize() {
    return stepSize;
  }
}
