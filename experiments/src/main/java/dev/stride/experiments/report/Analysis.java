package dev.stride.experiments.report;

import dev.stride.experiments.run.Results;
import dev.stride.experiments.stats.NullCalibration;
import java.util.List;

/**
 * Everything that is said about the results.
 *
 * @param scopes all tracks together first, where there are several, then each track
 * @param cells in the order of the plan
 * @param calibration how often an optimizer is told apart from itself
 */
public record Analysis(
    Results results,
    List<Scope> scopes,
    List<CellSummary> cells,
    List<Robustness> robustness,
    List<Sensitivity> sensitivity,
    List<Spending> spending,
    NullCalibration calibration) {

  /** Analyses the results; the same results give the same figures. */
  public static Analysis of(Results results) {
    List<CellSummary> cells = new Cells(results).summaries();
    Rankings rankings = new Rankings(results, cells);
    Tables tables = new Tables(results, cells);
    return new Analysis(
        results,
        rankings.scopes(),
        cells,
        tables.robustness(),
        tables.sensitivity(),
        tables.spending(),
        rankings.calibration());
  }
}
