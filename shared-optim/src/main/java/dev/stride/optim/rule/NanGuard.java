package dev.stride.optim.rule;

import dev.stride.optim.Diverged;
import dev.stride.optim.Layout;
import dev.stride.optim.Place;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import java.util.Set;

/**
 * Ends the run at the first step that is not finite, before anything moves. Stands anywhere: no
 * rule in front hides such a step.
 */
public record NanGuard() implements Rule<Step> {

  @Override
  public Set<Place> places() {
    return Set.of(Place.ANYWHERE);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new NanGuardState();
  }

  private record NanGuardState() implements State<Step> {
    @Override
    public void apply(Step step, double[] x) {
      double[] d = step.value;
      int n = step.size;
      for (int i = 0; i < n; i++) {
        // Also false of what is not a number.
        if (!(Math.abs(d[i]) <= Double.MAX_VALUE)) {
          throw new Diverged("the step is not finite");
        }
      }
    }

    @Override
    public void slots(Slots slots) {}
  }
}
