package dev.stride.optim.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The texts of single values: numbers, flags, and the words for constants. */
public final class Literals {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");

  private Literals() {}

  /** The text of a number: as short as reads back to the same double. */
  public static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e7;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  /** A finite number. */
  public static double parseNumber(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new BadInput("it has to be a number");
    }
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new BadInput("it has to be a finite number");
    }
    return value;
  }

  /** A whole number of 32 bits. */
  static int parseInt(String text) {
    long value = parseWhole(text);
    if (value != (int) value) {
      throw outside(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    return (int) value;
  }

  /** A whole number of 64 bits. */
  static long parseWhole(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notWhole) {
      if (WHOLE.matcher(text).matches()) {
        throw outside(Long.MIN_VALUE, Long.MAX_VALUE);
      }
      throw new BadInput("it has to be a whole number", notWhole);
    }
  }

  private static BadInput outside(long least, long most) {
    return new BadInput("it has to be from " + least + " to " + most);
  }

  /** A flag. */
  static boolean parseBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadInput("it has to be true or false");
    };
  }

  /** Whether a text reads as a number, as Java has them. */
  static boolean isNumber(String text) {
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException notANumber) {
      return false;
    }
  }

  /** The words for all constants of an enumeration. */
  static List<String> words(Class<?> type) {
    List<String> words = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      words.add(word(constant));
    }
    return words;
  }

  /** The word for a constant of an enumeration. */
  static String word(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
