package dev.stride.experiments.task;

import java.util.Locale;

/** The fields that an optimizer is tried in. */
public enum Track {
  /** Variational quantum eigensolvers. */
  VQE("variational quantum eigensolvers"),
  /** Temporal-difference learning. */
  RL("temporal-difference learning"),
  /** Functions with a known minimum. */
  LANDSCAPE("landscapes");

  private final String title;

  Track(String title) {
    this.title = title;
  }

  /** What a reader calls it. */
  public String title() {
    return title;
  }

  /** The name in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
