/**
 * Experiments as files: the records that an experiment is made of, the schema that follows from
 * them, and the reading that reports every mistake of a file at once, with its place.
 */
@NullMarked
package dev.stride.experiments.config;

import org.jspecify.annotations.NullMarked;
