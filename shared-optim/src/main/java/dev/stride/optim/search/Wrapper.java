package dev.stride.optim.search;

import dev.stride.optim.Check;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import java.util.EnumSet;
import java.util.Set;

/** A minimizer that runs another one and compares values beside it. */
sealed interface Wrapper extends Minimizer permits MultiStart, NoiseStop {
  /** The minimizer inside. */
  Minimizer use();

  /** The minimizer inside has to look for what a comparison of values takes for better. */
  static void requireMinimising(Minimizer use) {
    Check.that(
        !use.maximises(),
        "use has maximise in it, which lets the value grow, and the lower value is the better one"
            + " here: leave maximise out, or use the optimizer alone");
  }

  @Override
  default Set<Order> orders() {
    Set<Order> orders = EnumSet.of(Order.VALUE);
    orders.addAll(use().orders());
    return orders;
  }
}
