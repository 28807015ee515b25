package dev.stride.optim;

/**
 * Takes down how a run is doing: numbers under names that mean the same everywhere, and what is
 * wrong where that is certain.
 */
public interface Figures {
  /** Length of the change that was made over the length of the step that was proposed. */
  String EFFECTIVE_STEP = "effectiveStep";

  /**
   * Length of the mean gradient over the root of the variance of its noise, both over recent steps;
   * infinite without noise. See {@link StepFigures} on how the variance is known.
   */
  String SIGNAL_TO_NOISE = "signalToNoise";

  /** Root mean square, over the parameters, of the ratio of the moments m/√v. */
  String MOMENT_RATIO = "momentRatio";

  /** Share of the steps so far that were clipped. */
  String CLIP_RATE = "clipRate";

  /** Pairs of a quasi-Newton method that were not kept, so far. */
  String SKIPPED_PAIRS = "skippedPairs";

  /**
   * How far above the minimum the noise of the gradient keeps the value at these step sizes; 0
   * without noise. Where the problem does not tell how noisy it is, an oscillation of a few steps
   * counts as noise.
   */
  String NOISE_FLOOR = "noiseFloor";

  /** A number as it stands now; NaN while it is not known, infinite where nothing bounds it. */
  void figure(String name, double value);

  /** Something that is certainly wrong, in a sentence. */
  void diagnosis(String text);

  /** The number, among all parameters, of the {@code i}th of the rule that speaks. */
  default int parameter(int i) {
    return i;
  }
}
