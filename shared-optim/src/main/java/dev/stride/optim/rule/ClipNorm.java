package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;

/**
 * Shortens a step that is too long: d ← d min(1, c/‖d‖) (Pascanu, Mikolov and Bengio 2013,
 * algorithm 1).
 *
 * @param max c, the longest step that passes
 */
public record ClipNorm(double max) implements Rule<Step> {
  public ClipNorm {
    Check.positive("max", max);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new ClipNormState(max);
  }

  private record ClipNormState(double max) implements State<Step> {
    @Override
    public void apply(Step step, double[] x) {
      double[] d = step.value;
      int n = step.size;
      double norm = Norm.of(d, n);
      if (norm > max) {
        double factor = max / norm;
        for (int i = 0; i < n; i++) {
          d[i] *= factor;
        }
      }
    }

    @Override
    public void slots(Slots slots) {}
  }
}
