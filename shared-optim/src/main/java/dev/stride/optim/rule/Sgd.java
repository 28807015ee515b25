package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;

/**
 * Gradient descent: x ← x + η_k d, for the proposed step d = -g or d = δz.
 *
 * @param learningRate η_k
 */
public record Sgd(Schedule learningRate) implements Rule<Step> {
  /** With a constant learning rate. */
  public static Sgd of(double learningRate) {
    return new Sgd(Schedule.of(learningRate));
  }

  @Override
  public State<Step> start(Layout layout) {
    return new SgdState(learningRate);
  }

  private static final class SgdState implements State<Step> {
    private final Schedule learningRate;
    private long steps;

    SgdState(Schedule learningRate) {
      this.learningRate = learningRate;
    }

    @Override
    public void apply(Step step, double[] x) {
      double rate = learningRate.at(steps++);
      Scaling.scale(rate, step);
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
    }
  }
}
