package dev.stride.experiments.command;

import dev.stride.optim.form.BadInput;
import picocli.CommandLine.Option;

/** How many runs go on at a time. Results do not depend on it. */
final class ThreadsOption {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs at a time; results do not depend on it (default: all cores).")
  private int threads = Runtime.getRuntime().availableProcessors();

  int count() {
    if (threads < 1) {
      throw new BadInput("--threads must be at least 1, not " + threads);
    }
    return threads;
  }
}
