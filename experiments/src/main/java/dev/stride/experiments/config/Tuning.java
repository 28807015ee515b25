package dev.stride.experiments.config;

import dev.stride.experiments.task.AtLeast;

/**
 * How settings are tuned, the same for every optimizer.
 *
 * @param seeds runs of each draw, on seeds of their own that the report does not use
 * @param draws values that are tried, evenly spaced on a logarithmic scale
 */
public record Tuning(@AtLeast(1) int seeds, @AtLeast(2) int draws) {}
