package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;

/**
 * Cuts every entry of a step: d_i ← max(-c, min(c, d_i)).
 *
 * @param max c, the largest size of an entry that passes
 */
public record ClipValue(double max) implements Rule<Step> {
  public ClipValue {
    Check.positive("max", max);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new ClipValueState(max);
  }

  private record ClipValueState(double max) implements State<Step> {
    @Override
    public void apply(Step step, double[] x) {
      double max = this.max;
      double[] d = step.value;
      int n = step.size;
      for (int i = 0; i < n; i++) {
        d[i] = Math.max(-max, Math.min(max, d[i]));
      }
    }

    @Override
    public void slots(Slots slots) {}
  }
}
