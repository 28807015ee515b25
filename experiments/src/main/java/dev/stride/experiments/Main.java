package dev.stride.experiments;

import dev.stride.experiments.command.StrideCommand;

/** Entry point of the command {@code stride}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(StrideCommand.run(args));
  }
}
