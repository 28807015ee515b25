package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;

/**
 * Shortens a step that is too long: d ← d min(1, c/(‖d‖+ε)) (Pascanu, Mikolov and Bengio 2013,
 * algorithm 1, which has no ε; PyTorch's is 1e-6).
 *
 * @param max c, the longest step that passes
 * @param epsilon ε
 */
public record ClipNorm(double max, double epsilon) implements Rule<Step> {
  public ClipNorm {
    Check.positive("max", max);
    Check.notNegative("epsilon", epsilon);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new ClipNormState(max, epsilon);
  }

  private record ClipNormState(double max, double epsilon) implements State<Step> {
    @Override
    public void apply(Step step, double[] x) {
      double[] d = step.value;
      int n = step.size;
      double length = Norm.of(d, n) + epsilon;
      if (length > max) {
        double factor = max / length;
        for (int i = 0; i < n; i++) {
          d[i] *= factor;
        }
      }
    }

    @Override
    public void slots(Slots slots) {}
  }
}
