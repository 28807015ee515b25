package dev.stride.rl.env.external;

import dev.stride.optim.form.BadInput;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A child process that is asked and answers, line by line. One that says nothing for too long is
 * ended by a watching thread, so that nobody waits for ever. What it writes to standard error goes
 * to a file, whose last line explains a sudden end.
 */
final class Child implements AutoCloseable {
  /** How long the process may take to end by itself. */
  private static final long GRACE_SECONDS = 5;

  /** How many times as long as for an answer it may take until the first line: programs load. */
  private static final int START = 10;

  /** Characters of a line; a picture of 200 000 numbers has fewer. */
  private static final int LONGEST = 10_000_000;

  /** How much of a line a message shows. */
  private static final int SHOWN = 100;

  private final String name;
  private final Path directory;
  private final double timeout;
  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;

  /** When the question was asked that is not answered yet, in nanoseconds; 0 if there is none. */
  private volatile long asked;

  /** Seconds to wait for its answer. */
  private volatile double patience;

  private volatile boolean late;
  private String line = "";

  private Child(String name, Process process, Path directory, double timeout) {
    this.name = "environment process '" + name + "'";
    this.process = process;
    this.directory = directory;
    this.timeout = timeout;
    in =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts the process.
   *
   * @throws BadInput when it cannot be
   */
  static Child start(String name, List<String> command, Path directory, double timeout) {
    Child child;
    try {
      Process process =
          new ProcessBuilder(command).redirectError(errors(directory).toFile()).start();
      child = new Child(name, process, directory, timeout);
    } catch (IOException missing) {
      remove(directory);
      throw new BadInput(
          "'"
              + command.get(0)
              + "' cannot be started for environment '"
              + name
              + "'; name the command of your Python, as in gymnasium:python=/usr/bin/python3",
          missing);
    }
    Thread watch = new Thread(child::watch, "watch over " + name);
    watch.setDaemon(true);
    watch.start();
    return child;
  }

  private static Path errors(Path directory) {
    return directory.resolve("errors");
  }

  /** Ends the process when an answer is overdue. */
  private void watch() {
    try {
      do {
        long since = asked;
        if (since != 0 && System.nanoTime() - since > patience * 1e9) {
          late = true;
          end();
        }
      } while (!process.waitFor(100, TimeUnit.MILLISECONDS));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the process, and what it has started, which may hold on to its output. */
  private void end() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** What it is called in messages. */
  String name() {
    return name;
  }

  /** The line that was read last, as a message shows it. */
  String line() {
    String seen = line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    return seen.replaceAll("[\\p{Cntrl}\uFFFD]", "?");
  }

  /**
   * The first line, which nobody asked for.
   *
   * @throws BadInput when there is none, or an error in its place
   */
  StringTokenizer hello() {
    try {
      return answer(START * timeout);
    } catch (IOException ended) {
      throw new BadInput(name + " " + ended.getMessage(), ended);
    }
  }

  /**
   * Tells a line and reads the answer.
   *
   * @throws UncheckedIOException when there is none in time, or an error in its place
   */
  StringTokenizer ask(String question) {
    try {
      try {
        in.write(question);
        in.write('\n');
        in.flush();
      } catch (IOException broken) {
        // It has ended; reading finds out how.
      }
      return answer(timeout);
    } catch (IOException ended) {
      throw new UncheckedIOException(name + " " + ended.getMessage(), ended);
    }
  }

  private StringTokenizer answer(double seconds) throws IOException {
    patience = seconds;
    asked = System.nanoTime() | 1;
    @Nullable String read = read();
    asked = 0;
    if (read == null) {
      throw new IOException(late ? "gave no answer in " + seconds + " seconds" : howItEnded());
    }
    line = read;
    if (read.startsWith("error ")) {
      throw new IOException("reports: " + read.substring(6));
    }
    return new StringTokenizer(read, " ");
  }

  /** The next line; null where there is none. */
  private @Nullable String read() throws IOException {
    StringBuilder read = new StringBuilder();
    int next = out.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      if (read.length() == LONGEST) {
        throw new IOException("wrote a line of more than " + LONGEST + " characters");
      }
      read.append((char) next);
      next = out.read();
    }
    int length = read.length();
    return length > 0 && read.charAt(length - 1) == '\r'
        ? read.substring(0, length - 1)
        : read.toString();
  }

  /** The failure of an answer that is not what it has to be. */
  UncheckedIOException misunderstood(String right, RuntimeException why) {
    String message = name + " answered '" + line() + "' and has to answer '" + right + "'";
    return new UncheckedIOException(message, new IOException(message, why));
  }

  /** The failure of an answer in which a number of this name is not finite. */
  UncheckedIOException notFinite(String what) {
    String message = name + " answered '" + line() + "', and " + what + " has to be finite";
    return new UncheckedIOException(message, new IOException(message));
  }

  private String howItEnded() {
    String last = "";
    try (Stream<String> lines = Files.lines(errors(directory), StandardCharsets.ISO_8859_1)) {
      last = lines.map(String::strip).filter(s -> !s.isEmpty()).reduce("", (a, b) -> b);
    } catch (IOException | UncheckedIOException unreadable) {
      // Then nothing explains it.
    }
    String code = "";
    try {
      if (process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        code = " with exit code " + process.exitValue();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return "has ended" + code + (last.isEmpty() ? "" : ": " + last);
  }

  /** Ends the process and removes its directory. */
  @Override
  public void close() {
    try {
      in.write("close\n");
      in.close();
    } catch (IOException ended) {
      // So much the better.
    }
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        end();
      }
    } catch (InterruptedException interrupted) {
      end();
      Thread.currentThread().interrupt();
    }
    remove(directory);
  }

  private static void remove(Path directory) {
    File[] files = directory.toFile().listFiles();
    for (File file : files == null ? new File[0] : files) {
      file.delete();
    }
    directory.toFile().delete();
  }
}
