package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Place;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import java.util.Set;

/**
 * Recommends the mean of the points, and leaves the steps alone (Polyak and Juditsky 1992; Ruppert
 * 1988): (x_{s+1} + ... + x_k)/(k-s), and x_k itself while k ≤ s.
 *
 * <p>On sparse steps the mean is that of dense ones: a parameter that is not touched stands still.
 *
 * @param start s, how many steps come before the mean begins
 */
public record Polyak(long start) implements Rule<Step> {
  public Polyak {
    Check.that(start >= 0, "start must not be negative, and is %s", start);
  }

  @Override
  public boolean recommends() {
    return true;
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.ANYWHERE);
  }

  @Override
  public State<Step> start(Layout layout) {
    return new AverageState(layout.size(), start, 1, points -> points);
  }
}
