package dev.stride.experiments.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.stride.experiments.config.Contender;
import dev.stride.experiments.config.TestProblem;
import dev.stride.experiments.plan.Cell;
import dev.stride.experiments.plan.Phase;
import dev.stride.experiments.plan.Run;
import dev.stride.experiments.task.LandscapeSetup;
import dev.stride.experiments.task.RunResult;
import dev.stride.optim.Charge;
import dev.stride.optim.form.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  private static final Cell CELL =
      new Cell(
          new TestProblem("p", 1, null, null, new LandscapeSetup("quadratic", 1, List.of("none"))),
          0,
          new Contender("sgd", null, null, null, null));

  @TempDir Path directory;

  private static Run run(int seed) {
    return new Run(CELL, Phase.REPORT, seed == 1 ? null : (Double) 0.1, seed);
  }

  private static RunResult result(double gap, double believed) {
    return new RunResult(
        gap,
        believed,
        RunResult.Stop.BUDGET,
        "it's; spent",
        new long[] {0, 7, 7},
        new double[] {0.1, 1e-300, Double.POSITIVE_INFINITY},
        Map.of(Charge.VALUES, 12L));
  }

  private static Store.Timed timed(Run run, RunResult result) {
    return new Store.Timed(new Done(run, result), 0.5);
  }

  private Store open(String experiment, String version) {
    return Store.open(directory, experiment, version);
  }

  private String refused(String experiment, String version) {
    return assertThrows(BadInput.class, () -> open(experiment, version)).getMessage();
  }

  @Test
  void whatIsSavedIsFoundAgainBitForBit() {
    RunResult first = result(0.1 + 0.2, Double.NaN);
    RunResult second = result(Double.POSITIVE_INFINITY, -1e-17);
    try (Store store = open("e", "1")) {
      store.save(List.of(timed(run(1), first), timed(run(2), second)));
    }
    try (Store store = open("e", "1")) {
      Map<Run, RunResult> found = store.load(List.of(run(1), run(2), run(3)));
      assertEquals(2, found.size());
      assertSame(first, found.get(run(1)));
      assertSame(second, found.get(run(2)));
      assertEquals(1, store.seconds());
    }
  }

  private static void assertSame(RunResult expected, RunResult actual) {
    assertEquals(expected.gap(), actual.gap());
    assertEquals(expected.believed(), actual.believed());
    assertEquals(expected.stop(), actual.stop());
    assertEquals(expected.message(), actual.message());
    assertArrayEquals(expected.at(), actual.at());
    assertArrayEquals(expected.gaps(), actual.gaps());
    assertEquals(expected.ledger(), actual.ledger());
  }

  @Test
  void aRunIsKeptAsItWasFirstSaved() {
    try (Store store = open("e", "1")) {
      store.save(List.of(timed(run(1), result(1, 1))));
      store.save(List.of(timed(run(1), result(2, 2))));
      assertEquals(1, store.load(List.of(run(1))).get(run(1)).gap());
    }
  }

  @Test
  void anotherExperimentOrVersionIsRefused() {
    open("e", "1").close();
    assertTrue(
        refused("f", "1").contains("holds the results of another experiment; choose another"));
    assertTrue(refused("e", "2").contains("holds the results of another build of Stride"));
    open("e", "1").close();
  }

  @Test
  void aFileThatIsNoStoreIsRefusedAndLeftAlone() throws IOException {
    Path file = directory.resolve(Store.FILE);
    Files.writeString(file, "this is not a database, however long it may be".repeat(50));
    String before = Files.readString(file);
    assertEquals(
        file + " is damaged or no store of results; remove it and start again", refused("e", "1"));
    assertEquals(before, Files.readString(file));
  }

  @Test
  void aStoreThatWasOverwrittenInTheMiddleIsOneMessage() throws IOException {
    try (Store store = open("e", "1")) {
      for (int seed = 1; seed <= 500; seed++) {
        store.save(List.of(timed(run(seed), result(1, 1))));
      }
    }
    Path file = directory.resolve(Store.FILE);
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 4096 * 3; i < bytes.length; i++) {
      bytes[i] = (byte) (31 * i);
    }
    Files.write(file, bytes);
    String message =
        assertThrows(
                BadInput.class,
                () -> {
                  try (Store store = open("e", "1")) {
                    store.load(List.of(run(1)));
                  }
                })
            .getMessage();
    assertTrue(message.contains(" is damaged"), message);
  }

  @Test
  void aDirectoryThatCannotBeMadeOrWrittenIsOneMessage() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    String message =
        assertThrows(BadInput.class, () -> Store.open(file.resolve("out"), "e", "1")).getMessage();
    assertTrue(message.startsWith("cannot make the directory " + file.resolve("out")), message);
    Path locked = Files.createDirectory(directory.resolve("locked"));
    assertTrue(locked.toFile().setWritable(false));
    assumeFalse(Files.isWritable(locked), "this user may write everywhere");
    assertEquals(
        "cannot write results to " + locked + ": no permission",
        assertThrows(BadInput.class, () -> Store.open(locked, "e", "1")).getMessage());
  }

  @Test
  void aSecondProcessIsKeptOut() {
    try (Store first = Store.open(directory, "e", "1")) {
      assertEquals(0, first.seconds());
      assertEquals(
          "another stride is writing to " + directory + "; wait for it, or choose another --out",
          assertThrows(BadInput.class, () -> Store.open(directory, "e", "1")).getMessage());
    }
    Store.open(directory, "e", "1").close();
  }
}
