package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Place;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import java.util.Set;

/**
 * Keeps the parameters in a box: d ← max(low, min(high, x + d)) - x, so that x + d is the
 * projection of where the step would have led. Stands last. What starts outside comes in with its
 * first step. A step that is not finite becomes one that is not a number, and shows. What is
 * recommended is projected too, whatever the links before make of it.
 *
 * @param low least value of every parameter
 * @param high largest value of every parameter
 */
public record Box(double low, double high) implements Rule<Step> {
  public Box {
    Check.that(
        Double.isFinite(low) && Double.isFinite(high), "low %s, high %s: not finite", low, high);
    Check.that(low < high, "low must be below high, and is %s against %s", low, high);
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.LAST);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new BoxState(low, high);
  }

  private record BoxState(double low, double high) implements State<Step> {
    @Override
    public void apply(Step step, double[] x) {
      double low = this.low;
      double high = this.high;
      double[] d = step.value;
      int[] index = step.index;
      int n = step.size;
      for (int j = 0; j < n; j++) {
        int i = index == null ? j : index[j];
        double here = x[i];
        d[j] = inwards(here, Math.max(low - here, Math.min(high - here, d[j]))) + d[j] * 0;
      }
    }

    @Override
    public void recommended(double[] x, double[] into) {
      for (int i = 0; i < into.length; i++) {
        into[i] = Math.max(low, Math.min(high, into[i]));
      }
    }

    /** The step with its last bit changed where the sum would round to a point outside. */
    private double inwards(double here, double step) {
      if (here + step > high) {
        return Math.nextDown(step);
      }
      return here + step < low ? Math.nextUp(step) : step;
    }

    @Override
    public void slots(Slots slots) {}
  }
}
