package dev.stride.experiments.report;

import dev.stride.rl.env.GridShape;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;

/** Values, policies and visits on a grid, as pictures. */
final class GridSvg {
  private static final int SIDE = 48;

  /** More cells than this get no numbers in them, which nobody could read. */
  private static final int MOST_NUMBERS = 200;

  private GridSvg() {}

  /**
   * Cells shaded by the rank of a value among all, with its number, and with the arrow of a policy.
   *
   * @param policy π(a|s), or empty
   * @param description what is to be seen, for those who do not see it
   */
  static String of(GridShape shape, double[] values, double[] policy, String description) {
    double[] ranks = Arrays.stream(values).distinct().sorted().toArray();
    boolean numbered = shape.rows() * shape.columns() <= MOST_NUMBERS;
    return svg(
        shape,
        description,
        state -> {
          double rank = Arrays.binarySearch(ranks, values[state]);
          double share = ranks.length > 1 ? rank / (ranks.length - 1) : 0;
          StringBuilder cell = new StringBuilder(rectangle(0.04 + 0.6 * share));
          boolean arrow = policy.length > 0;
          if (arrow) {
            cell.append(text(20, 17, Character.toString(GridText.arrow(shape, policy, state))));
          }
          if (numbered) {
            cell.append(text(arrow ? 39 : 28, 11, Numbers.format(values[state])));
          }
          return cell.append("<title>state ")
              .append(state)
              .append(": ")
              .append(Html.escape(Numbers.format(values[state])))
              .append("</title>")
              .toString();
        });
  }

  /** Cells with nothing in them. */
  static String empty(GridShape shape, String description) {
    return svg(shape, description, state -> rectangle(0.04));
  }

  private static String svg(GridShape shape, String description, IntFunction<String> content) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"map\" viewBox=\"0 0 %d %d\" style=\"max-width:%dpx\" role=\"img\""
                + " aria-label=\"%s\">",
            SIDE * shape.columns(),
            SIDE * shape.rows(),
            Math.min(70, SIDE + 10) * shape.columns(),
            Html.escape(description)));
    for (int row = 0; row < shape.rows(); row++) {
      for (int column = 0; column < shape.columns(); column++) {
        int state = shape.state(row, column);
        svg.append(
            String.format(
                Locale.ROOT,
                "<g transform=\"translate(%d %d)\" data-state=\"%d\">%s</g>",
                SIDE * column,
                SIDE * row,
                state,
                state < 0 ? wall() : content.apply(state)));
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private static String wall() {
    return String.format(
        Locale.ROOT, "<rect class=\"wall\" width=\"%d\" height=\"%d\"/>", SIDE, SIDE);
  }

  private static String rectangle(double opacity) {
    return String.format(
        Locale.ROOT,
        "<rect class=\"cell\" width=\"%d\" height=\"%d\" fill-opacity=\"%.3f\"/>",
        SIDE,
        SIDE,
        opacity);
  }

  private static String text(int y, int size, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%d\" y=\"%d\" font-size=\"%d\">%s</text>",
        SIDE / 2,
        y,
        size,
        Html.escape(text));
  }
}
