/**
 * Where results are kept: one SQLite file for each experiment, and tables of it for other tools.
 */
@NullMarked
package dev.stride.experiments.store;

import org.jspecify.annotations.NullMarked;
