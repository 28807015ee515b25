package dev.stride.experiments.report;

import dev.stride.experiments.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a reader wants them. */
final class Numbers {
  private static final String SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Numbers() {}

  /** Three significant digits; powers of ten for what is very small or large. */
  static String format(double value) {
    return format(value, 3, 2);
  }

  /** So many significant digits. */
  static String format(double value, int digits) {
    return format(value, digits, digits);
  }

  private static String format(double value, int most, int mostOfPowers) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    String digits;
    if (size >= 1e-3 && size < 1e5) {
      digits =
          new BigDecimal(size).round(new MathContext(most)).stripTrailingZeros().toPlainString();
    } else {
      String[] parts =
          String.format(Locale.ROOT, "%." + (mostOfPowers - 1) + "e", size).split("e", -1);
      digits = parts[0] + "×10" + superscript(Integer.parseInt(parts[1]));
    }
    return (value < 0 ? "−" : "") + digits;
  }

  /** {@code 1.2 (1.1 to 1.3)}. */
  static String format(Interval interval) {
    return format(interval.estimate())
        + " ("
        + format(interval.low())
        + " to "
        + format(interval.high())
        + ")";
  }

  /** The same with so many significant digits. */
  static String format(Interval interval, int digits) {
    return format(interval.estimate(), digits)
        + " ("
        + format(interval.low(), digits)
        + " to "
        + format(interval.high(), digits)
        + ")";
  }

  /** A share as whole percent: {@code 82 %}. */
  static String percent(double share) {
    return Double.isNaN(share) ? "–" : Math.round(100 * share) + "\u00a0%";
  }

  /** {@code 82 % (79 to 85)}. */
  static String percent(Interval share) {
    return percent(share.estimate())
        + " ("
        + Math.round(100 * share.low())
        + " to "
        + Math.round(100 * share.high())
        + ")";
  }

  /** A difference of shares in points of a hundred: {@code 5 (3 to 8)}. */
  static String points(Interval difference) {
    return whole(100 * difference.estimate())
        + " ("
        + whole(100 * difference.low())
        + " to "
        + whole(100 * difference.high())
        + ")";
  }

  private static String whole(double value) {
    return Double.isInfinite(value) ? format(value) : Long.toString(Math.round(value));
  }

  /** A count with thousands apart. */
  static String count(double value) {
    return String.format(Locale.ROOT, "%,.0f", value).replace(',', '\u202f');
  }

  /** The value to five significant digits, which is more than a screen shows. */
  static double rounded(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(5)).doubleValue()
        : value;
  }

  private static String superscript(int exponent) {
    StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      text.append(SUPERSCRIPT.charAt(digit - '0'));
    }
    return text.toString();
  }
}
