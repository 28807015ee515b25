package dev.stride.experiments.report;

import dev.stride.experiments.task.Track;
import dev.stride.optim.Charge;
import java.util.Map;

/**
 * What an optimizer was charged on the problems of a track.
 *
 * @param perRun mean over the reported runs
 * @param tuning sum over the runs that tuned it
 */
public record Spending(
    Track track, String optimizer, Map<Charge, Double> perRun, Map<Charge, Long> tuning) {

  /** Whether metrics were asked for, which are exact whatever the noise. */
  public boolean usesMetrics() {
    return perRun.containsKey(Charge.METRICS);
  }
}
