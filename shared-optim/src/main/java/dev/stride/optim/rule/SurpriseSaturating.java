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
 * A step size that grows with the surprise δ up to a limit: x ← x + η_k max(φ, s(|δ|)) d, with s =
 * tanh(|δ|/σ) or s = |δ|/(|δ|+σ). Where there is no surprise yet, the step size is η_k.
 *
 * <p>Below σ it acts like {@link Surprise}, above like a constant step size; the ratio gets there
 * later than the tangent. With φ = 0 it stops short of the minimum of a smooth noiseless problem as
 * {@link Surprise} does.
 *
 * @param learningRate η_k, the step size at a surprise without limit
 * @param scale σ, the surprise at which the step size begins to saturate: the standard deviation of
 *     the noise, where that is known
 * @param floor φ, the least share of the learning rate that is used
 * @param mode the shape of s
 */
public record SurpriseSaturating(Schedule learningRate, double scale, double floor, Mode mode)
    implements Rule<Step> {

  /** How the step size saturates. */
  public enum Mode {
    /** tanh(|δ|/σ). */
    TANH,
    /** |δ|/(|δ|+σ). */
    RATIO
  }

  public SurpriseSaturating {
    Check.positive("scale", scale);
    Check.notNegative("floor", floor);
  }

  @Override
  public Set<Order> orders() {
    return Set.of(Order.VALUE);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new SurpriseSaturatingState(this);
  }

  private static final class SurpriseSaturatingState implements State<Step> {
    private final SurpriseSaturating rule;
    private long steps;

    SurpriseSaturatingState(SurpriseSaturating rule) {
      this.rule = rule;
    }

    @Override
    public void apply(Step step, double[] x) {
      double rate = rule.learningRate.at(steps++) * share(Math.abs(step.surprise));
      Scaling.scale(rate, step);
    }

    private double share(double surprise) {
      if (Double.isNaN(surprise)) {
        return 1;
      }
      double saturated =
          rule.mode == Mode.TANH
              ? StrictMath.tanh(surprise / rule.scale)
              : surprise / (surprise + rule.scale);
      return Math.max(rule.floor, saturated);
    }

    @Override
    public void slots(Slots slots) {
      steps = slots.count("steps", steps);
    }
  }
}
