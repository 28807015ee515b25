package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import dev.stride.optim.Place;
import dev.stride.optim.Rule;
import dev.stride.optim.Slots;
import dev.stride.optim.Step;
import java.util.Set;

/**
 * The sample average, x ← x + d/n, where n counts the steps that touched the parameter, this one
 * included (Sutton and Barto 2018, section 2.4). For d = y - x, as in a bandit's action values, x
 * is the mean of the targets y so far, and where it started is forgotten at the first step.
 */
public record SampleAverage() implements Rule<Step> {
  @Override
  public Set<Place> places() {
    return Set.of(Place.FIRST);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new SampleAverageState(layout.size());
  }

  private static final class SampleAverageState implements State<Step> {
    private final Tally steps;

    SampleAverageState(int n) {
      steps = new Tally(n, 0);
    }

    @Override
    public void apply(Step step, double[] x) {
      steps.begin(step);
      double[] d = step.value;
      int n = step.size;
      if (!steps.apart) {
        double count = ++steps.all;
        for (int i = 0; i < n; i++) {
          d[i] /= count;
        }
        return;
      }
      double[] counts = steps.each;
      int[] index = step.index;
      for (int j = 0; j < n; j++) {
        d[j] /= ++counts[index == null ? j : index[j]];
      }
    }

    @Override
    public void slots(Slots slots) {
      steps.slots(slots.at("steps"));
    }
  }
}
