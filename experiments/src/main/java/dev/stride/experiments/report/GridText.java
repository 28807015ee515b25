package dev.stride.experiments.report;

import dev.stride.rl.env.GridShape;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;

/** Values, policies and visits on a grid, as text. */
public final class GridText {
  private static final String SHADES = " ░▒▓█";
  private static final double TIE = 1e-9;

  private GridText() {}

  /** A number in every cell that has a state, and a dash where there is none to be shown. */
  public static String values(GridShape shape, double[] values) {
    double most =
        Arrays.stream(values).filter(v -> !Double.isNaN(v)).map(Math::abs).max().orElse(0);
    String format = most < 10 ? "%.2f" : most < 1000 ? "%.1f" : "%.0f";
    String[] texts =
        Arrays.stream(values)
            .mapToObj(v -> Double.isNaN(v) ? "-" : String.format(Locale.ROOT, format, v))
            .toArray(String[]::new);
    int width = Arrays.stream(texts).mapToInt(String::length).max().orElse(1) + 1;
    return cells(shape, width, s -> texts[s]);
  }

  /** In every cell the arrow of the likeliest action; {@code *} where several are. */
  public static String policy(GridShape shape, double[] policy) {
    return cells(shape, 2, s -> Character.toString(arrow(shape, policy, s)));
  }

  /** In every cell a shade for how often it was visited, by the share of the busiest one. */
  public static String visits(GridShape shape, long[] visits) {
    long most = Math.max(1, Arrays.stream(visits).max().orElse(1));
    return cells(shape, 2, s -> shade((double) visits[s] / most).repeat(2));
  }

  private static String shade(double share) {
    int level = share == 0 ? 0 : (int) Math.min(SHADES.length() - 1, 1 + share * 4);
    return SHADES.substring(level, level + 1);
  }

  /** The arrow of the likeliest action of a state. */
  static char arrow(GridShape shape, double[] policy, int state) {
    int actions = shape.moves().size();
    int best = 0;
    int ties = 0;
    for (int a = 0; a < actions; a++) {
      double p = policy[state * actions + a];
      double most = policy[state * actions + best];
      if (p > most + TIE) {
        best = a;
        ties = 1;
      } else if (Math.abs(p - most) <= TIE) {
        ties++;
      }
    }
    return ties > 1 ? '*' : shape.moves().get(best).arrow();
  }

  private static String cells(GridShape shape, int width, IntFunction<String> cell) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < shape.rows(); row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < shape.columns(); column++) {
        int state = shape.state(row, column);
        String content = state < 0 ? "#" : cell.apply(state);
        line.append(" ".repeat(Math.max(0, width - content.length()))).append(content);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
