package dev.stride.experiments;

import dev.stride.experiments.command.StrideCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Entry point of the command {@code stride}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(StrideCommand.run(out, err, args));
  }
}
