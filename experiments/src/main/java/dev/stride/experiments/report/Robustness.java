package dev.stride.experiments.report;

/**
 * How an optimizer's result on a problem depends on the noise.
 *
 * @param slope least-squares slope of log gap against log noise over the levels that have a known
 *     strength and a positive finite gap; NaN for fewer than two
 * @param solvedUpTo the strongest noise at which half of the runs or more reached the target; empty
 *     when there is none
 */
public record Robustness(String problem, String optimizer, double slope, String solvedUpTo) {}
