package dev.stride.experiments.run;

import dev.stride.experiments.config.Figure;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.rl.Learning;
import dev.stride.rl.LearningResult;
import dev.stride.rl.Snapshot;
import dev.stride.rl.agent.Recording;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What a figure measures of the runs of one setting. */
final class FigureSeries {
  private static final int POINTS = 100;

  /** An error that is no more than rounding, relative to another. */
  private static final double NOTHING = 1e-12;

  private final Figure figure;
  private final Learning learning;

  FigureSeries(Figure figure, Learning learning) {
    this.figure = figure;
    this.learning = learning;
  }

  /** Where the numbers of {@link #run} stand: episodes from 1 on, or steps. */
  static double[] places(Figure figure) {
    Integer steps = figure.steps();
    double[] places = new double[steps == null ? figure.episodes() : Math.min(steps, POINTS)];
    Arrays.setAll(
        places, k -> steps == null ? k + 1 : Math.floor((k + 1.0) * steps / places.length));
    return places;
  }

  /** One run; NaN from where it diverged. */
  double[] run(Streams streams) {
    Curve curve =
        switch (figure.measure()) {
          case STATE_ERROR -> Curve.trace(Charge.EPISODES);
          case SQUARED_ERROR, RELATIVE_ERROR -> Curve.every(Charge.EPISODES, 1);
          default -> Curve.every(Charge.EPISODES, Long.MAX_VALUE);
        };
    Integer action = figure.action();
    Recording recording = action == null ? null : learning.recording();
    LearningResult result = learning.run(streams, curve, null, recording);
    double[] series =
        switch (figure.measure()) {
          case BEST_ACTIONS ->
              Arrays.stream(result.regrets()).map(regret -> regret == 0 ? 100 : 0).toArray();
          case RETURN -> result.returns();
          case STEPS -> Arrays.stream(result.lengths()).asDoubleStream().toArray();
          case STATE_ERROR -> errors(result.curve().points(), streams);
          case FIRST_ACTION ->
              Arrays.stream(Objects.requireNonNull(recording).firstActions())
                  .limit(result.returns().length)
                  .mapToDouble(first -> Objects.equals(first, action) ? 100 : 0)
                  .toArray();
          case SQUARED_ERROR -> squared(result.curve().truth(), 0, 1);
          case RELATIVE_ERROR -> relative(result.curve().truth(), streams);
          case EPISODES -> ended(result.lengths());
        };
    int length = series.length;
    double[] whole = Arrays.copyOf(series, places(figure).length);
    Arrays.fill(whole, Math.min(length, whole.length), whole.length, Double.NaN);
    return whole;
  }

  private double[] errors(List<double[]> weights, Streams streams) {
    // Of this run: it may have drawn a process of its own.
    double[] truth = Objects.requireNonNull(learning.trueValues(streams));
    double[] errors = new double[Math.max(0, weights.size() - 1)];
    for (int e = 0; e < errors.length; e++) {
      Snapshot snapshot = Objects.requireNonNull(learning.snapshot(weights.get(e + 1), streams));
      double sum = 0;
      for (int s = 0; s < truth.length; s++) {
        double off = snapshot.values()[s] - truth[s];
        sum += off * off;
      }
      errors[e] = Math.sqrt(sum / truth.length);
    }
    return errors;
  }

  private double[] relative(double[] errors, Streams streams) {
    double least = learning.leastValueError(streams);
    double start = errors[0] * errors[0] - least * least;
    if (start <= NOTHING * errors[0] * errors[0]) {
      throw new BadInput(
          "predictions are as good at the start as the features allow, so that there is no error to"
              + " be relative to; squared-error does without");
    }
    return squared(errors, least, start);
  }

  /** Squares of the errors behind the first one, that of the least one taken off, over a unit. */
  private static double[] squared(double[] errors, double least, double unit) {
    double[] squares = new double[errors.length - 1];
    Arrays.setAll(squares, e -> (errors[e + 1] * errors[e + 1] - least * least) / unit);
    return squares;
  }

  /** How many episodes had ended by each place; NaN behind the last episode. */
  private double[] ended(int[] lengths) {
    double[] ended = places(figure);
    int episodes = 0;
    long steps = 0;
    for (int k = 0; k < ended.length; k++) {
      while (episodes < lengths.length && steps + lengths[episodes] <= ended[k]) {
        steps += lengths[episodes++];
      }
      ended[k] = episodes < lengths.length ? episodes : Double.NaN;
    }
    return ended;
  }
}
