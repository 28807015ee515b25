package dev.stride.experiments.report;

import dev.stride.experiments.plan.Cell;
import dev.stride.experiments.run.Results;
import dev.stride.experiments.stats.Bootstrap;
import dev.stride.experiments.stats.InterquartileMean;
import dev.stride.experiments.stats.Score;
import dev.stride.experiments.store.Done;
import dev.stride.experiments.task.RunResult;
import dev.stride.experiments.task.Task;
import dev.stride.optim.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sums up the reported runs of every cell. */
final class Cells {
  private static final int RESAMPLES = 1000;
  private static final int POINTS = 40;

  /** Share of the target by which a value may lie below the minimum without being impossible. */
  private static final double ROUNDING = 1e-6;

  private final Results results;

  Cells(Results results) {
    this.results = results;
  }

  List<CellSummary> summaries() {
    Map<Cell, List<RunResult>> runs = new LinkedHashMap<>();
    for (Done done : results.report()) {
      runs.computeIfAbsent(done.run().cell(), cell -> new ArrayList<>()).add(done.result());
    }
    return runs.entrySet().parallelStream()
        .map(entry -> summary(entry.getKey(), entry.getValue()))
        .toList();
  }

  private CellSummary summary(Cell cell, List<RunResult> runs) {
    double target = cell.problem().target();
    double[] gaps = runs.stream().mapToDouble(RunResult::gap).toArray();
    double[] scores = runs.stream().mapToDouble(run -> score(run, target)).toArray();
    double[] believed =
        runs.stream().mapToDouble(RunResult::believed).filter(v -> !Double.isNaN(v)).toArray();
    Streams streams = Streams.of(results.plan().experiment().seed()).at("statistics").at(cell.id());
    Task task = Objects.requireNonNull(results.tasks().get(cell));
    return new CellSummary(
        cell,
        results.tuned().get(cell),
        new Bootstrap(RESAMPLES, streams.at("gap")).mean(new double[][] {gaps}),
        new Bootstrap(RESAMPLES, streams.at("score")).mean(new double[][] {scores}),
        runs.size(),
        (int) Arrays.stream(gaps).filter(gap -> gap <= target).count(),
        count(runs, RunResult.Stop.DIVERGED),
        count(runs, RunResult.Stop.FAILED),
        cost(runs, task, target),
        quantile(believed, 0.5),
        (int) Arrays.stream(believed).filter(value -> value < -ROUNDING * target).count(),
        scores,
        band(runs, task.budget()));
  }

  private static double score(RunResult run, double target) {
    return run.gaps().length == 0 ? 0 : Score.of(run.gaps()[0], run.gap(), target);
  }

  private static int count(List<RunResult> runs, RunResult.Stop stop) {
    return (int) runs.stream().filter(run -> run.stop() == stop).count();
  }

  /** A run that failed spent nothing that is known, and counts with the whole budget. */
  private static double cost(List<RunResult> runs, Task task, double target) {
    double spent = 0;
    int reached = 0;
    for (RunResult run : runs) {
      int first = 0;
      while (first < run.gaps().length && !(run.gaps()[first] <= target)) {
        first++;
      }
      if (first < run.gaps().length) {
        reached++;
        spent += run.at()[first];
      } else {
        spent += run.ledger().getOrDefault(task.axis(), task.budget());
      }
    }
    return reached == 0 ? Double.POSITIVE_INFINITY : spent / reached;
  }

  /** Each curve is a staircase that keeps its last gap; a diverged run ends infinitely high. */
  private static CellSummary.Band band(List<RunResult> runs, long budget) {
    int points = (int) Math.min(POINTS, budget);
    long[] at = new long[points + 1];
    double[] low = new double[points + 1];
    double[] mean = new double[points + 1];
    double[] high = new double[points + 1];
    for (int k = 0; k <= points; k++) {
      long cost = Math.round((double) budget * k / points);
      double[] gaps = runs.stream().mapToDouble(run -> gapAt(run, cost)).toArray();
      at[k] = cost;
      low[k] = quantile(gaps, 0.25);
      mean[k] = InterquartileMean.of(gaps);
      high[k] = quantile(gaps, 0.75);
    }
    return new CellSummary.Band(at, low, mean, high);
  }

  private static double gapAt(RunResult run, long cost) {
    int last = run.at().length - 1;
    if (last < 0 || (Double.isInfinite(run.gap()) && cost >= run.at()[last])) {
      return Double.POSITIVE_INFINITY;
    }
    int k = Arrays.binarySearch(run.at(), cost);
    int point = k >= 0 ? k : Math.max(0, -k - 2);
    while (point < last && run.at()[point + 1] <= cost) {
      point++;
    }
    return run.gaps()[point];
  }

  /** By linear interpolation between order statistics; NaN of nothing. */
  static double quantile(double[] values, double q) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = q * (sorted.length - 1);
    int below = (int) place;
    double above = sorted[Math.min(below + 1, sorted.length - 1)];
    double share = place - below;
    return share == 0 ? sorted[below] : sorted[below] * (1 - share) + above * share;
  }
}
