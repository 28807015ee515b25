package dev.stride.experiments.store;

import dev.stride.optim.form.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file so that it is there as a whole or not at all. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes the text in UTF-8, in place of what was there.
   *
   * @throws BadInput when it cannot be written
   */
  public static void write(Path file, String text) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(part, text.getBytes(StandardCharsets.UTF_8));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException refused) {
      throw new BadInput("cannot write " + file + ": " + Reason.of(refused), refused);
    }
  }
}
