package dev.stride.optim;

import java.util.function.IntToDoubleFunction;

/**
 * Takes down how a run is doing: numbers under names that mean the same everywhere, and what is
 * wrong where that is certain.
 */
public interface Figures {
  /** Length of the change that was made over the length of the step that was proposed. */
  String EFFECTIVE_STEP = "effectiveStep";

  /** Length of the mean gradient over the root of its variance, both over recent steps. */
  String SIGNAL_TO_NOISE = "signalToNoise";

  /** Root mean square, over the parameters, of the ratio of the moments m/√v. */
  String MOMENT_RATIO = "momentRatio";

  /** Share of the steps so far that were clipped. */
  String CLIP_RATE = "clipRate";

  /** Pairs of a quasi-Newton method that were not kept, so far. */
  String SKIPPED_PAIRS = "skippedPairs";

  /** How far above the minimum the noise of the gradient keeps the value at these step sizes. */
  String NOISE_FLOOR = "noiseFloor";

  /** A number as it stands now; NaN while it is not known. */
  void figure(String name, double value);

  /** Something that is certainly wrong, in a sentence. */
  void diagnosis(String text);

  /**
   * The squares by whose root a rule divides.
   *
   * @param square the square of each parameter, with the correction for its start where there is
   *     one
   * @param decay factor by which a square falls per step without a gradient; 1 where it never does
   */
  default void secondMoment(IntToDoubleFunction square, double decay) {}
}
