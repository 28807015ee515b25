package dev.stride.optim.search;

import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Rotosolve (Ostaszewski, Grant and Benedetti 2021, algorithm 1; for one frequency also Vidal and
 * Theis 2018, and Parrish et al. 2019): each parameter in turn goes to the exact minimum along it.
 * With one frequency ω = 1,
 *
 * <pre>θ ← θ - π/2 - atan2(2E(θ) - E(θ+π/2) - E(θ-π/2), E(θ+π/2) - E(θ-π/2))</pre>
 *
 * <p>and with R frequencies the lowest point of the trigonometric polynomial through 2R+1 values
 * ({@link TrigonometricFit}). Every update, which is an iteration, measures all 2R+1 values, the
 * one at θ included. Ends as {@link CoordinateDescent} says.
 */
public record Rotosolve() implements Minimizer {
  @Override
  public Set<Order> orders() {
    return Set.of(Order.VALUE, Order.FREQUENCIES);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    new CoordinateDescent(problem, x0).run(1);
  }
}
