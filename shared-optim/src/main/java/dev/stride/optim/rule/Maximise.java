package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import dev.stride.optim.Place;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.TraceStep;
import java.util.Set;

/**
 * Turns the step around, for an objective that is to grow: d ← -d, and the objective, the surprise
 * and the TD error change their sign with it. Stands first, and what stands behind minimises the
 * negative.
 */
public record Maximise() implements Rule<Step> {

  @Override
  public boolean maximises() {
    return true;
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.FIRST);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new MaximiseState();
  }

  private record MaximiseState() implements State<Step> {
    @Override
    public void apply(Step step, double[] x) {
      step.objective = -step.objective;
      step.surprise = -step.surprise;
      if (step instanceof TraceStep trace) {
        trace.delta = -trace.delta;
      }
      double[] d = step.value;
      int n = step.size;
      for (int i = 0; i < n; i++) {
        d[i] = -d[i];
      }
    }

    @Override
    public void slots(Slots slots) {}
  }
}
