package dev.stride.experiments.task;

import java.util.List;

/**
 * A function to minimise.
 *
 * @param function text form of the landscape
 * @param values budget of one run, in values of the function; a gradient counts as two values for
 *     each parameter, as central differences would take
 * @param noise text forms of the noise on values and on the entries of gradients, by level
 */
public record LandscapeSetup(
    @Choice("landscape") String function,
    @AtLeast(1) long values,
    @Choice("noise") List<String> noise)
    implements Setup {
  public LandscapeSetup {
    noise = List.copyOf(noise);
  }

  @Override
  public Track track() {
    return Track.LANDSCAPE;
  }

  @Override
  public List<String> noises() {
    return noise;
  }
}
