package dev.stride.rl.agent;

import dev.stride.optim.Entries;
import dev.stride.optim.TraceStep;
import java.util.Objects;

/**
 * An eligibility trace z over the weights of linear state values w(f), or of action values w(f, a)
 * at {@code f·actions + a}; it lives in the step δ·z that it becomes (Sutton and Barto 2018,
 * sections 12.2, 12.5 and 12.7). A step of TD(λ) reads
 *
 * <pre>{@code
 * z.scale(discount * lambda);
 * z.visit(x, action);      // action 0 for state values
 * if (run.traced()) {      // what the rules on traces want to know
 *   z.leave(x, action);
 *   z.reach(next, nextAction, discount); // not where the episode terminated
 * }
 * run.apply(z, delta);
 * }</pre>
 *
 * <p>Every call costs the number of entries that it touches: {@code scale} and {@code step} those
 * of the trace, the others those of x. Nothing is allocated. Entries below {@value #NEGLIGIBLE} are
 * forgotten now and then: all that they can still do to a weight is less than the rounding of what
 * the visit they stem from did to it, and numbers that go on to underflow are slow.
 */
public final class Traces {
  /** What a visit does to a trace that was scaled. */
  public enum Kind {
    /** z ← z + x. */
    ACCUMULATING,
    /** z ← x wherever x is not zero (Singh and Sutton 1996). */
    REPLACING,
    /** z ← z + (1 - α zᵀx) x (van Seijen and others 2016). */
    DUTCH
  }

  private static final double NEGLIGIBLE = 1e-20;

  /** Calls of {@link #scale} between two looks for negligible entries. */
  private static final int PERIOD = 64;

  private final Kind kind;
  private final double rate;
  private final int actions;
  private final TraceStep step;
  private final int[] index;

  /** One more than where a weight is in the trace, or 0. */
  private final int[] place;

  /** The same for the difference. */
  private final int[] differencePlace;

  private int untilSweep = PERIOD;

  /**
   * A trace that is zero.
   *
   * @param features number of features
   * @param most how many of them are active at once
   * @param actions number of actions, 1 for state values
   * @param rate α of a dutch trace, the step size that the learner takes; others do without it
   */
  public Traces(int features, int most, int actions, Kind kind, double rate) {
    this.kind = kind;
    this.rate = rate;
    this.actions = actions;
    step = TraceStep.ofSparse(features * actions, most * actions);
    index = Objects.requireNonNull(step.index);
    place = new int[features * actions];
    differencePlace = new int[features * actions];
  }

  /** The trace of state values over the features of a run. */
  public static Traces ofStates(Run run, Kind kind, double rate) {
    return new Traces(run.encoder().size(), run.encoder().most(), 1, kind, rate);
  }

  /** The trace of action values over the features and actions of a run. */
  public static Traces ofActions(Run run, Kind kind, double rate) {
    return new Traces(run.encoder().size(), run.encoder().most(), run.actions(), kind, rate);
  }

  /** z ← 0. */
  public void clear() {
    for (int k = 0; k < step.size; k++) {
      place[index[k]] = 0;
    }
    step.size = 0;
  }

  /** z ← factor·z: the decay γλ, or an importance ratio. */
  public void scale(double factor) {
    if (factor == 0) {
      clear();
    } else if (factor != 1) {
      multiply(step.trace, step.size, factor);
      if (--untilSweep == 0) {
        untilSweep = PERIOD;
        sweep();
      }
    }
  }

  private static void multiply(double[] z, int n, double factor) {
    for (int k = 0; k < n; k++) {
      z[k] *= factor;
    }
  }

  /** Forgets what is negligible; the last entry moves into its place. */
  private void sweep() {
    double[] z = step.trace;
    for (int k = step.size - 1; k >= 0; k--) {
      if (Math.abs(z[k]) < NEGLIGIBLE) {
        place[index[k]] = 0;
        int last = --step.size;
        if (k != last) {
          index[k] = index[last];
          z[k] = z[last];
          place[index[k]] = k + 1;
        }
      }
    }
  }

