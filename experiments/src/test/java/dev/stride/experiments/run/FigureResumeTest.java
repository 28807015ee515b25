package dev.stride.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.experiments.config.Figure;
import dev.stride.experiments.config.Figures;
import dev.stride.experiments.store.Unfinished;
import dev.stride.optim.form.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures that are interrupted, and go on. */
class FigureResumeTest {
  private static Figure short22() {
    return SomeFigures.shipped("figures/sutton-2.2.yaml").withRuns(300);
  }

  /** Counts the runs, of which each takes 2 ms at least. */
  private static final class Slow implements Progress {
    private final long most;
    private long before;
    private long ended;

    Slow(long most) {
      this.most = most;
    }

    @Override
    public void begin(String what, long total, long done) {
      before = done;
    }

    @Override
    public void advance(long runs) {
      ended += runs;
      if (ended >= most) {
        Thread.currentThread().interrupt();
      }
      LockSupport.parkNanos(2_000_000);
    }

    @Override
    public void close() {}
  }

  /** In a process of its own, slowly. */
  public static void main(String[] args) throws InterruptedException {
    FigureRun.run(short22(), Path.of(args[0]), 1, new Slow(Long.MAX_VALUE));
  }

  /** Killed by the system twice, then interrupted, and started again: the same to the bit. */
  @Test
  void afterAnyInterruptionTheResultIsTheSame(@TempDir Path out) throws Exception {
    Path file = out.resolve(Unfinished.FILE);
    FileTime seen = FileTime.fromMillis(0);
    for (int kill = 0; kill < 2; kill++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  FigureResumeTest.class.getName(),
                  out.toString())
              .inheritIO()
              .start();
      while (process.isAlive()
          && !(Files.exists(file) && Files.getLastModifiedTime(file).compareTo(seen) > 0)) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertTrue(process.isAlive(), "it ended before kill " + kill);
      process.destroyForcibly().waitFor();
      seen = Files.getLastModifiedTime(file);
    }
    Slow third = new Slow(200);
    assertThrows(InterruptedException.class, () -> FigureRun.run(short22(), out, 1, third));
    assertFalse(Thread.interrupted());
    assertTrue(third.before > 0);
    Slow last = new Slow(Long.MAX_VALUE);
    FigureResults resumed = FigureRun.run(short22(), out, 2, last);
    assertTrue(last.before > third.before, last.before + " runs were kept");
    assertEquals(900, last.before + last.ended);
    SomeFigures.assertSame(FigureRun.run(short22(), 2, Progress.NONE), resumed);
    assertFalse(Files.exists(file), "nothing is left of what is done");
  }

  /** Interrupted on the way, claims are judged by all runs nevertheless. */
  @Test
  void claimsSurviveInterruption(@TempDir Path out) throws Exception {
    Slow first = new Slow(130);
    assertThrows(
        InterruptedException.class, () -> FigureRun.run(SomeFigures.walks(), out, 1, first));
    assertFalse(Thread.interrupted());
    Slow last = new Slow(Long.MAX_VALUE);
    FigureResults resumed = FigureRun.run(SomeFigures.walks(), out, 2, last);
    assertTrue(last.before > 0, "nothing was kept");
    SomeFigures.assertSame(FigureRun.run(SomeFigures.walks(), 2, Progress.NONE), resumed);
  }

  @Test
  void unfinishedWorkOfSomethingElseIsLeftAlone(@TempDir Path out) throws Exception {
    Figure figure = short22().withRuns(2);
    Path file = out.resolve(Unfinished.FILE);
    String begun = Figures.canonical(figure) + "\n" + Versions.build() + "\n";
    Map<String, String> messages =
        Map.of(
            begun.replace("\"seed\":1", "\"seed\":2"),
            "is the unfinished work of something else",
            Figures.canonical(figure) + "\nother\n",
            "of another build of Stride",
            begun + "0\n1 2\n",
            "is damaged; remove it",
            begun + "0\n",
            "is damaged; remove it");
    for (Map.Entry<String, String> message : messages.entrySet()) {
      Files.writeString(file, message.getKey());
      BadInput bad =
          assertThrows(BadInput.class, () -> FigureRun.run(figure, out, 1, Progress.NONE));
      assertTrue(bad.getMessage().startsWith(file + " "), bad.getMessage());
      assertTrue(bad.getMessage().contains(message.getValue()), bad.getMessage());
      assertEquals(message.getKey(), Files.readString(file));
    }
    Files.delete(file);
    try (Unfinished other = Unfinished.open(out, "w", "1")) {
      assertEquals(List.of(), other.load());
      BadInput bad =
          assertThrows(BadInput.class, () -> FigureRun.run(figure, out, 1, Progress.NONE));
      assertTrue(bad.getMessage().startsWith("another stride is writing to"), bad.getMessage());
    }
  }
}
