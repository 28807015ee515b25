package dev.stride.experiments.report;

import dev.stride.experiments.plan.Cell;

/**
 * What tuning saw of a cell.
 *
 * @param values that were tried, ascending
 * @param gaps interquartile means of the true final gap
 * @param decades width, in powers of ten, of the range around the best value in which the gap stays
 *     below twice the best; a lower bound where that range reaches an edge
 */
public record Sensitivity(Cell cell, double[] values, double[] gaps, double decades) {}
