package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --out}: what is filed there, and what is left alone. */
class OutputDirectoryTest {
  @TempDir Path directory;

  @Test
  void resultsAreFiledWhenAskedFor() throws IOException {
    Answer answer = Answer.to("values", "cliff-walking", "--json", "--out", directory.toString());
    assertEquals(answer.out(), Files.readString(directory.resolve("result.json")));
  }

  @Test
  void aListIsFiledInANewDirectory() throws IOException {
    Path out = directory.resolve("results").resolve("new");
    Answer answer = Answer.toLine("list agent --json --out " + out);
    assertEquals(answer.out(), Files.readString(out.resolve("result.json")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "values cliff-walking",
        "rl cliff-walking --episodes 1 --seeds 1",
        "vqe h2",
        "adapt h2",
        "excited h2",
        "scan h2 --bond 1:1:1",
        "minimize rosenbrock",
        "list",
        "list optimizer"
      })
  void aDirectoryThatCannotBeWrittenIsRefusedBeforeAnyWork(String command) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "mine");
    Answer answer = Answer.toLine(command + " --json --out " + file);
    assertEquals(2, answer.exitCode());
    assertEquals("", answer.out());
    assertEquals(
        "stride: cannot make the directory " + file + ": " + file + " is a file",
        answer.err().strip());
    assertEquals("mine", Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vqe h22",
        "minimize rosenbrock --start 1",
        "values cliff-walking --method policy",
        "rl cliff-walking --agent none",
        "list nothing"
      })
  void whatIsRefusedLeavesNoDirectory(String command) {
    Path out = directory.resolve("results").resolve("new");
    assertEquals(2, Answer.toLine(command + " --out " + out).exitCode());
    assertFalse(Files.exists(out.getParent()));
  }

  @Test
  void resultsOfSomebodyElseAreNotReplaced() throws IOException {
    Path report = Files.writeString(directory.resolve("report.html"), "mine");
    Answer answer = Answer.to("compare", "--quick", "--out", directory.toString());
    assertEquals(2, answer.exitCode());
    assertEquals(
        "stride: " + directory + " has a report.html of something else; choose another directory",
        answer.err().strip());
    assertEquals("mine", Files.readString(report));
  }
}
