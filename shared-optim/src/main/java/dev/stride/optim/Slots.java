package dev.stride.optim;

/**
 * The named places of a state. One method of the state walks over them, and the same walk saves and
 * restores, so the two cannot disagree:
 *
 * <pre>{@code
 * public void slots(Slots slots) {
 *   slots.vector("m", m);
 *   steps = slots.count("steps", steps);
 * }
 * }</pre>
 */
public interface Slots {
  /** A vector that is saved from, or restored into, the given array. */
  void vector(String name, double[] live);

  /** A number: returns what the state shall hold from now on. */
  double number(String name, double now);

  /**
   * A whole number from 0 to 2⁵³: returns what the state shall hold from now on.
   *
   * @throws IllegalArgumentException when something else is restored
   */
  default long count(String name, long now) {
    double value = number(name, (double) now);
    Check.that(
        value >= 0 && value <= 0x1p53 && value == Math.rint(value),
        "%s has to be a whole number from 0 to 2^53, not %s",
        name,
        value);
    return (long) value;
  }

  /**
   * A yes or no, as 1 or 0: returns what the state shall hold from now on.
   *
   * @throws IllegalArgumentException when something else is restored
   */
  default boolean flag(String name, boolean now) {
    double value = number(name, now ? 1 : 0);
    Check.that(value == 0 || value == 1, "%s has to be 1 (yes) or 0 (no), not %s", name, value);
    return value == 1;
  }

  /** All 64 bits of a number: returns what the state shall hold from now on. */
  default long word(String name, long now) {
    return half(name + "/high", now >>> 32) << 32 | half(name + "/low", now & 0xffffffffL);
  }

  private long half(String name, long now) {
    long value = count(name, now);
    Check.that(value >>> 32 == 0, "%s has to be below 2^32, not %s", name, value);
    return value;
  }

  /** The places of a part of the state, named {@code prefix/...}. */
  default Slots at(String prefix) {
    Slots outer = this;
    return new Slots() {
      @Override
      public void vector(String name, double[] live) {
        outer.vector(prefix + "/" + name, live);
      }

      @Override
      public double number(String name, double now) {
        return outer.number(prefix + "/" + name, now);
      }

      @Override
      public long count(String name, long now) {
        return outer.count(prefix + "/" + name, now);
      }

      @Override
      public boolean flag(String name, boolean now) {
        return outer.flag(prefix + "/" + name, now);
      }
    };
  }
}
