package dev.stride.experiments.config;

import dev.stride.experiments.task.TaskFactory;
import dev.stride.optim.form.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what {@code stride run} runs. */
public final class Documents {
  private Documents() {}

  /**
   * Reads a file, or where there is none a figure that comes with Stride.
   *
   * @param name of the file, or {@code figures/NAME.yaml}
   * @throws BadInput with every mistake, one on each line: {@code file:line:column: ...}; where
   *     there is no file, with the figure that may have been meant, or how to find those there are
   */
  public static Document load(String name, TaskFactory tasks) {
    Path file = Path.of(name);
    boolean shipped = !Files.exists(file) && Figures.names().contains(name);
    if (!shipped && Files.notExists(file)) {
      throw new BadInput("there is no file " + file + Figures.hint(name));
    }
    String text = shipped ? resource(name) : read(file);
    boolean figure = new Source(name, text, new Mistakes(name)).root().has("figure");
    return figure ? Figures.parse(name, text, tasks) : Experiments.parse(name, text, tasks);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw new BadInput("there is no file " + file, missing);
    } catch (CharacterCodingException binary) {
      throw new BadInput(file + " is not a text in UTF-8", binary);
    } catch (IOException unreadable) {
      throw new BadInput("cannot read " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  /** A text that comes with Stride. */
  static String resource(String name) {
    try (InputStream in = Documents.class.getResourceAsStream("/dev/stride/experiments/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no " + name + " is shipped");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
