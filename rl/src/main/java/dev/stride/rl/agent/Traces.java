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
 * <p>The trace is kept as z = level·y: to scale it is to scale the level, and a visit is divided by
 * it; z itself is written where a step asks for it. A step, {@code clear} and every {@value
 * #PERIOD}th {@code scale}, or one to a level that is extreme, cost the size of the trace, other
 * calls the number of entries of x. Nothing is allocated. Entries below {@value #NEGLIGIBLE} are
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

  /** A level beyond these is multiplied into y at once, before y overflows or loses digits. */
  private static final double LOWEST = 1e-100;

  private static final double HIGHEST = 1e100;

  private final Kind kind;
  private final double rate;
  private final int actions;
  private final TraceStep step;
  private final int[] index;

  /** One more than where a weight is in the trace, or 0. */
  private final int[] place;

  /** The same for the difference. */
  private final int[] differencePlace;

  /** z divided by the level. */
  private final double[] y;

  private double level = 1;

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
    y = new double[features * actions];
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
    level = 1;
  }

  /** z ← factor·z: the decay γλ, or an importance ratio. */
  public void scale(double factor) {
    if (factor == 0) {
      clear();
    } else if (factor != 1) {
      level *= factor;
      if (--untilSweep == 0) {
        untilSweep = PERIOD;
        settle();
        sweep();
      } else if (!(level > LOWEST && level < HIGHEST)) {
        settle();
      }
    }
  }

  /** The level becomes 1. */
  private void settle() {
    multiply(y, step.size, level);
    level = 1;
  }

  private static void multiply(double[] y, int n, double factor) {
    for (int k = 0; k < n; k++) {
      y[k] *= factor;
    }
  }

  /** Forgets what is negligible; the last entry moves into its place. */
  private void sweep() {
    for (int k = step.size - 1; k >= 0; k--) {
      if (Math.abs(y[k]) < NEGLIGIBLE) {
        place[index[k]] = 0;
        int last = --step.size;
        if (k != last) {
          index[k] = index[last];
          y[k] = y[last];
          place[index[k]] = k + 1;
        }
      }
    }
  }

  /** The features x, of an action, enter the trace in the way of its kind. */
  public void visit(Entries x, int action) {
    switch (kind) {
      case ACCUMULATING -> enter(x, action, true, 1);
      case DUTCH -> add(x, action, 1 - rate * dot(x, action));
      case REPLACING -> enter(x, action, false, 1);
    }
  }

  /** z ← z + factor·x, whatever the kind. */
  public void add(Entries x, int action, double factor) {
    enter(x, action, true, factor);
  }

  /** z ← z + factor·x, or factor·x alone, at the weights of x. */
  private void enter(Entries x, int action, boolean onto, double factor) {
    int[] at = Objects.requireNonNull(x.index);
    double[] value = x.value;
    double raised = factor / level;
    // Two variables, for the compiler has to think that the sizes may be one and the same.
    int size = x.size;
    int n = step.size;
    for (int j = 0; j < size; j++) {
      int weight = at[j] * actions + action;
      int k = place[weight] - 1;
      if (k < 0) {
        k = n++;
        index[k] = weight;
        y[k] = 0;
        place[weight] = n;
      }
      y[k] = (onto ? y[k] : 0) + raised * value[j];
    }
    step.size = n;
  }

  /** zᵀx. */
  public double dot(Entries x, int action) {
    int[] at = Objects.requireNonNull(x.index);
    double sum = 0;
    for (int j = 0; j < x.size; j++) {
      int k = place[at[j] * actions + action] - 1;
      sum += k < 0 ? 0 : x.value[j] * y[k];
    }
    return level * sum;
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
    double[] y = this.y;
    int n = step.size;
    double level = this.level;
    for (int k = 0; k < n; k++) {
      x[at[k]] += rate * (delta * (level * y[k]));
    }
  }

  /** The step δ·z, for {@link Run#apply}. It is overwritten by the next one. */
  public TraceStep step(double delta) {
    return step(delta, delta);
  }

  /** A step factor·z of a learner whose TD error is δ. */
  public TraceStep step(double delta, double factor) {
    write(y, step.size, level, step.trace, factor, step.value);
    step.surprise = delta;
    step.delta = delta;
    return step;
  }

  private static void write(
      double[] y, int n, double level, double[] z, double factor, double[] value) {
    for (int k = 0; k < n; k++) {
      double here = level * y[k];
      z[k] = here;
      value[k] = factor * here;
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
