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
 * A step size in proportion to how the surprise δ compares with what is usual: q ← ρq + (1-ρ)δ², x
 * ← x + η_k clip(|δ|/√q̂, φ, h) d, with q̂ = q/(1-ρ^t) over the surprises so far, the present one
 * included. Where there is no surprise yet, the step size is η_k.
 *
 * @param learningRate η_k, the step size at the usual surprise
 * @param decay ρ
 * @param floor φ, the least share of the learning rate that is used
 * @param high h, the largest share
 */
public record SurpriseNormalised(Schedule learningRate, double decay, double floor, double high)
    implements Rule<Step> {
  public SurpriseNormalised {
    Check.fraction("decay", decay);
    Check.notNegative("floor", floor);
    Check.positive("high", high);
    Check.that(floor <= high, "floor must not be above high, and is %s above %s", floor, high);
  }

  @Override
  public Set<Order> orders() {
    return Set.of(Order.VALUE);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new SurpriseNormalisedState(this);
  }

  private static final class SurpriseNormalisedState implements State<Step> {
    private final SurpriseNormalised rule;
    private long steps;
    private double square;
    private double power = 1;

    SurpriseNormalisedState(SurpriseNormalised rule) {
      this.rule = rule;
    }

    @Override
    public void apply(Step step, double[] x) {
      double rate = rule.learningRate.at(steps++) * share(step.surprise);
      Scaling.scale(rate, step);
    }

    private double share(double surprise) {
      if (Double.isNaN(surprise)) {
        return 1;
      }
      square = rule.decay * square + (1 - rule.decay) * surprise * surprise;
      power = Powers.times(power, rule.decay);
      double usual = Math.sqrt(square / (1 - power));
      double ratio = usual == 0 ? 0 : Math.abs(surprise) / usual;
      return Math.max(rule.floor, Math.min(rule.high, ratio));
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
      square = slots.number("square", square);
      power = slots.number("power", power);
    }
  }
}
