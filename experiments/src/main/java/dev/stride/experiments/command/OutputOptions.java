package dev.stride.experiments.command;

import dev.stride.experiments.store.AtomicFile;
import dev.stride.experiments.store.Directories;
import java.io.PrintWriter;
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

  /** Refuses a directory that cannot be written, before any work. */
  void check() {
    if (out != null) {
      Directories.probe(out);
    }
  }

  /** Where lines go that come while the run goes on; null when the result is to be one object. */
  @Nullable PrintWriter live(PrintWriter to) {
    return json ? null : to;
  }

  /**
   * Prints the result as text or JSON, then files it when asked to; so a full disk loses nothing.
   */
  void write(Json result, String text, PrintWriter to) {
    to.print(json ? result.print() : text);
    to.flush();
    if (out != null) {
      Directories.make(out);
      AtomicFile.write(out.resolve("result.json"), result.print());
    }
  }
}
