package dev.stride.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.experiments.config.Figure;
import dev.stride.experiments.config.Figures;
import dev.stride.experiments.run.FigureResults.Verdict;
import dev.stride.optim.random.Streams;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

/** Claims of how curves compare, judged by runs. */
class FigureClaimsTest {
  @Test
  void claimsAreJudgedByPairedRuns() throws InterruptedException {
    Figure figure = SomeFigures.walks();
    FigureResults results = FigureRun.run(figure, 2, Progress.NONE);
    assertEquals(
        List.of(
            Verdict.MET,
            Verdict.NOT_MET,
            Verdict.MET,
            Verdict.MET,
            Verdict.NOT_MET,
            Verdict.MET,
            Verdict.NOT_MET),
        results.claims().stream().map(FigureResults.Judged::verdict).toList());
    assertEquals(4, results.count(Verdict.MET));
    FigureResults.Judged best = results.claims().get(0);
    assertEquals(0.1, best.at());
    assertEquals(0.01, best.belowAt());
    assertEquals(results.lines().get(0).mean()[1], best.mean(), 1e-12);
    assertEquals(results.lines().get(1).mean()[1], best.other(), 1e-12);
    // The same runs on both sides: no difference, and no error of it.
    assertEquals(0, results.claims().get(3).difference());
    assertEquals(0, results.claims().get(3).deviation());
    assertEquals(40, best.runs());
    // Against the differences themselves.
    SummaryStatistics differences = new SummaryStatistics();
    for (int run = 0; run < 40; run++) {
      differences.addValue(error(figure, run, 0.1) - error(figure, run, 0.01));
    }
    assertEquals(differences.getMean(), best.difference(), 1e-12);
    assertEquals(differences.getStandardDeviation(), best.deviation(), 1e-12);
  }

  private static double error(Figure figure, int run, double value) {
    FigureSeries series =
        new FigureSeries(figure, Figures.learning(figure, figure.curves().get(0), value));
    double[] errors = series.run(Streams.of(1).at("figure").at("run", run));
    return Arrays.stream(errors, 10, 20).average().orElseThrow();
  }

  /** A claim along a run: greedy pulls pay less than exploring ones in the end. */
  @Test
  void claimsAlongARun() throws InterruptedException {
    Figure shipped = SomeFigures.shipped("figures/sutton-2.2.yaml").withRuns(200);
    Figure.Claim claim =
        new Figure.Claim("greedy", null, "epsilon 0.1", null, null, 901, 1000, null, null);
    Figure figure =
        new Figure(
            "f",
            "t",
            "s",
            Figure.Measure.BEST_ACTIONS,
            1,
            200,
            null,
            1000,
            null,
            null,
            null,
            shipped.curves(),
            shipped.published(),
            List.of(claim),
            null);
    FigureResults results = FigureRun.run(figure, 2, Progress.NONE);
    FigureResults.Judged judged = results.claims().get(0);
    assertEquals(Verdict.MET, judged.verdict());
    assertEquals(results.comparisons().get(0).mean(), judged.mean(), 1e-12);
    assertEquals(results.comparisons().get(2).mean(), judged.other(), 1e-12);
  }
}
