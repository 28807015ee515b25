package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;

/**
 * Normalised gradient descent: x ← x + η_k d/‖d‖, so that η_k is the length of the step. A zero
 * step stays zero.
 *
 * @param learningRate η_k
 */
public record Normalised(Schedule learningRate) implements Rule<Step> {

  @Override
  public State<Step> start(Layout layout) {
    return new NormalisedState(learningRate);
  }

  private static final class NormalisedState implements State<Step> {
    private final Schedule learningRate;
    private long steps;

    NormalisedState(Schedule learningRate) {
      this.learningRate = learningRate;
    }

    @Override
    public void apply(Step step, double[] x) {
      double rate = learningRate.at(steps++);
      double[] d = step.value;
      int n = step.size;
      double norm = Norm.of(d, n);
      if (norm == 0) {
        return;
      }
      double factor = rate / norm;
      if (factor > Double.MIN_NORMAL && factor < Double.POSITIVE_INFINITY) {
        for (int i = 0; i < n; i++) {
          d[i] *= factor;
        }
      } else {
        for (int i = 0; i < n; i++) {
          d[i] = d[i] / norm * rate;
        }
      }
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
    }
  }
}
