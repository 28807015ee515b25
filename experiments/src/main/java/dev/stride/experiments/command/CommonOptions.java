package dev.stride.experiments.command;

import picocli.CommandLine.Option;

/** Options that every subcommand has. */
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say more on standard error.")
  boolean verbose;
}
