package dev.stride.experiments.stats;

/**
 * An estimate and its 95 % interval.
 *
 * @param estimate from all values
 * @param low lower end
 * @param high upper end
 */
public record Interval(double estimate, double low, double high) {
  /** Whether the value lies inside, ends included. */
  public boolean covers(double value) {
    return low <= value && value <= high;
  }
}
