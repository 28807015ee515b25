package dev.stride.optim.rule;

import dev.stride.optim.Step;

/** Weight decay: what it adds to a step, or to the change of a rule. */
final class Shrinkage {
  private Shrinkage() {}

  /** d ← d - λx where the step touches x. */
  static void add(double lambda, double[] x, Step step) {
    double[] d = step.value;
    int[] index = step.index;
    int n = step.size;
    for (int j = 0; j < n; j++) {
      int i = index == null ? j : index[j];
      d[j] -= lambda * x[i];
    }
  }
}
