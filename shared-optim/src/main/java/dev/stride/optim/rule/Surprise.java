package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Order;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import dev.stride.optim.schedule.Schedule;
import java.util.Set;

/**
 * A step size in proportion to the surprise δ: x ← x + η_k max(φ, |δ|) d. Where there is no
 * surprise yet, the step size is η_k.
 *
 * <p>The pure form, φ = 0, stops short of the minimum of a smooth noiseless problem: as the
 * predictions come true, the steps vanish faster than the distance.
 *
 * @param learningRate η_k, per unit of surprise
 * @param floor φ, the least share of the learning rate that is used
 */
public record Surprise(Schedule learningRate, double floor) implements Rule<Step> {
  public Surprise {
    Check.notNegative("floor", floor);
  }

  @Override
  public Set<Order> orders() {
    return Set.of(Order.VALUE);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new SurpriseState(this);
  }

  private static final class SurpriseState implements State<Step> {
    private final Surprise rule;
    private long steps;

    SurpriseState(Surprise rule) {
      this.rule = rule;
    }

    @Override
    public void apply(Step step, double[] x) {
      double surprise = Math.abs(step.surprise);
      double share = Double.isNaN(surprise) ? 1 : Math.max(rule.floor, surprise);
      double rate = rule.learningRate.at(steps++) * share;
      Scaling.scale(rate, step);
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
    }
  }
}
