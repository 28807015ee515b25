/** Statistics of comparisons: aggregates, bootstrap intervals, and what many tests cost. */
@NullMarked
package dev.stride.experiments.stats;

import org.jspecify.annotations.NullMarked;
