package dev.stride.experiments.store;

import dev.stride.optim.form.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Directories that a user names by {@code --out}. */
public final class Directories {
  private static final Logger LOG = LogManager.getLogger(Directories.class);

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

  /**
   * Tries whether the directory can be made, and leaves nothing of it behind.
   *
   * @throws BadInput when that is refused, or nothing could be written there
   */
  public static void probe(Path directory) {
    List<Path> missing = new ArrayList<>();
    for (Path at = directory.toAbsolutePath(); at != null && !Files.exists(at); ) {
      missing.add(at);
      at = at.getParent();
    }
    try {
      make(directory);
    } finally {
      remove(missing);
    }
  }

  /** Removes directories, the deepest first; what has come into one since keeps it. */
  private static void remove(List<Path> empty) {
    try {
      for (Path directory : empty) {
        Files.deleteIfExists(directory);
      }
    } catch (IOException used) {
      LOG.debug("a directory that was tried stays: {}", used.getMessage());
    }
  }

  /** Fails for an empty name, which would be the current directory. */
  private static void requireName(Path directory) {
    if (directory.toString().isBlank()) {
      throw new BadInput("--out needs the name of a directory");
    }
  }
}
