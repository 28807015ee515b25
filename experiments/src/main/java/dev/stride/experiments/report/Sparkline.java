package dev.stride.experiments.report;

import java.util.Arrays;

/** A curve as a line of text. */
final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int WIDTH = 60;

  private Sparkline() {}

  /** Bars between the least and the greatest value; what is not finite is left blank. */
  static String of(double[] values) {
    double[] bars = values.length <= WIDTH ? values : means(values);
    double low = Arrays.stream(bars).filter(Double::isFinite).min().orElse(0);
    double high = Arrays.stream(bars).filter(Double::isFinite).max().orElse(0);
    StringBuilder line = new StringBuilder();
    for (double value : bars) {
      line.append(Double.isFinite(value) ? bar(value, low, high) : ' ');
    }
    return line + "  " + Numbers.format(low) + " to " + Numbers.format(high);
  }

  private static char bar(double value, double low, double high) {
    double share = high > low ? (value - low) / (high - low) : 0;
    return BARS.charAt((int) Math.min(BARS.length() - 1, share * BARS.length()));
  }

  private static double[] means(double[] values) {
    double[] means = new double[WIDTH];
    for (int k = 0; k < WIDTH; k++) {
      int from = (int) ((long) k * values.length / WIDTH);
      int to = (int) ((k + 1L) * values.length / WIDTH);
      means[k] = Arrays.stream(values, from, to).average().orElseThrow();
    }
    return means;
  }
}
