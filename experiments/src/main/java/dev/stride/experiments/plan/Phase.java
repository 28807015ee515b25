package dev.stride.experiments.plan;

import java.util.Locale;

/** What a run is for. */
public enum Phase {
  /** To find a setting. */
  TUNE,
  /** To be reported. */
  REPORT;

  /** The name in results and in random streams. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
