package dev.stride.optim.search;

import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import java.util.EnumSet;
import java.util.Set;

/** A minimizer that runs another one and compares values beside it. */
sealed interface Wrapper extends Minimizer permits MultiStart, NoiseStop {
  /** The minimizer inside. */
  Minimizer use();

  @Override
  default Set<Order> orders() {
    Set<Order> orders = EnumSet.of(Order.VALUE);
    orders.addAll(use().orders());
    return orders;
  }
}
