package dev.stride.optim.rule;

import dev.stride.optim.Step;

/**
 * A rule of one setting written out by hand, for comparison: constants in the formulas, arrays of
 * its own, nothing that another setting would need.
 *
 * <p>A loop is a pass over {@link #change}, which the compiler inlines (a benchmark runs one loop
 * per JVM), so that it is what one would have written around the same lines. All loads of a turn
 * stand before its stores, without which it does not vectorise. What goes over a step more than
 * once overrides the passes.
 */
abstract class HandLoop {

  /** What all parameters share in this step: rates, corrections, norms. */
  void begin(Step step, double[] x) {}

  /**
   * What becomes of one entry when every step touches all parameters.
   *
   * @param i the parameter
   * @param j the entry of the step, which is i where it is dense
   */
  abstract double change(int i, int j, double d, double x);

  /** The same when steps are sparse: with the bias correction of the parameter's own steps. */
  double lazy(int i, int j, double d, double x) {
    return change(i, j, d, x);
  }

  /** What has to be tidied up behind the pass over the step. */
  void end(Step step) {}

  /** Rewrites a dense step, as a rule does. */
  void dense(Step step, double[] x) {
    begin(step, x);
    double[] d = step.value;
    for (int i = 0; i < d.length; i++) {
      d[i] = change(i, i, d[i], x[i]);
    }
    end(step);
  }

  /** Makes a dense step in the same pass, and leaves what was proposed as it is. */
  void denseFused(Step step, double[] x) {
    begin(step, x);
    double[] d = step.value;
    for (int i = 0; i < d.length; i++) {
      x[i] += change(i, i, d[i], x[i]);
    }
    end(step);
  }

  /** Rewrites a sparse step, as a rule does. */
  void sparse(Step step, double[] x) {
    begin(step, x);
    double[] d = step.value;
    int[] index = step.index;
    int n = step.size;
    for (int j = 0; j < n; j++) {
      int i = index[j];
      d[j] = lazy(i, j, d[j], x[i]);
    }
    end(step);
  }

  /** Makes a sparse step in the same pass. */
  void sparseFused(Step step, double[] x) {
    begin(step, x);
    double[] d = step.value;
    int[] index = step.index;
    int n = step.size;
    for (int j = 0; j < n; j++) {
      int i = index[j];
      x[i] += lazy(i, j, d[j], x[i]);
    }
    end(step);
  }

  /** The second pass after {@link #dense}. */
  static void addDense(Step step, double[] x) {
    double[] d = step.value;
    for (int i = 0; i < d.length; i++) {
      x[i] += d[i];
    }
  }

  /** The second pass after {@link #sparse}. */
  static void addSparse(Step step, double[] x) {
    double[] d = step.value;
    int[] index = step.index;
    int n = step.size;
    for (int j = 0; j < n; j++) {
      x[index[j]] += d[j];
    }
  }

  /** The point that a rule with an average recommends. */
  void recommended(double[] x, double[] into) {
    System.arraycopy(x, 0, into, 0, x.length);
  }

  /** ‖d‖², added up in the order of the entries, as the rules do. */
  static double squares(double[] d, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += d[i] * d[i];
    }
    return sum;
  }
}
