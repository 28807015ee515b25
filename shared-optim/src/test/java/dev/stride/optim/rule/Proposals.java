package dev.stride.optim.rule;

import dev.stride.optim.Entries;
import dev.stride.optim.MetricStep;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import java.util.Arrays;
import java.util.Random;

/**
 * A step of the type that a rule needs, refilled over and over, and the parameters that it moves.
 * What is proposed turns around after every two steps, so that parameters stay where they are, on
 * the whole, and signs now agree with those before and now do not.
 */
final class Proposals {
  /** Parameters behind sparse steps. */
  static final int N = 4096;

  /** Entries of sparse steps. */
  static final int TOUCHED = 8;

  /** Active features of a state. */
  private static final int FEATURES = 8;

  /**
   * How far apart the entries of sparse steps are: no multiple of a power of two, as those share
   * lines of the cache.
   */
  static final int SPACING = 500;

  /** How far apart the two proposals stand in the pool. */
  private static final int SHIFT = 37;

  final Step step;
  final double[] x;
  private final double[] pool;
  private int turn;

  private Proposals(Step step, int n, int spacing) {
    this.step = step;
    // Not a source of this project, so that the compiler sees no second one in a rule with noise.
    Random random = new Random(1);
    pool = new double[n + 64];
    Arrays.setAll(pool, i -> random.nextGaussian());
    x = Arrays.copyOf(pool, n);
    if (step instanceof TraceStep trace) {
      System.arraycopy(pool, 0, trace.trace, 0, trace.trace.length);
      features(trace, spacing);
    } else if (step instanceof MetricStep natural) {
      Arrays.fill(natural.metric, 0.1);
      for (int i = 0; i < n; i++) {
        natural.metric[i * n + i] = 1 + i;
      }
    }
  }

  /** Steps over all of n parameters. */
  static Proposals dense(Rule<?> rule, int n) {
    Class<? extends Step> type = rule.stepType();
    Step step =
        type == TraceStep.class
            ? TraceStep.dense(n, TraceStep.ofSparse(n, FEATURES))
            : type == MetricStep.class ? MetricStep.of(n) : Step.dense(n);
    return new Proposals(step, n, n / FEATURES);
  }

  /** Steps over {@value #TOUCHED} of {@value #N} parameters. */
  static Proposals sparse(Rule<?> rule) {
    Step step =
        rule.stepType() == TraceStep.class
            ? TraceStep.ofSparse(TOUCHED, FEATURES)
            : Step.sparse(TOUCHED);
    step.size = TOUCHED;
    Arrays.setAll(step.index, j -> j * SPACING);
    return new Proposals(step, N, SPACING);
  }

  private void features(TraceStep trace, int spacing) {
    for (int k = 0; k < FEATURES; k++) {
      put(trace.features, k * spacing, pool[k]);
      put(trace.difference, k * spacing, -pool[k]);
      put(trace.difference, k * spacing + 1, pool[FEATURES + k]);
    }
  }

  private static void put(Entries entries, int at, double value) {
    entries.index[entries.size] = at;
    entries.value[entries.size++] = value;
  }

  /** Refills the step. */
  void next() {
    boolean traced = step instanceof TraceStep;
    double sign = (turn & 2) == 0 ? 1 : -1;
    int from = traced || (turn & 1) == 0 ? 0 : SHIFT;
    if (traced) {
      ((TraceStep) step).delta = sign;
    }
    step.surprise = pool[turn & 63];
    step.objective = pool[(turn + 1) & 63];
    turn++;
    double[] pool = this.pool;
    double[] d = step.value;
    int n = step.size;
    for (int j = 0; j < n; j++) {
      d[j] = sign * pool[from + j];
    }
  }
}
