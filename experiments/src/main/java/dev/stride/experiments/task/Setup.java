package dev.stride.experiments.task;

import java.util.List;

/** What is solved, at what budget and under which noise: one record for each track. */
public sealed interface Setup permits VqeSetup, RlSetup, LandscapeSetup {
  /** The track it belongs to. */
  Track track();

  /** Names of the noise, one for each level of the experiment, from weak to strong. */
  List<String> noises();
}
