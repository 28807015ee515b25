package dev.stride.experiments.report;

import dev.stride.experiments.stats.Interval;
import dev.stride.experiments.stats.MeanInterval;
import dev.stride.rl.LearningResult;
import dev.stride.rl.Replay;
import dev.stride.rl.Snapshot;
import dev.stride.rl.agent.Recording;
import dev.stride.rl.agent.Thinned;
import dev.stride.rl.env.GridShape;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What there is to see of runs of learning: curves over all runs, and what the first run did.
 *
 * @param prediction whether values were learned, rather than a policy
 * @param runs one for each seed
 * @param recording of the first run
 * @param snapshot of its recommended weights; null where there are no exact values
 * @param replay an episode under its recommended weights
 * @param shape where the states are on a grid; null where they are not on one
 */
public record LearningPictures(
    boolean prediction,
    List<LearningResult> runs,
    Recording recording,
    @Nullable Snapshot snapshot,
    Replay replay,
    @Nullable GridShape shape) {
  private static final int MOST_POINTS = 200;
  private static final int MOST_LINES = 24;

  public LearningPictures {
    runs = List.copyOf(runs);
  }

  /** Means over runs, and over neighbouring episodes where those are many. */
  record Band(double[] at, double[] low, double[] mean, double[] high) {}

  /** The return of an episode. */
  Band returns() {
    return band(runs.stream().map(LearningResult::returns).toList(), false);
  }

  /** What was lost so far against the best actions; null where no world tells. */
  @Nullable Band regret() {
    boolean told =
        runs.stream()
            .map(LearningResult::regrets)
            .allMatch(r -> r.length > 0 && !Double.isNaN(r[0]));
    return told ? band(runs.stream().map(LearningResult::regrets).toList(), true) : null;
  }

  /** The value error along the runs, where they all have got as far. */
  Band valueError() {
    long[] at = runs.get(0).curve().at();
    int points = runs.stream().mapToInt(run -> run.curve().at().length).min().orElse(0);
    double[] x = new double[points];
    double[][] figures = new double[points][];
    for (int k = 0; k < points; k++) {
      int point = k;
      x[k] = at[k];
      figures[k] = runs.stream().mapToDouble(run -> run.curve().truth()[point]).toArray();
    }
    return band(x, figures);
  }

  private static Band band(List<double[]> series, boolean summed) {
    int length = series.stream().mapToInt(s -> s.length).min().orElse(0);
    int points = Math.min(length, MOST_POINTS);
    double[] at = new double[points];
    double[][] figures = new double[points][series.size()];
    for (int k = 0; k < points; k++) {
      int from = summed ? 0 : (int) ((long) k * length / points);
      int to = (int) ((k + 1L) * length / points);
      at[k] = to;
      for (int r = 0; r < figures[k].length; r++) {
        double sum = Arrays.stream(series.get(r), from, to).sum();
        figures[k][r] = summed ? sum : sum / (to - from);
      }
    }
    return band(at, figures);
  }

  private static Band band(double[] at, double[][] figures) {
    Interval[] intervals = Arrays.stream(figures).map(MeanInterval::of).toArray(Interval[]::new);
    return new Band(
        at,
        Arrays.stream(intervals).mapToDouble(Interval::low).toArray(),
        Arrays.stream(intervals).mapToDouble(Interval::estimate).toArray(),
        Arrays.stream(intervals).mapToDouble(Interval::high).toArray());
  }

  /** All of it as text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "return of an episode", returns().mean());
    line(text, "value error", valueError().mean());
    Band regret = regret();
    if (regret != null) {
      line(text, "regret so far", regret.mean());
    }
    if (isTold(recording.surprise())) {
      line(text, "error δ, first run", recording.surprise().means());
    }
    if (isTold(recording.stepSize())) {
      line(text, "effective step size", recording.stepSize().means());
    }
    if (shape != null && snapshot != null) {
      text.append('\n').append(valuesTitle()).append(":\n");
      text.append(GridText.values(shape, snapshot.values()));
      if (snapshot.policy().length > 0) {
        text.append("\nLearned policy (* where actions are tied):\n");
        text.append(GridText.policy(shape, snapshot.policy()));
      }
    }
    if (shape != null) {
      text.append("\nVisits, first run:\n").append(GridText.visits(shape, recording.visits()));
    }
    return text.append('\n').append(episode()).toString();
  }

  /** Whether there is anything to draw. */
  static boolean isTold(Thinned series) {
    return Arrays.stream(series.means()).anyMatch(Double::isFinite);
  }

  private static void line(StringBuilder text, String what, double[] values) {
    text.append(String.format("  %-22s", what)).append(Sparkline.of(values)).append('\n');
  }

  /** What the values of the snapshot are. */
  String valuesTitle() {
    return prediction ? "Predicted values" : "Exact values of the learned policy";
  }

  /** The replayed episode, a line for each step. */
  private String episode() {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add("An episode, step by step: " + summary());
    replay.frames().stream()
        .limit(MOST_LINES)
        .forEach(
            frame ->
                lines.add(
                    String.format(
                        "  %s  %s  %s",
                        place(frame.observation()),
                        action(frame.action()),
                        Numbers.format(frame.reward()))));
    if (replay.frames().size() > MOST_LINES) {
      lines.add("  ... " + (replay.frames().size() - MOST_LINES) + " more");
    }
    return lines.toString();
  }

  /** How the replayed episode went. */
  String summary() {
    String total = Numbers.format(replay.total());
    int steps = replay.frames().size();
    if (!replay.whole()) {
      return String.format("the first %d steps, rewards so far %s", steps, total);
    }
    return String.format(
        "%d %s, return %s, %s",
        steps, steps == 1 ? "step" : "steps", total, replay.terminated() ? "terminated" : "cut");
  }

  /** A number of a state, or coordinates. */
  static String place(List<Double> observation) {
    return observation.stream().map(Numbers::format).collect(Collectors.joining(", ", "(", ")"));
  }

  /** An arrow, or the number of the action. */
  String action(int action) {
    return shape == null
        ? "action " + action
        : Character.toString(shape.moves().get(action).arrow());
  }
}
