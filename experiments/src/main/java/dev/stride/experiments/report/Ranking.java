package dev.stride.experiments.report;

import java.util.List;

/**
 * The optimizers in the order of their scores.
 *
 * @param level name of the level of noise, or of several together
 * @param standings the best first
 */
public record Ranking(String level, List<Standing> standings) {}
