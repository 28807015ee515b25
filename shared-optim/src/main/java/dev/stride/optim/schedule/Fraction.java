package dev.stride.optim.schedule;

import dev.stride.optim.Check;
import dev.stride.optim.form.Literals;

/**
 * A number at least 0 and below 1 that may depend on how many steps were taken, as a momentum or
 * the factor of a moving average does. In text a plain number or a schedule.
 */
public sealed interface Fraction {
  /** The value in force at step {@code k}, counted from 0. */
  double at(long k);

  /** Whether it is the same at every step because it is a plain number. */
  boolean isNumber();

  /** {@code IllegalArgumentException} unless it is at least 0 and below 1 at every step. */
  void check(String name);

  /** The same value at every step. */
  static Fraction of(double value) {
    return new Fixed(value);
  }

  /** The values of a schedule. */
  static Fraction of(Schedule schedule) {
    return schedule instanceof Constant constant
        ? new Fixed(constant.value())
        : new Scheduled(schedule);
  }

  /** Reads a plain number or a schedule. */
  static Fraction parse(String text) {
    return Schedules.isNumber(text)
        ? new Fixed(Literals.parseNumber(text))
        : of(Schedules.named(text, "a number"));
  }

  /** Writes one so that {@link #parse} reads it back. */
  static String print(Fraction fraction) {
    return fraction instanceof Scheduled scheduled
        ? Schedules.print(scheduled.schedule)
        : Literals.number(fraction.at(0));
  }

  /** The same with every key, whatever the defaults are. */
  static String spell(Fraction fraction) {
    return fraction instanceof Scheduled scheduled
        ? Schedules.spell(scheduled.schedule)
        : print(fraction);
  }

  /**
   * A plain number.
   *
   * @param value at least 0 and below 1
   */
  record Fixed(double value) implements Fraction {
    @Override
    public double at(long k) {
      return value;
    }

    @Override
    public boolean isNumber() {
      return true;
    }

    @Override
    public void check(String name) {
      Check.fraction(name, value);
    }
  }

  /**
   * One that follows a schedule.
   *
   * @param schedule below 1 at every step
   */
  record Scheduled(Schedule schedule) implements Fraction {
    @Override
    public double at(long k) {
      return schedule.at(k);
    }

    @Override
    public boolean isNumber() {
      return false;
    }

    @Override
    public void check(String name) {
      double largest = schedule.largest();
      Check.that(
          largest < 1,
          "%s must be at least 0 and below 1 at every step, and reaches %s",
          name,
          largest);
    }
  }
}
