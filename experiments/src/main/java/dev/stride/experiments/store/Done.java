package dev.stride.experiments.store;

import dev.stride.experiments.plan.Run;
import dev.stride.experiments.task.RunResult;

/** A run with how it ended. */
public record Done(Run run, RunResult result) {}
