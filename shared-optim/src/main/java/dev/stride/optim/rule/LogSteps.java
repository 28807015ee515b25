package dev.stride.optim.rule;

/**
 * Logarithms β of step sizes, relative to the learning rate, as IDBD and its kin adapt them: α = η
 * e^β, with β = 0 at first.
 *
 * <p>Sutton (1992, section 2) advises to keep β above -10, and to change it by no more than 2 in
 * one step; without that one large error overflows the exponential.
 */
final class LogSteps {
  private static final double LEAST = -10;
  private static final double LARGEST_CHANGE = 2;

  private LogSteps() {}

  /** β after a change that was asked for. */
  static double next(double beta, double change) {
    return Math.max(LEAST, beta + Math.max(-LARGEST_CHANGE, Math.min(LARGEST_CHANGE, change)));
  }
}
