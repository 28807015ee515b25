package dev.stride.rl.feature;

import dev.stride.optim.Entries;

/**
 * Features of one space: x(s), a sparse vector. Immutable apart from buffers of its own, so that it
 * belongs to one thread.
 */
public interface Encoder {
  /** Number n of features. */
  int size();

  /** How many of them can be active at once. */
  int most();

  /**
   * Writes the active features, which are those that are not 0, each once, without allocating.
   *
   * @param observation as {code World.observe} gives it
   * @param into sparse entries with a capacity of {@link #most}
   */
  void encode(double[] observation, Entries into);
}
