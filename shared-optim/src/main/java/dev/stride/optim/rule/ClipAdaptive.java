package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;

/**
 * Adaptive clipping (Brock, De, Smith and Simonyan 2021, equation 3): shortens the step of a unit
 * that is long beside its parameters, d ← d min(1, c max(‖x‖, ε)/‖d‖). A unit is what one index of
 * the first axis holds in a block of two or more axes, a row of a matrix, and all of a vector.
 *
 * <p>Needs dense steps: ‖x‖ is over all parameters of a unit.
 *
 * @param max c, the longest step that passes, as a share of the length of the parameters
 * @param epsilon ε, what the parameters are taken to be long at least, so that zeros can move
 */
public record ClipAdaptive(double max, double epsilon) implements Rule<Step> {
  public ClipAdaptive {
    Check.positive("max", max);
    Check.positive("epsilon", epsilon);
  }

  @Override
  public boolean needsDense() {
    return true;
  }

  @Override
  public State<Step> start(Layout layout) {
    return new ClipAdaptiveState(this, layout);
  }

  private static final class ClipAdaptiveState implements State<Step> {
    private final ClipAdaptive rule;
    private final int[] units;

    ClipAdaptiveState(ClipAdaptive rule, Layout layout) {
      this.rule = rule;
      units = Units.of(layout);
    }

    @Override
    public void apply(Step step, double[] x) {
      double[] d = step.value;
      for (int u = 0; u < units.length; u += 2) {
        int from = units[u];
        int to = units[u + 1];
        double lengths = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
          lengths += x[i] * x[i];
          squares += d[i] * d[i];
        }
        double longest = rule.max * Math.max(Norm.root(lengths, x, from, to), rule.epsilon);
        double norm = Norm.root(squares, d, from, to);
        if (norm > longest) {
          double factor = longest / norm;
          for (int i = from; i < to; i++) {
            d[i] *= factor;
          }
        }
      }
    }

    @Override
    public void slots(Slots slots) {}
  }
}
