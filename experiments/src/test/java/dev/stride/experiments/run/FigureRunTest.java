package dev.stride.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.experiments.config.Figure;
import dev.stride.experiments.config.Figures;
import dev.stride.experiments.run.FigureResults.Verdict;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.random.Streams;
import dev.stride.rl.LearningResult;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures as they come out. */
class FigureRunTest {
  private static final int FAST = 60;

  static Stream<String> names() {
    return Figures.names().stream();
  }

  /**
   * A fast version of every figure: 60 runs, or a quarter of what the figure has if that is less. A
   * right implementation is off by more than the rounding and 4.5 standard errors of the difference
   * with probability below 2e-4 per value (Student's t with 24 degrees of freedom, for 25 runs),
   * 4e-5 where there are 60, and 5e-4 where there are 15. Shares of a rare action are skewed, for
   * which 60 are too few: the figure that has 10 000 runs takes 1000, and in the second program no
   * value is then off so far in more than 3 of 30 000 draws of as many runs. A claim that holds is
   * found not to with half of that probability; those that do not hold say so in their notes.
   */
  @ParameterizedTest
  @MethodSource("names")
  void everyFigureIsMet(String name) throws InterruptedException {
    Figure figure = SomeFigures.shipped(name);
    boolean skewed = figure.measure() == Figure.Measure.FIRST_ACTION;
    Figure fast = figure.withRuns(skewed ? figure.runs() / 10 : Math.min(FAST, figure.runs() / 4));
    FigureResults results = FigureRun.run(fast, 2, Progress.NONE);
    assertEquals(figure.curves().size(), results.lines().size());
    assertEquals(figure.values().size(), results.comparisons().size());
    for (FigureResults.Comparison comparison : results.comparisons()) {
      assertTrue(comparison.isWithin(4.5), comparison.toString());
      assertEquals(fast.runs(), comparison.runs());
    }
    assertEquals(figure.claimed().size(), results.claims().size());
    for (FigureResults.Judged judged : results.claims()) {
      Verdict other = refuted(judged.claim()) ? Verdict.MET : Verdict.NOT_MET;
      assertNotEquals(other, judged.verdict(4.5), judged.toString());
      assertEquals(fast.runs(), judged.runs());
    }
  }

  /** Whether the notes of a claim say that it does not hold. */
  private static boolean refuted(Figure.Claim claim) {
    return claim.note() != null && claim.note().contains("does not hold here");
  }

  @Test
  void curvesAreMeansOverTheRuns() throws InterruptedException {
    Figure figure = SomeFigures.shipped("figures/sutton-2.4.yaml").withRuns(20);
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
    Figure figure = SomeFigures.shipped("figures/sutton-2.2.yaml").withRuns(7);
    FigureResults one = FigureRun.run(figure, 1, Progress.NONE);
    FigureResults four = FigureRun.run(figure, 4, Progress.NONE);
    SomeFigures.assertSame(one, four);
  }
}
