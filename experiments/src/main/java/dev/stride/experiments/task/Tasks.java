package dev.stride.experiments.task;

import dev.stride.optim.form.Registry;
import dev.stride.optim.search.Optimizers;
import java.util.List;
import java.util.Objects;

/** All tracks. */
public final class Tasks implements TaskFactory {
  @Override
  public void check(String kind, String text) {
    if (kind.equals("optimizer")) {
      // What it needs of a problem is for the problems to say that it takes part in.
      Optimizers.check(text);
    } else {
      List<Registry<?>> registries = Objects.requireNonNull(Kinds.all().get(kind), kind);
      registries.get(0).parse(text);
    }
  }

  @Override
  public Task task(Setup setup, int level) {
    if (setup instanceof VqeSetup vqe) {
      return VqeTask.of(vqe, level);
    }
    if (setup instanceof RlSetup rl) {
      return RlTask.of(rl, level);
    }
    return LandscapeTask.of((LandscapeSetup) setup, level);
  }
}
