package dev.stride.experiments.store;

import dev.stride.optim.form.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories that a user names by {@code --out}. */
public final class Directories {
  private Directories() {}

  /**
   * Makes the directory where it is not there.
   *
   * @throws BadInput when that is refused, or nothing can be written there
   */
  public static void make(Path directory) {
    requireName(directory);
    try {
      Files.createDirectories(directory);
    } catch (IOException refused) {
      throw new BadInput(
          "cannot make the directory " + directory + ": " + Reason.of(refused), refused);
    }
    if (!Files.isWritable(directory)) {
      throw new BadInput("cannot write results to " + directory + ": no permission");
    }
  }

  /** Fails for an empty name, which would be the current directory. */
  private static void requireName(Path directory) {
    if (directory.toString().isBlank()) {
      throw new BadInput("--out needs the name of a directory");
    }
  }
}
