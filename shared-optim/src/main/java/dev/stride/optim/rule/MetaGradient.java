package dev.stride.optim.rule;

import dev.stride.optim.Entries;
import dev.stride.optim.TraceStep;

/**
 * Which derivative of the TD error δ the step sizes of {@link Tidbd} and {@link AutoTidbd} follow
 * (Kearney et al. 2019): δ falls by x where the next value counts as given, and changes by γx′ - x
 * where it does not.
 */
public enum MetaGradient {
  /** -x: the next value counts as given, as in the update of the weights. */
  SEMI_GRADIENT,
  /** γx′ - x: the ordinary gradient. */
  FULL_GRADIENT;

  /** The entries of the derivative, to be multiplied by {@link #sign}. */
  Entries entries(TraceStep step) {
    return this == FULL_GRADIENT ? step.difference : step.features;
  }

  double sign() {
    return this == FULL_GRADIENT ? 1 : -1;
  }
}
