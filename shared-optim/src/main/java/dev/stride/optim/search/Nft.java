package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Sequential minimal optimisation of Nakanishi, Fujii and Todo (2020): {@link Rotosolve} that does
 * not measure the value at θ but carries on the minimum that the last update predicted, so that a
 * parameter with R frequencies takes 2R values. The errors of the predictions add up; the value is
 * measured anew every {@code reset} updates. Ends as {@link CoordinateDescent} says.
 *
 * @param reset updates from one measurement of the value at θ to the next
 */
public record Nft(long reset) implements Minimizer {
  public Nft {
    Check.atLeastOne("reset", reset);
  }

  @Override
  public Set<Order> orders() {
    return Set.of(Order.VALUE, Order.FREQUENCIES);
  }

  @Override
  public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
    new CoordinateDescent(problem, x0).run(reset);
  }
}
