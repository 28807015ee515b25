package dev.stride.optim.rule;

import dev.stride.optim.Step;

/**
 * One step size for all parameters: what the rules have in common that differ in how they find it.
 */
final class Scaling {
  private Scaling() {}

  /** d ← ηd. */
  static void scale(double rate, Step step) {
    double[] d = step.value;
    int n = step.size;
    for (int i = 0; i < n; i++) {
      d[i] *= rate;
    }
  }
}
