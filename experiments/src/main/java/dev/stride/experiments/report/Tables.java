package dev.stride.experiments.report;

import dev.stride.experiments.config.Contender;
import dev.stride.experiments.config.TestProblem;
import dev.stride.experiments.plan.Cell;
import dev.stride.experiments.run.Results;
import dev.stride.experiments.stats.InterquartileMean;
import dev.stride.experiments.store.Done;
import dev.stride.experiments.task.Track;
import dev.stride.optim.Charge;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/** Robustness, sensitivity and spending, by optimizer. */
final class Tables {
  private final Results results;
  private final List<CellSummary> cells;

  Tables(Results results, List<CellSummary> cells) {
    this.results = results;
    this.cells = cells;
  }

  List<Robustness> robustness() {
    List<Robustness> all = new ArrayList<>();
    for (TestProblem problem : results.plan().experiment().problems()) {
      for (Contender contender : results.plan().experiment().optimizers()) {
        List<CellSummary> byLevel =
            cells.stream()
                .filter(c -> c.cell().problem().equals(problem))
                .filter(c -> c.cell().contender().equals(contender))
                .toList();
        if (!byLevel.isEmpty()) {
          all.add(robustness(problem.name(), contender.use(), byLevel));
        }
      }
    }
    return all;
  }

  private Robustness robustness(String problem, String optimizer, List<CellSummary> byLevel) {
    SimpleRegression line = new SimpleRegression();
    String solved = "";
    for (CellSummary cell : byLevel) {
      double noise = Objects.requireNonNull(results.tasks().get(cell.cell())).noise();
      double gap = cell.gap().estimate();
      if (noise > 0 && gap > 0 && Double.isFinite(gap)) {
        line.addData(StrictMath.log(noise), StrictMath.log(gap));
      }
      if (2 * cell.solved() >= cell.runs()) {
        solved = cell.cell().noise();
      }
    }
    return new Robustness(problem, optimizer, line.getSlope(), solved);
  }

  List<Sensitivity> sensitivity() {
    List<Sensitivity> all = new ArrayList<>();
    int seeds = results.plan().experiment().tuning().seeds();
    int next = 0;
    for (Cell cell : results.plan().cells()) {
      double[] values =
          results.plan().grid(cell).stream().mapToDouble(Double::doubleValue).toArray();
      double[] gaps = new double[values.length];
      for (int v = 0; v < values.length; v++, next += seeds) {
        gaps[v] =
            InterquartileMean.of(
                results.tuning().subList(next, next + seeds).stream()
                    .mapToDouble(done -> done.result().gap())
                    .toArray());
      }
      if (values.length > 0) {
        all.add(new Sensitivity(cell, values, gaps, decades(values, gaps)));
      }
    }
    return all;
  }

  private static double decades(double[] values, double[] gaps) {
    int best = 0;
    for (int i = 1; i < gaps.length; i++) {
      best = gaps[i] < gaps[best] ? i : best;
    }
    if (Double.isInfinite(gaps[best])) {
      return 0;
    }
    int from = best;
    int to = best;
    while (from > 0 && gaps[from - 1] <= 2 * gaps[best]) {
      from--;
    }
    while (to < gaps.length - 1 && gaps[to + 1] <= 2 * gaps[best]) {
      to++;
    }
    return StrictMath.log10(values[to] / values[from]);
  }

  List<Spending> spending() {
    List<Spending> all = new ArrayList<>();
    for (Track track : Track.values()) {
      for (Contender contender : results.plan().experiment().optimizers()) {
        List<Done> reported = of(results.report(), track, contender);
        if (!reported.isEmpty()) {
          Map<Charge, Double> perRun = new EnumMap<>(Charge.class);
          sum(reported).forEach((kind, n) -> perRun.put(kind, (double) n / reported.size()));
          Map<Charge, Long> tuning = sum(of(results.tuning(), track, contender));
          all.add(new Spending(track, contender.use(), perRun, tuning));
        }
      }
    }
    return all;
  }

  private static List<Done> of(List<Done> runs, Track track, Contender contender) {
    return runs.stream()
        .filter(done -> done.run().cell().problem().track() == track)
        .filter(done -> done.run().cell().contender().equals(contender))
        .toList();
  }

  private static Map<Charge, Long> sum(List<Done> runs) {
    Map<Charge, Long> sum = new EnumMap<>(Charge.class);
    for (Done done : runs) {
      done.result().ledger().forEach((kind, count) -> sum.merge(kind, count, Long::sum));
    }
    return sum;
  }
}
