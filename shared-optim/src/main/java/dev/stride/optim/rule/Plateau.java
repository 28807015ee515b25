package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Order;
import dev.stride.optim.Place;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import java.util.Set;

/**
 * Shortens the steps when the objective stops falling: d ← qd, where q starts at 1 and becomes
 * max(q factor, min) once more than {@code patience} steps in a row have not brought the objective
 * f below b - threshold |b|, b being the best so far. For {@code cooldown} steps after that none
 * counts.
 *
 * <p>These are the rules of PyTorch's ReduceLROnPlateau (mode min, threshold relative) but for two
 * things: a negative b has to be undercut by the threshold too, and a small change of q counts as
 * well. The value is that of the point that the step starts from, so that the step itself is the
 * first that is shortened. A noisy objective is judged by its moving average f ← ρf + (1-ρ) value,
 * corrected for its start. Without a value nothing happens.
 *
 * @param factor what q is multiplied by
 * @param patience how many steps without improvement pass
 * @param threshold how much better than the best is better, relative to it
 * @param cooldown how many steps after a reduction do not count
 * @param min the least q
 * @param decay ρ; 0 takes the values as they are
 */
public record Plateau(
    double factor, long patience, double threshold, long cooldown, double min, double decay)
    implements Rule<Step> {
  public Plateau {
    Check.positive("factor", factor);
    Check.fraction("factor", factor);
    Check.that(patience >= 0, "patience must not be negative, and is %s", patience);
    Check.fraction("threshold", threshold);
    Check.that(cooldown >= 0, "cooldown must not be negative, and is %s", cooldown);
    Check.probability("min", min);
    Check.fraction("decay", decay);
  }

  @Override
  public Set<Order> orders() {
    return Set.of(Order.VALUE);
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.BEHIND);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new PlateauState(this);
  }

  private static final class PlateauState implements State<Step> {
    private final Plateau rule;
    private double scale = 1;
    private double best = Double.MAX_VALUE;
    private double mean;
    private double power = 1;
    private long bad;
    private long cooling;

    PlateauState(Plateau rule) {
      this.rule = rule;
    }

    @Override
    public void apply(Step step, double[] x) {
      if (!Double.isNaN(step.objective)) {
        judge(smooth(step.objective));
      }
      Scaling.scale(scale, step);
    }

    private double smooth(double value) {
      mean = rule.decay * mean + (1 - rule.decay) * value;
      power = Powers.times(power, rule.decay);
      return mean / (1 - power);
    }

    private void judge(double value) {
      if (value < best - rule.threshold * Math.abs(best)) {
        best = value;
        bad = 0;
      } else {
        bad++;
      }
      if (cooling > 0) {
        cooling--;
        bad = 0;
      }
      if (bad > rule.patience) {
        scale = Math.max(rule.min, scale * rule.factor);
        cooling = rule.cooldown;
        bad = 0;
      }
    }

    @Override
    public void slots(Slots slots) {
      scale = slots.number("scale", scale);
      best = slots.number("best", best);
      mean = slots.number("mean", mean);
      power = slots.number("power", power);
      bad = slots.count("bad", bad);
      cooling = slots.count("cooling", cooling);
    }
  }
}
