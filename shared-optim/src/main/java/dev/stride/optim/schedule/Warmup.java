package dev.stride.optim.schedule;

import dev.stride.optim.Check;

/**
 * A straight rise to where another schedule begins, and then that schedule:
 *
 * <pre>
 * η_k = then(0) (from + (1 - from) k/steps)   k &lt; steps
 * η_k = then(k - steps)                       k ≥ steps
 * </pre>
 *
 * {@code from} = 1/(steps+1) makes it the rise (k+1)/(steps+1).
 *
 * @param then what follows
 * @param steps length of the rise
 * @param from η_0 as a share of then(0)
 */
public record Warmup(Schedule then, long steps, double from) implements Schedule {
  public Warmup {
    Check.atLeastOne("steps", steps);
    Check.probability("from", from);
  }

  @Override
  public double at(long k) {
    return k < steps ? then.at(0) * (from + (1 - from) * ((double) k / steps)) : then.at(k - steps);
  }

  @Override
  public double scale() {
    return then.scale();
  }

  @Override
  public double largest() {
    return then.largest();
  }
}
