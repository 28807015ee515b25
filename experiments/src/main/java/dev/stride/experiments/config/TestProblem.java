package dev.stride.experiments.config;

import dev.stride.experiments.task.Above;
import dev.stride.experiments.task.LandscapeSetup;
import dev.stride.experiments.task.RlSetup;
import dev.stride.experiments.task.Setup;
import dev.stride.experiments.task.Track;
import dev.stride.experiments.task.VqeSetup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem that every optimizer of its track is tried on. Exactly one of its setups is given.
 *
 * @param name unique in the experiment
 * @param target gap to the exact optimum at which the problem counts as solved, in its own unit
 */
public record TestProblem(
    String name,
    @Above(0) double target,
    @Nullable VqeSetup vqe,
    @Nullable RlSetup rl,
    @Nullable LandscapeSetup landscape) {

  /** The setup that is given. */
  public Setup setup() {
    List<Setup> given = new ArrayList<>();
    for (Setup setup : new @Nullable Setup[] {vqe, rl, landscape}) {
      if (setup != null) {
        given.add(setup);
      }
    }
    if (given.size() != 1) {
      throw new IllegalArgumentException(
          "problem '" + name + "' needs exactly one of vqe, rl and landscape");
    }
    return given.get(0);
  }

  /** The track it belongs to. */
  public Track track() {
    return setup().track();
  }
}
