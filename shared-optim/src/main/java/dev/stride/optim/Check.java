package dev.stride.optim;

import java.util.Locale;

/** Preconditions on what a caller or a user hands in, each naming the setting and what it got. */
public final class Check {
  private Check() {}

  /** {@code IllegalArgumentException} with the formatted message unless {@code condition}. */
  public static void that(boolean condition, String format, Object... arguments) {
    if (!condition) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, format, arguments));
    }
  }

  /** The value, which has to be finite and above zero. */
  public static double positive(String name, double value) {
    that(value > 0 && Double.isFinite(value), "%s must be positive, not %s", name, value);
    return value;
  }

  /** The value, which has to be finite and at least zero. */
  public static double notNegative(String name, double value) {
    that(value >= 0 && Double.isFinite(value), "%s must not be negative, and is %s", name, value);
    return value;
  }

  /** The count, which has to be at least zero. */
  public static long notNegative(String name, long value) {
    that(value >= 0, "%s must not be negative, and is %s", name, value);
    return value;
  }

  /** The count, which has to be from {@code least} to {@code most}. */
  public static int count(String name, int value, int least, int most) {
    that(
        value >= least && value <= most,
        "%s must be from %s to %s, not %s",
        name,
        least,
        most,
        value);
    return value;
  }

  /** The value, which has to be at least zero and below one, as a decay or a momentum is. */
  public static double fraction(String name, double value) {
    that(value >= 0 && value < 1, "%s must be at least 0 and below 1, not %s", name, value);
    return value;
  }

  /** The value, which has to be from zero to one. */
  public static double probability(String name, double value) {
    that(value >= 0 && value <= 1, "%s must be from 0 to 1, not %s", name, value);
    return value;
  }

  /** The count, which has to be at least one. */
  public static long atLeastOne(String name, long value) {
    that(value >= 1, "%s must be at least 1, not %s", name, value);
    return value;
  }
}
