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
 * A step size in proportion to associability, a moving average A of the size of past surprises
 * (Pearce and Hall 1980; with the average of Pearce, Kaye and Hall 1982): x ← x + η_k max(φ, A) d,
 * then A ← ρA + (1-ρ)|δ|. A starts at 1, so that the first step size is η_k, and a step without a
 * surprise leaves it alone.
 *
 * <p>The present surprise does not enter its own step size, unlike in {@link Surprise}.
 *
 * @param learningRate η_k, the model's κ: the step size per unit of associability
 * @param decay ρ, one minus the model's η
 * @param floor φ, the least share of the learning rate that is used
 */
public record PearceHall(Schedule learningRate, double decay, double floor) implements Rule<Step> {
  public PearceHall {
    Check.fraction("decay", decay);
    Check.notNegative("floor", floor);
  }

  @Override
  public Set<Order> orders() {
    return Set.of(Order.VALUE);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new PearceHallState(this);
  }

  private static final class PearceHallState implements State<Step> {
    private final PearceHall rule;
    private long steps;
    private double associability = 1;

    PearceHallState(PearceHall rule) {
      this.rule = rule;
    }

    @Override
    public void apply(Step step, double[] x) {
      double surprise = Math.abs(step.surprise);
      double share = Double.isNaN(surprise) ? 1 : Math.max(rule.floor, associability);
      double rate = rule.learningRate.at(steps++) * share;
      if (!Double.isNaN(surprise)) {
        associability = rule.decay * associability + (1 - rule.decay) * surprise;
      }
      Scaling.scale(rate, step);
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      associability = slots.number("associability", associability);
    }
  }
}
