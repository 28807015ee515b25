package dev.stride.optim.rule;

import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Place;
import dev.stride.optim.Rule;
import dev.stride.optim.Step;
import java.util.Set;

/**
 * Recommends the exponential moving average of the points, and leaves the steps alone: a ← ρa +
 * (1-ρ)x_k, recommended is a/(1-ρ^k) (Kingma and Ba 2015, section 7.2). The start x₀ is not in it.
 *
 * <p>On sparse steps the average is that of dense ones: a parameter that is not touched stands
 * still, which a power of ρ catches up on.
 *
 * @param decay ρ
 */
public record Ema(double decay) implements Rule<Step> {
  public Ema {
    Check.fraction("decay", decay);
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
    double log = StrictMath.log(decay);
    // 1 - ρ^points
    return new AverageState(layout.size(), 0, decay, points -> -StrictMath.expm1(points * log));
  }
}
