package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Figures;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;

/**
 * Cuts every entry of a step: d_i ← max(-c, min(c, d_i)). One that is not finite is not cut to size
 * but becomes not a number, and shows.
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

  private static final class ClipValueState implements State<Step> {
    private final double max;
    private boolean watched;
    private long steps;
    private long clipped;

    ClipValueState(double max) {
      this.max = max;
    }

    @Override
    public void apply(Step step, double[] x) {
      double max = this.max;
      double[] d = step.value;
      int n = step.size;
      if (watched) {
        count(d, n);
      }
      for (int i = 0; i < n; i++) {
        d[i] = Math.max(-max, Math.min(max, d[i])) + d[i] * 0;
      }
    }

    private void count(double[] d, int n) {
      steps++;
      for (int i = 0; i < n; i++) {
        if (Math.abs(d[i]) > max) {
          clipped++;
          return;
        }
      }
    }

    @Override
    public void watch() {
      watched = true;
    }

    @Override
    public void figures(Figures to) {
      to.figure(Figures.CLIP_RATE, (double) clipped / steps);
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      clipped = slots.count("clipped", clipped);
    }
  }
}
