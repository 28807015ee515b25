package dev.stride.experiments.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.Experiments;
import dev.stride.experiments.run.ExperimentRun;
import dev.stride.experiments.run.Progress;
import dev.stride.experiments.run.Results;
import dev.stride.experiments.store.Store;
import dev.stride.experiments.task.TaskFactory;
import dev.stride.experiments.task.Tasks;
import dev.stride.optim.Charge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ExperimentRunTest {
  private static final List<String> TABLES = List.of("runs.csv", "summary.csv", "curves.csv");

  @TempDir static Path directory;
  private static Path undisturbed;
  private static Results results;

  @BeforeAll
  static void once() throws Exception {
    undisturbed = directory.resolve("undisturbed");
    results = LandscapeExperiment.run(undisturbed, 1);
  }

  private static void assertSameTables(Path other) throws Exception {
    for (String table : TABLES) {
      assertArrayEquals(
          Files.readAllBytes(undisturbed.resolve(table)),
          Files.readAllBytes(other.resolve(table)),
          table);
    }
  }

  @Test
  void twoThreadsGiveTheSameBytesAsOne() throws Exception {
    Path out = directory.resolve("two");
    LandscapeExperiment.run(out, 2);
    assertSameTables(out);
  }

  @Test
  void theSameCommandAgainRunsNothingAndGivesTheSame() throws Exception {
    List<Long> done = new ArrayList<>();
    Progress counter =
        new Progress() {
          @Override
          public void begin(String what, long total, long before) {
            assertEquals(results.plan().size(), total);
            assertEquals(total, before);
          }

          @Override
          public void advance(long runs) {
            done.add(runs);
          }

          @Override
          public void close() {}
        };
    Experiment experiment = results.plan().experiment();
    Results again = ExperimentRun.run(experiment, undisturbed, 1, counter, new Tasks());
    assertEquals(List.of(), done);
    assertEquals(results.seconds(), again.seconds());
  }

  /** Killed by the system in the middle of its writing, five times, and started again. */
  @Test
  void afterAnyNumberOfKillsTheResultIsTheSame() throws Exception {
    Path out = directory.resolve("killed");
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    int total = results.plan().size();
    int before = 0;
    for (int kill = 1; kill <= 5; kill++) {
      Process process = start(out);
      int enough = before + 1 + random.nextInt(total / 8);
      while (process.isAlive() && committed(out) < enough) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(5, 30));
      }
      assertTrue(process.isAlive(), "it ended before kill " + kill);
      process.destroyForcibly().waitFor();
      int after = committed(out);
      assertTrue(after >= enough && after < total, after + " of " + total);
      before = after;
    }
    assertEquals(0, start(out).waitFor());
    assertSameTables(out);
  }

  private static Process start(Path out) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LandscapeExperiment.class.getName(),
            out.toString())
        .inheritIO()
        .start();
  }

  private static int committed(Path out) {
    Path file = out.resolve(Store.FILE);
    if (!Files.exists(file)) {
      return 0;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM runs")) {
      return rows.getInt(1);
    } catch (SQLException notYet) {
      return 0;
    }
  }

  @Test
  void aRunThatFailsIsRecordedAndTheRestGoesOn() throws Exception {
    Experiment experiment = Experiments.load(LandscapeExperiment.file(), new Tasks());
    Results broken =
        ExperimentRun.run(
            experiment,
            directory.resolve("broken"),
            2,
            Progress.NONE,
            new LandscapeExperiment.Wrapped(new Tasks(), ExperimentRunTest::fail));
    long expected =
        results.tuning().stream().filter(d -> d.run().optimizer().startsWith("spsa")).count()
            + results.report().stream().filter(d -> d.run().optimizer().startsWith("spsa")).count();
    assertTrue(expected > 0);
    assertEquals(expected, broken.failed());
    broken
        .failures()
        .forEach(
            done -> {
              assertEquals("java.lang.IllegalStateException: not today", done.result().message());
              assertEquals(Double.POSITIVE_INFINITY, done.result().gap());
            });
    for (int i = 0; i < results.report().size(); i++) {
      if (!results.report().get(i).run().cell().optimizer().equals("spsa")) {
        assertEquals(results.report().get(i).result().gap(), broken.report().get(i).result().gap());
      }
    }
    Analysis analysis = Analysis.of(broken);
    Report.write(analysis, directory.resolve("broken"), "stride");
    String page = Files.readString(directory.resolve("broken").resolve(Report.FILE));
    assertTrue(page.contains("not today"));
    Standing last = analysis.scopes().get(0).noisy().standings().get(5);
    assertEquals("spsa", last.optimizer());
    assertEquals(0, last.score().high());
  }

  @Test
  @Timeout(60)
  void anErrorOfTheMachineEndsTheExperimentAndIsNoResult() throws Exception {
    Experiment experiment = Experiments.load(LandscapeExperiment.file(), new Tasks());
    TaskFactory tasks = new LandscapeExperiment.Wrapped(new Tasks(), ExperimentRunTest::runOut);
    Path out = directory.resolve("short-of-memory");
    assertThrows(
        OutOfMemoryError.class, () -> ExperimentRun.run(experiment, out, 2, Progress.NONE, tasks));
  }

  private static void fail(String optimizer) {
    if (optimizer.startsWith("spsa")) {
      throw new IllegalStateException("not today");
    }
  }

  private static void runOut(String optimizer) {
    throw new OutOfMemoryError("not today: " + optimizer);
  }

  /** Adam is far ahead of plain descent in the valley, and a budget is never passed. */
  @Test
  void theNumbersMakeSense() {
    Analysis analysis = Analysis.of(results);
    assertEquals(0, results.failed());
    results
        .report()
        .forEach(
            done -> {
              long values = done.result().ledger().get(Charge.VALUES);
              assertTrue(values > 0 && values <= 2000, done.run().id());
              assertTrue(done.result().gap() >= 0, done.run().id());
            });
    CellSummary lbfgs = cell(analysis, "bowl/none/lbfgs");
    assertEquals(10, lbfgs.solved());
    assertTrue(lbfgs.gap().high() < 1e-9);
    assertEquals(1, lbfgs.score().low());
    assertTrue(lbfgs.cost() < 500, "a quadratic in four dimensions is soon solved");
    CellSummary adam = cell(analysis, "valley/gaussian:0.1/adam");
    CellSummary sgd = cell(analysis, "valley/gaussian:0.1/sgd");
    assertTrue(adam.score().low() > sgd.score().high());
    CellSummary noisy = cell(analysis, "bowl/gaussian:1/lbfgs");
    assertTrue(noisy.believed() < 0, "the luckiest value lies below the minimum");
    assertEquals(10, noisy.impossible());
    double start = adam.curve().mean()[0];
    assertTrue(start > 10 && adam.curve().mean()[40] < start / 100);
    assertEquals(2000, adam.curve().at()[40]);
  }

  private static CellSummary cell(Analysis analysis, String id) {
    return analysis.cells().stream()
        .filter(c -> c.cell().id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
