package dev.stride.experiments.store;

import dev.stride.optim.form.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How far work came whose state is small: a text file that is replaced as a whole, and goes when
 * the work is done. Keeps a second process out of its directory.
 */
public final class Unfinished implements AutoCloseable {
  /** The file inside the directory of results. */
  public static final String FILE = "unfinished.txt";

  private final Path file;
  private final String work;
  private final String version;
  private final DirectoryLock lock;

  private Unfinished(Path file, String work, String version, DirectoryLock lock) {
    this.file = file;
    this.work = work;
    this.version = version;
    this.lock = lock;
  }

  /**
   * Takes a directory.
   *
   * @param directory which is there
   * @param work canonical text of what is done, a line
   * @param version of the program, its build included
   * @throws BadInput when the directory cannot be written or is in use
   */
  public static Unfinished open(Path directory, String work, String version) {
    try {
      return new Unfinished(directory.resolve(FILE), work, version, DirectoryLock.take(directory));
    } catch (IOException refused) {
      throw new BadInput(
          "cannot write results to " + directory + ": " + Reason.of(refused), refused);
    }
  }

  /**
   * The lines that were saved; none where there are none.
   *
   * @throws BadInput when they are of other work, or of another build
   */
  public List<String> load() {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new BadInput("cannot read " + file + ": " + Reason.of(unreadable), unreadable);
    }
    claim(lines, 0, work, "something else");
    claim(lines, 1, version, "another build of Stride");
    return lines.subList(2, lines.size());
  }

  private void claim(List<String> lines, int line, String mine, String otherwise) {
    if (lines.size() <= line || !lines.get(line).equals(mine)) {
      throw new BadInput(
          file
              + " is the unfinished work of "
              + otherwise
              + "; remove it, or choose another directory by --out");
    }
  }

  /** What is said where the lines cannot be read. */
  public BadInput damaged(RuntimeException why) {
    return new BadInput(file + " is damaged; remove it and start again", why);
  }

  /** Saves these lines in place of what there is. */
  public void save(List<String> lines) {
    AtomicFile.write(file, work + "\n" + version + "\n" + String.join("\n", lines) + "\n");
  }

  /** The work is done: nothing is left of it here. */
  public void finish() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException refused) {
      throw new BadInput("cannot remove " + file + ": " + Reason.of(refused), refused);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException failed) {
      throw new BadInput("cannot leave " + file.getParent() + ": " + Reason.of(failed), failed);
    }
  }
}
