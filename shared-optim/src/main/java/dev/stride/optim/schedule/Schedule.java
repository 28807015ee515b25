package dev.stride.optim.schedule;

/** A number that depends on how many steps were taken: in most cases a learning rate. */
public interface Schedule {
  /** The value in force at step {@code k}, counted from 0. Always finite. */
  double at(long k);

  /**
   * What the whole schedule is a multiple of: {@code at(k)/scale()} is its multiplier. The first
   * key of its text form, or the scale of the schedule that the first key is.
   */
  double scale();

  /** The largest value of all steps: the scale, unless it rises above that. */
  default double largest() {
    return scale();
  }

  /** The same value at every step. */
  static Schedule of(double value) {
    return new Constant(value);
  }
}
