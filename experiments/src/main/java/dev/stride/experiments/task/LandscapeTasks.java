package dev.stride.experiments.task;

import dev.stride.optim.Order;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.landscape.Landscapes;
import dev.stride.optim.noise.Noises;
import dev.stride.optim.search.Optimizers;
import java.util.EnumSet;

/** What can be chosen without any other track: optimizers, noise and landscapes. */
public final class LandscapeTasks implements TaskFactory {
  @Override
  public void check(String kind, String text) {
    switch (kind) {
      case "optimizer" ->
          Optimizers.minimizer(text, EnumSet.allOf(Order.class), "a problem that answers all");
      case "noise" -> Noises.registry().parse(text);
      case "landscape" -> Landscapes.registry().parse(text);
      default -> throw new BadInput(kind + " '" + text + "' needs a track that is not here");
    }
  }

  @Override
  public Task task(Setup setup, int level) {
    if (setup instanceof LandscapeSetup landscape) {
      return LandscapeTask.of(landscape, level);
    }
    throw new BadInput("the track " + setup.track() + " is not here");
  }
}
