package dev.stride.experiments.task;

import dev.stride.rl.Handling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task to learn.
 *
 * @param environment text form of the environment
 * @param agent text form of the agent
 * @param features text form of the features; left out, those of the environment, else a table
 * @param episodes budget of one run, in episodes
 * @param discount γ; 1 where it is left out
 * @param handling what of the agent's steps the optimizer sees; lazy where it is left out
 * @param noise text forms of the noise on rewards, by level
 */
public record RlSetup(
    @Choice("environment") String environment,
    @Choice("agent") String agent,
    @Choice("features") @Nullable String features,
    @AtLeast(1) long episodes,
    @Above(0) @Nullable Double discount,
    @Nullable Handling handling,
    @Choice("noise") List<String> noise)
    implements Setup {
  public RlSetup {
    noise = List.copyOf(noise);
  }

  @Override
  public Track track() {
    return Track.RL;
  }

  @Override
  public List<String> noises() {
    return noise;
  }
}
