package dev.stride.experiments.command;

import dev.stride.experiments.store.Reason;
import dev.stride.optim.form.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories that a user names by {@code --out}. */
final class Directories {
  private Directories() {}

  /** Makes the directory where it is not there. */
  static void make(Path directory) {
    requireName(directory);
    try {
      Files.createDirectories(directory);
    } catch (IOException refused) {
      throw new BadInput(
          "cannot make the directory " + directory + ": " + Reason.of(refused), refused);
    }
  }

  /** Fails for an empty name, which would be the current directory. */
  static void requireName(Path directory) {
    if (directory.toString().isBlank()) {
      throw new BadInput("--out needs the name of a directory");
    }
  }
}
