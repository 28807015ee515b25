/** What an experiment unfolds to: cells, and the runs of each, with ids that a person can read. */
@NullMarked
package dev.stride.experiments.plan;

import org.jspecify.annotations.NullMarked;
