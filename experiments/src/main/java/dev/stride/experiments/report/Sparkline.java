package dev.stride.experiments.report;

import java.util.Arrays;

/** A curve as a line of text. */
final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int WIDTH = 60;

  /** A range that is less beside its ends is rounding, and would be drawn as ups and downs. */
  private static final double ROUNDING = 1e-9;

  private Sparkline() {}

  /**
   * Bars between the least and the greatest value; what is not finite is left blank. Neighbours are
   * joined where there are many, but for those that are NaN.
   */
  static String of(double[] values) {
    double[] bars = values.length <= WIDTH ? values : means(values);
    double low = Arrays.stream(bars).filter(Double::isFinite).min().orElse(0);
    double high = Arrays.stream(bars).filter(Double::isFinite).max().orElse(0);
    boolean flat = high - low <= ROUNDING * Math.max(Math.abs(low), Math.abs(high));
    StringBuilder line = new StringBuilder();
    for (double value : bars) {
      line.append(Double.isFinite(value) ? bar(flat ? 0 : (value - low) / (high - low)) : ' ');
    }
    return line + "  " + Numbers.format(low) + " to " + Numbers.format(high);
  }

  private static char bar(double share) {
    return BARS.charAt((int) Math.min(BARS.length() - 1, share * BARS.length()));
  }

  private static double[] means(double[] values) {
    double[] means = new double[WIDTH];
    for (int k = 0; k < WIDTH; k++) {
      int from = (int) ((long) k * values.length / WIDTH);
      int to = (int) ((k + 1L) * values.length / WIDTH);
      means[k] =
          Arrays.stream(values, from, to)
              .filter(value -> !Double.isNaN(value))
              .average()
              .orElse(Double.NaN);
    }
    return means;
  }
}
