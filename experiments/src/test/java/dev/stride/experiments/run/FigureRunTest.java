package dev.stride.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.experiments.config.Documents;
import dev.stride.experiments.config.Figure;
import dev.stride.experiments.config.Figures;
import dev.stride.experiments.task.Tasks;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.random.Streams;
import dev.stride.rl.LearningResult;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures as they come out. */
class FigureRunTest {
  private static final int FAST = 60;

  private static Figure shipped(String name) {
    return (Figure) Documents.load(name, new Tasks());
  }

  static Stream<String> names() {
    return Figures.names().stream();
  }

  /**
   * A fast version of every figure: 60 runs, or a quarter of what the figure has if that is less. A
   * right implementation is off by more than the rounding and 4.5 standard errors of the difference
   * with probability below 2e-4 per value (Student's t with 24 degrees of freedom, for 25 runs),
   * 4e-5 where there are 60.
   */
  @ParameterizedTest
  @MethodSource("names")
  void everyFigureIsMet(String name) throws InterruptedException {
    Figure figure = shipped(name);
    Figure fast = figure.withRuns(Math.min(FAST, figure.runs() / 4));
    FigureResults results = FigureRun.run(fast, 2, Progress.NONE);
    assertEquals(figure.curves().size(), results.lines().size());
    assertEquals(figure.published().size(), results.comparisons().size());
    for (FigureResults.Comparison comparison : results.comparisons()) {
      assertTrue(comparison.isWithin(4.5), comparison.toString());
      assertEquals(fast.runs(), comparison.runs());
    }
  }

  @Test
  void curvesAreMeansOverTheRuns() throws InterruptedException {
    Figure figure = shipped("figures/sutton-2.4.yaml").withRuns(20);
    FigureResults results = FigureRun.run(figure, 1, Progress.NONE);
    SummaryStatistics eleventh = new SummaryStatistics();
    SummaryStatistics last = new SummaryStatistics();
    for (int run = 0; run < 20; run++) {
      LearningResult result =
          Figures.learning(figure, figure.curves().get(0), null)
              .run(
                  Streams.of(1).at("figure").at("run", run),
                  Curve.every(Charge.EPISODES, Long.MAX_VALUE));
      eleventh.addValue(result.returns()[10]);
      last.addValue(Arrays.stream(result.returns(), 900, 1000).average().orElseThrow());
    }
    FigureResults.Line line = results.lines().get(0);
    assertEquals(11, line.x()[10]);
    assertEquals(eleventh.getMean(), line.mean()[10], 1e-12);
    // t(0.975; 19) = 2.093024
    double half = 2.093024 * eleventh.getStandardDeviation() / Math.sqrt(20);
    assertEquals(half, line.mean()[10] - line.low()[10], 1e-6);
    assertEquals(half, line.high()[10] - line.mean()[10], 1e-6);
    assertEquals(0, line.diverged());
    FigureResults.Comparison comparison = results.comparisons().get(0);
    assertEquals(last.getMean(), comparison.mean(), 1e-12);
    assertEquals(last.getStandardDeviation(), comparison.deviation(), 1e-12);
    double error = last.getStandardDeviation() / Math.sqrt(20);
    assertEquals(last.getMean() - 1.96 * error, comparison.ours().low(), 1e-12);
    assertEquals(1.492 + 0.0005 + 1.96 * error, comparison.theirs().high(), 1e-12);
  }

  @Test
  void threadsChangeNothing() throws InterruptedException {
    Figure figure = shipped("figures/sutton-2.2.yaml").withRuns(7);
    FigureResults one = FigureRun.run(figure, 1, Progress.NONE);
    FigureResults four = FigureRun.run(figure, 4, Progress.NONE);
    for (int k = 0; k < one.lines().size(); k++) {
      assertArrayEquals(one.lines().get(k).mean(), four.lines().get(k).mean());
      assertArrayEquals(one.lines().get(k).low(), four.lines().get(k).low());
    }
    assertEquals(one.comparisons(), four.comparisons());
  }

  @Test
  void comparisons() {
    Figure.Published published = new Figure.Published("c", 1, null, null, 10, 0.5, 400, null, null);
    // Errors 2/√100 = 0.2 and 2/√400 = 0.1: of the difference √0.05 = 0.2236.
    FigureResults.Comparison met = new FigureResults.Comparison(published, 11.17, 2, 100);
    assertTrue(met.isMet());
    assertFalse(new FigureResults.Comparison(published, 11.18, 2, 100).isMet());
    assertTrue(new FigureResults.Comparison(published, 11.18, 2, 100).isWithin(3.1));
    assertTrue(new FigureResults.Comparison(published, 8.83, 2, 100).isMet());
    assertFalse(new FigureResults.Comparison(published, 8.82, 2, 100).isMet());
    assertFalse(new FigureResults.Comparison(published, Double.NaN, 2, 100).isMet());
    assertEquals(11.17 - 0.392, met.ours().low(), 1e-12);
    assertEquals(10 - 0.5 - 0.196, met.theirs().low(), 1e-12);
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
            new Figure.Sweep("α", true, 2, 4),
            List.of(walk),
            List.of(none),
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
            List.of(new Figure.Curve("b", "bandit", "ucb1", null, null, null)),
            List.of(),
            null);
    line = FigureRun.run(bandit, 2, Progress.NONE).lines().get(0);
    assertEquals(50, line.x().length);
    assertArrayEquals(line.x(), line.mean());
    assertEquals(50, line.x()[49]);
  }
}
