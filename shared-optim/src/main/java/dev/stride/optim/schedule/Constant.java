package dev.stride.optim.schedule;

import dev.stride.optim.Check;

/**
 * η_k = value. In text a plain number stands for it.
 *
 * @param value positive
 */
public record Constant(double value) implements Schedule {
  public Constant {
    Check.that(value != 0, "it has to be a positive number: at 0, leave the whole link out");
    Check.that(
        value > 0 && Double.isFinite(value), "it has to be a positive number, not %s", value);
  }

  @Override
  public double at(long k) {
    return value;
  }

  @Override
  public double scale() {
    return value;
  }
}
