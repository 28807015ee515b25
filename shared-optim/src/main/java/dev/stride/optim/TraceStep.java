package dev.stride.optim;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Step} of temporal-difference learning with what it was made of, for the rules that adapt
 * a step size per feature: {@code value = δ·z}.
 */
public final class TraceStep extends Step {
  /** The TD error δ = r + γ v(x′) - v(x), or what the learner has in its place; NaN for none. */
  public double delta;

  /** Features x of the state (or state-action pair) that was left. */
  public final Entries features;

  /** γx′ - x, the direction in which δ changes with the parameters. */
  public final Entries difference;

  /**
   * The eligibility trace z, at the positions of this step: {@code value[i] = delta·trace[i]}, and
   * with true online learning what it adds to that.
   */
  public final double[] trace;

  private TraceStep(
      int @Nullable [] index, int capacity, int size, Entries features, Entries difference) {
    super(index, new double[capacity], size);
    this.trace = new double[capacity];
    this.features = features;
    this.difference = difference;
  }

  /**
   * A step with at most {@code traces} parameters in its trace and {@code features} active features
   * in a state.
   */
  public static TraceStep ofSparse(int traces, int features) {
    return new TraceStep(
        new int[traces], traces, 0, Entries.sparse(features), Entries.sparse(2 * features));
  }

  /** A step over all {@code n} parameters with the features and the difference of {@code step}. */
  public static TraceStep dense(int n, TraceStep step) {
    return new TraceStep(null, n, n, step.features, step.difference);
  }

  /** Writes this sparse step into {@code into}, a dense one that was made from it. */
  public void spread(TraceStep into) {
    int[] at = Objects.requireNonNull(index);
    Arrays.fill(into.value, 0);
    Arrays.fill(into.trace, 0);
    for (int j = 0; j < size; j++) {
      into.value[at[j]] = value[j];
      into.trace[at[j]] = trace[j];
    }
    into.delta = delta;
    into.surprise = surprise;
    into.objective = objective;
  }
}
