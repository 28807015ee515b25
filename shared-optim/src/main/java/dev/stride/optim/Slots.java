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

  /** A whole number below 2⁵³: returns what the state shall hold from now on. */
  default long count(String name, long now) {
    return (long) number(name, (double) now);
  }

  /** A yes or no: returns what the state shall hold from now on. */
  default boolean flag(String name, boolean now) {
    return number(name, now ? 1 : 0) != 0;
  }

  /** All 64 bits of a number: returns what the state shall hold from now on. */
  default long word(String name, long now) {
    long high = count(name + "/high", now >>> 32);
    long low = count(name + "/low", now & 0xffffffffL);
    return high << 32 | low;
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
    };
  }
}