  /** The features x, of an action, enter the trace in the way of its kind. */
  public void visit(Entries x, int action) {
    switch (kind) {
      case ACCUMULATING -> add(x, action, 1);
      case DUTCH -> add(x, action, 1 - rate * dot(x, action));
      case REPLACING -> replace(x, action);
    }
  }

  private void replace(Entries x, int action) {
    int[] at = Objects.requireNonNull(x.index);
    double[] z = step.trace;
    for (int j = 0; j < x.size; j++) {
      z[enter(at[j] * actions + action)] = x.value[j];
    }
  }

  /** z ← z + factor·x, whatever the kind. */
  public void add(Entries x, int action, double factor) {
    int[] at = Objects.requireNonNull(x.index);
    double[] z = step.trace;
    for (int j = 0; j < x.size; j++) {
      z[enter(at[j] * actions + action)] += factor * x.value[j];
    }
  }

  /** Where a weight is in the trace, in which it is from here on, with zero if it was not. */
  private int enter(int weight) {
    int k = place[weight] - 1;
    if (k < 0) {
      k = step.size++;
      index[k] = weight;
      step.trace[k] = 0;
      place[weight] = step.size;
    }
    return k;
  }

  /** zᵀx. */
  public double dot(Entries x, int action) {
    int[] at = Objects.requireNonNull(x.index);
    double sum = 0;
    for (int j = 0; j < x.size; j++) {
      int k = place[at[j] * actions + action] - 1;
      sum += k < 0 ? 0 : x.value[j] * step.trace[k];
    }
    return sum;
  }

  /** Begins to say what δ is made of: the features x that were left, so that γx′ - x is -x. */
  public void leave(Entries x, int action) {
    Entries difference = step.difference;
    int[] differenceAt = Objects.requireNonNull(difference.index);
    for (int j = 0; j < difference.size; j++) {
      differencePlace[differenceAt[j]] = 0;
    }
    difference.size = 0;
    int[] at = Objects.requireNonNull(x.index);
    int[] featuresAt = Objects.requireNonNull(step.features.index);
    step.features.size = x.size;
    for (int j = 0; j < x.size; j++) {
      featuresAt[j] = at[j] * actions + action;
      step.features.value[j] = x.value[j];
    }
    reach(x, action, -1);
  }

  /** Adds factor·x to the difference, where x are features that δ bootstraps from. */
  public void reach(Entries x, int action, double factor) {
    Entries difference = step.difference;
    int[] differenceAt = Objects.requireNonNull(difference.index);
    int[] at = Objects.requireNonNull(x.index);
    for (int j = 0; j < x.size; j++) {
      int weight = at[j] * actions + action;
      if (differencePlace[weight] == 0) {
        differenceAt[difference.size] = weight;
        difference.value[difference.size] = 0;
        differencePlace[weight] = ++difference.size;
      }
      difference.value[differencePlace[weight] - 1] += factor * x.value[j];
    }
  }

  /** x ← x + rate·(δ·z). */
  void addTo(double[] x, double rate, double delta) {
    int[] at = index;
    double[] z = step.trace;
    int n = step.size;
    for (int k = 0; k < n; k++) {
      x[at[k]] += rate * (delta * z[k]);
    }
  }

  /** The step δ·z, for {@link Run#apply}. It is overwritten by the next one. */
  public TraceStep step(double delta) {
    return step(delta, delta);
  }

  /** A step factor·z of a learner whose TD error is δ. */
  public TraceStep step(double delta, double factor) {
    product(step.trace, step.size, factor, step.value);
    step.surprise = delta;
    step.delta = delta;
    return step;
  }

  private static void product(double[] z, int n, double factor, double[] into) {
    for (int k = 0; k < n; k++) {
      into[k] = factor * z[k];
    }
  }

  /** Adds factor·x to the step, where x are features that are in the trace. */
  public TraceStep correct(Entries x, int action, double factor) {
    int[] at = Objects.requireNonNull(x.index);
    for (int j = 0; j < x.size; j++) {
      step.value[place[at[j] * actions + action] - 1] += factor * x.value[j];
    }
    return step;
  }
}
