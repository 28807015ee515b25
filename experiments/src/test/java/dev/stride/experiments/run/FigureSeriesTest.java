package dev.stride.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.experiments.config.Figure;
import dev.stride.experiments.config.Figures;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.random.Streams;
import dev.stride.rl.Learning;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What figures measure of a run. */
class FigureSeriesTest {
  /** Squares of the value error, and what is left of them where least squares would leave some. */
  @Test
  void squaredAndRelativeErrors() {
    Figure squared = errors(Figure.Measure.SQUARED_ERROR);
    Figure relative = errors(Figure.Measure.RELATIVE_ERROR);
    Streams streams = Streams.of(1).at("figure").at("run", 0);
    Curve curve = Curve.every(Charge.EPISODES, 1);
    Learning learning = Figures.learning(squared, squared.curves().get(0), null);
    learning.run(streams, curve);
    double[] squares = new FigureSeries(squared, learning).run(streams);
    double[] relatives = new FigureSeries(relative, learning).run(streams);
    double least = learning.leastValueError(streams);
    assertEquals(10, squares.length);
    assertTrue(least > 0.01);
    for (int e = 0; e < 10; e++) {
      double error = curve.truth()[e + 1];
      double start = curve.truth()[0];
      assertEquals(error * error, squares[e], 1e-12);
      assertEquals(
          (error * error - least * least) / (start * start - least * least), relatives[e], 1e-12);
    }
  }

  private static Figure errors(Figure.Measure measure) {
    String text =
        """
        figure: errors
        title: t
        source: s
        measure: %s
        seed: 1
        runs: 2
        discount: 0.9
        episodes: 10
        curves:
          - {name: a, environment: random-mrp, agent: td, features: 'aggregation:groups=2', optimizer: 'sgd:0.1'}
        published:
          - {curve: a, from: 1, value: 0, rounding: 1}
        """;
    return SomeFigures.parsed("errors", text.formatted(measure));
  }

  /**
   * Of two actions, one that always explores takes each in half of 200 runs of 100 episodes, and so
   * does one that learns too little to break a tie: held to five standard errors, false alarm 6e-7
   * for each episode and for all.
   */
  @Test
  void sharesOfTheFirstAction() throws InterruptedException {
    Figure.Curve free = bias("free", "q-learning:epsilon=1", "sgd");
    Figure.Curve stays = bias("tied", "double-q-learning:epsilon=0", "sgd:learningRate=1e-323");
    Figure.Curve diverges = bias("diverges", "q-learning:epsilon=1", "sgd:learningRate=1e99");
    Figure figure =
        new Figure(
            "f",
            "t",
            "s",
            Figure.Measure.FIRST_ACTION,
            1,
            200,
            null,
            100,
            null,
            1,
            null,
            List.of(free, stays, diverges),
            List.of(new Figure.Published("free", 1, 100, null, 50, 0.01, null, null, null)),
            null,
            null);
    FigureResults results = FigureRun.run(figure, 2, Progress.NONE);
    assertEquals(50, results.comparisons().get(0).mean(), 5 * 50 / Math.sqrt(20_000));
    for (FigureResults.Line line : results.lines().subList(0, 2)) {
      for (double share : line.mean()) {
        assertEquals(50, share, 5 * 50 / Math.sqrt(200));
        assertEquals(Math.rint(2 * share), 2 * share, 1e-9);
      }
    }
    FigureResults.Line gone = results.lines().get(2);
    assertEquals(200, gone.diverged());
    assertTrue(Double.isNaN(gone.mean()[99]));
  }

  private static Figure.Curve bias(String name, String agent, String optimizer) {
    return new Figure.Curve(name, "maximization-bias:actions=3", agent, null, optimizer, null);
  }

  /**
   * Least squares comes near the values of the process of each run, which are about 1.9 from zero
   * and further from those of another process.
   */
  @Test
  void everyRunIsJudgedByItsOwnProcess() throws InterruptedException {
    Figure.Curve drawn =
        new Figure.Curve("r", "random-mrp", "lstd:lambda=0,epsilon=1e-9", null, null, null);
    Figure.Published none = new Figure.Published("r", 200, null, null, 0, 1, null, null, null);
    Figure figure =
        new Figure(
            "f",
            "t",
            "s",
            Figure.Measure.STATE_ERROR,
            1,
            5,
            0.9,
            200,
            null,
            null,
            null,
            List.of(drawn),
            List.of(none),
            null,
            null);
    FigureResults.Line line = FigureRun.run(figure, 1, Progress.NONE).lines().get(0);
    assertTrue(line.mean()[199] < 0.5, "error " + line.mean()[199]);
  }

  @Test
  void errorsOverStatesAndEpisodesBySteps() throws InterruptedException {
    Figure.Curve walk =
        new Figure.Curve(
            "w",
            "random-walk:states=3",
            "td",
            null,
            "sgd:learningRate={value}",
            List.of(1e-9, 9e9));
    Figure.Published none = new Figure.Published("w", null, null, 1e-9, 0, 1, null, null, null);
    Figure figure =
        new Figure(
            "f",
            "t",
            "s",
            Figure.Measure.STATE_ERROR,
            1,
            3,
            null,
            8,
            null,
            null,
            new Figure.Sweep("α", true, 2, 4),
            List.of(walk),
            List.of(none),
            null,
            null);
    FigureResults results = FigureRun.run(figure, 1, Progress.NONE);
    FigureResults.Line line = results.lines().get(0);
    assertArrayEquals(new double[] {1e-9, 9e9}, line.x());
    // Values -1/2, 0 and 1/2, estimates of nothing: √(1/6).
    assertEquals(Math.sqrt(1 / 6.0), line.mean()[0], 1e-8);
    assertTrue(Double.isNaN(line.mean()[1]));
    assertEquals(3, line.diverged());
    assertTrue(results.comparisons().get(0).isMet());

    Figure bandit =
        new Figure(
            "f",
            "t",
            "s",
            Figure.Measure.EPISODES,
            1,
            3,
            1.0,
            60,
            50,
            null,
            null,
            List.of(new Figure.Curve("b", "bandit", "ucb1", null, null, null)),
            List.of(),
            null,
            null);
    line = FigureRun.run(bandit, 2, Progress.NONE).lines().get(0);
    assertEquals(50, line.x().length);
    assertArrayEquals(line.x(), line.mean());
    assertEquals(50, line.x()[49]);
  }
}
