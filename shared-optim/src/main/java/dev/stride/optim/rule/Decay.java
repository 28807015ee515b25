package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;

/**
 * Pulls the parameters towards zero: d ← d - λ_k x. In front of a rule this is the gradient of
 * λ‖x‖²/2, L2 regularisation; behind one it is decoupled weight decay, which the learning rate of
 * that rule does not scale (Loshchilov and Hutter 2019).
 *
 * <p>A sparse step decays what it touches alone.
 *
 * @param weightDecay λ_k
 */
public record Decay(Schedule weightDecay) implements Rule<Step> {

  @Override
  public State<Step> start(Layout layout) {
    return new DecayState(weightDecay);
  }

  private static final class DecayState implements State<Step> {
    private final Schedule weightDecay;
    private long steps;

    DecayState(Schedule weightDecay) {
      this.weightDecay = weightDecay;
    }

    @Override
    public void apply(Step step, double[] x) {
      Shrinkage.add(weightDecay.at(steps++), x, step);
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
    }
  }
}
