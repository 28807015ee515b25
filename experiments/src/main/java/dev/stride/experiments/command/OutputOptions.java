package dev.stride.experiments.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a subcommand hands over its result. */
final class OutputOptions {
  @Option(names = "--json", description = "Print the result as one JSON object.")
  boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write the result to DIR/result.json.")
  @Nullable Path out;

  /** Prints the result as text or JSON, and files it when asked to. */
  void write(Json result, String text, PrintWriter to) throws IOException {
    if (out != null) {
      Files.createDirectories(out);
      Files.writeString(out.resolve("result.json"), result.print());
    }
    to.print(json ? result.print() : text);
    to.flush();
  }
}
