/**
 * What is solved: the setup of a problem as a file describes it, and the task that it becomes. Each
 * track has one of both.
 */
@NullMarked
package dev.stride.experiments.task;

import org.jspecify.annotations.NullMarked;
