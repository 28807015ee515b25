package dev.stride.experiments.command;

/** What the command tells the shell. An interrupt is 130, which the JVM says by itself. */
final class ExitCode {
  static final int DONE = 0;
  static final int RUN_FAILED = 1;
  static final int BAD_INPUT = 2;

  private ExitCode() {}
}
