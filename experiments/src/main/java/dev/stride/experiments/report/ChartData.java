package dev.stride.experiments.report;

import dev.stride.experiments.config.Contender;
import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.TestProblem;
import dev.stride.experiments.stats.Interval;
import dev.stride.experiments.task.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the charts of the page show, in the shape of its data island. Optimizers are numbers, their
 * places in {@code optimizers}.
 */
record ChartData(
    List<String> optimizers,
    List<String> levels,
    List<ScopeData> scopes,
    List<ProblemData> problems) {

  record ScopeData(String title, List<RankingData> rankings) {}

  record RankingData(String level, List<StandingData> standings) {}

  record StandingData(int optimizer, double[] score, boolean tied) {}

  record ProblemData(
      String name,
      String axis,
      double target,
      List<String> noises,
      long[] at,
      List<SeriesData> series) {}

  /** An optimizer on a problem; lists by level. */
  record SeriesData(
      int optimizer,
      List<double[]> gap,
      List<CurveData> curves,
      List<@Nullable TuningData> tuning) {}

  record CurveData(double[] low, double[] mean, double[] high) {}

  record TuningData(String key, double[] values, double[] gaps, double chosen, boolean edge) {}

  static ChartData of(Analysis analysis) {
    Experiment experiment = analysis.results().plan().experiment();
    List<String> optimizers =
        experiment.optimizers().stream().map(Contender::use).distinct().toList();
    return new ChartData(
        optimizers,
        experiment.levels(),
        analysis.scopes().stream().map(scope -> scope(scope, optimizers)).toList(),
        experiment.problems().stream()
            .map(problem -> problem(analysis, problem, optimizers))
            .toList());
  }

  private static ScopeData scope(Scope scope, List<String> optimizers) {
    return new ScopeData(
        scope.title(), scope.rankings().stream().map(r -> ranking(r, optimizers)).toList());
  }

  private static RankingData ranking(Ranking ranking, List<String> optimizers) {
    return new RankingData(
        ranking.level(),
        ranking.standings().stream()
            .map(
                standing ->
                    new StandingData(
                        optimizers.indexOf(standing.optimizer()),
                        ends(standing.score()),
                        standing.isTied()))
            .toList());
  }

  private static ProblemData problem(
      Analysis analysis, TestProblem problem, List<String> optimizers) {
    List<CellSummary> cells =
        analysis.cells().stream().filter(c -> c.cell().problem().equals(problem)).toList();
    Task task = Objects.requireNonNull(analysis.results().tasks().get(cells.get(0).cell()));
    List<SeriesData> series =
        cells.stream()
            .filter(c -> c.cell().level() == 0)
            .map(c -> series(analysis, c.cell().contender(), cells, optimizers))
            .toList();
    return new ProblemData(
        problem.name(),
        task.axis().key(),
        problem.target(),
        problem.setup().noises(),
        cells.get(0).curve().at(),
        series);
  }

  private static SeriesData series(
      Analysis analysis, Contender contender, List<CellSummary> problem, List<String> optimizers) {
    List<CellSummary> cells =
        problem.stream().filter(c -> c.cell().contender().equals(contender)).toList();
    return new SeriesData(
        optimizers.indexOf(contender.use()),
        cells.stream().map(c -> ends(c.gap())).toList(),
        cells.stream().map(c -> curve(c.curve())).toList(),
        Arrays.asList(cells.stream().map(c -> tuning(analysis, c)).toArray(TuningData[]::new)));
  }

  private static CurveData curve(CellSummary.Band band) {
    return new CurveData(rounded(band.low()), rounded(band.mean()), rounded(band.high()));
  }

  private static @Nullable TuningData tuning(Analysis analysis, CellSummary summary) {
    String key = summary.cell().contender().tune();
    if (summary.tuned() == null || key == null) {
      return null;
    }
    Sensitivity seen =
        analysis.sensitivity().stream()
            .filter(s -> s.cell().equals(summary.cell()))
            .findFirst()
            .orElseThrow();
    return new TuningData(
        key, seen.values(), rounded(seen.gaps()), summary.tuned().value(), summary.tuned().edge());
  }

  private static double[] ends(Interval interval) {
    return rounded(new double[] {interval.estimate(), interval.low(), interval.high()});
  }

  private static double[] rounded(double[] values) {
    return Arrays.stream(values).map(Numbers::rounded).toArray();
  }
}
