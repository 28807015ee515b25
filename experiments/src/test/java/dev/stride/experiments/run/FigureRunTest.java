package dev.stride.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.experiments.config.Documents;
import dev.stride.experiments.config.Figure;
import dev.stride.experiments.config.Figures;
import dev.stride.experiments.store.Unfinished;
import dev.stride.experiments.task.Tasks;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.rl.LearningResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures as they come out. */
class FigureRunTest {
  private static final int FAST = 60;

  private static Figure shipped(String name) {
    return (Figure) Documents.load(name, new Tasks());
  }

  static Stream<String> names() {
    return Figures.names().stream();
  }

  /**
   * A fast version of every figure: 60 runs, or a quarter of what the figure has if that is less. A
   * right implementation is off by more than the rounding and 4.5 standard errors of the difference
   * with probability below 2e-4 per value (Student's t with 24 degrees of freedom, for 25 runs),
   * 4e-5 where there are 60. Shares of a rare action are skewed, for which 60 are too few: the
   * figure that has 10 000 runs takes 1000, and in the second program no value is then off so far
   * in more than 3 of 30 000 draws of as many runs.
   */
  @ParameterizedTest
  @MethodSource("names")
  void everyFigureIsMet(String name) throws InterruptedException {
    Figure figure = shipped(name);
    boolean skewed = figure.measure() == Figure.Measure.FIRST_ACTION;
    Figure fast = figure.withRuns(skewed ? figure.runs() / 10 : Math.min(FAST, figure.runs() / 4));
    FigureResults results = FigureRun.run(fast, 2, Progress.NONE);
    assertEquals(figure.curves().size(), results.lines().size());
    assertEquals(figure.published().size(), results.comparisons().size());
    for (FigureResults.Comparison comparison : results.comparisons()) {
      assertTrue(comparison.isWithin(4.5), comparison.toString());
      assertEquals(fast.runs(), comparison.runs());
    }
  }

  @Test
  void curvesAreMeansOverTheRuns() throws InterruptedException {
    Figure figure = shipped("figures/sutton-2.4.yaml").withRuns(20);
    FigureResults results = FigureRun.run(figure, 1, Progress.NONE);
    SummaryStatistics eleventh = new SummaryStatistics();
    SummaryStatistics last = new SummaryStatistics();
    for (int run = 0; run < 20; run++) {
      LearningResult result =
          Figures.learning(figure, figure.curves().get(0), null)
              .run(
                  Streams.of(1).at("figure").at("run", run),
                  Curve.every(Charge.EPISODES, Long.MAX_VALUE));
      eleventh.addValue(result.returns()[10]);
      last.addValue(Arrays.stream(result.returns(), 900, 1000).average().orElseThrow());
    }
    FigureResults.Line line = results.lines().get(0);
    assertEquals(11, line.x()[10]);
    assertEquals(eleventh.getMean(), line.mean()[10], 1e-12);
    // t(0.975; 19) = 2.093024
    double half = 2.093024 * eleventh.getStandardDeviation() / Math.sqrt(20);
    assertEquals(half, line.mean()[10] - line.low()[10], 1e-6);
    assertEquals(half, line.high()[10] - line.mean()[10], 1e-6);
    assertEquals(0, line.diverged());
    FigureResults.Comparison comparison = results.comparisons().get(0);
    assertEquals(last.getMean(), comparison.mean(), 1e-12);
    assertEquals(last.getStandardDeviation(), comparison.deviation(), 1e-12);
    double error = last.getStandardDeviation() / Math.sqrt(20);
    assertEquals(last.getMean() - 1.96 * error, comparison.ours().low(), 1e-12);
    assertEquals(1.492 + 0.0005 + 1.96 * error, comparison.theirs().high(), 1e-12);
  }

  @Test
  void threadsChangeNothing() throws InterruptedException {
    Figure figure = shipped("figures/sutton-2.2.yaml").withRuns(7);
    FigureResults one = FigureRun.run(figure, 1, Progress.NONE);
    FigureResults four = FigureRun.run(figure, 4, Progress.NONE);
    assertSame(one, four);
  }

  private static Figure short22() {
    return shipped("figures/sutton-2.2.yaml").withRuns(300);
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

  private static void assertSame(FigureResults one, FigureResults other) {
    for (int k = 0; k < one.lines().size(); k++) {
      assertArrayEquals(one.lines().get(k).mean(), other.lines().get(k).mean());
      assertArrayEquals(one.lines().get(k).low(), other.lines().get(k).low());
      assertArrayEquals(one.lines().get(k).high(), other.lines().get(k).high());
    }
    assertEquals(one.comparisons(), other.comparisons());
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
                  FigureRunTest.class.getName(),
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
    assertSame(FigureRun.run(short22(), 2, Progress.NONE), resumed);
    assertFalse(Files.exists(file), "nothing is left of what is done");
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

  @Test
  void comparisons() {
    Figure.Published published = new Figure.Published("c", 1, null, null, 10, 0.5, 400, null, null);
    // Errors 2/√100 = 0.2 and 2/√400 = 0.1: of the difference √0.05 = 0.2236.
    FigureResults.Comparison met = new FigureResults.Comparison(published, 11.17, 2, 100);
    assertTrue(met.isMet());
    assertFalse(new FigureResults.Comparison(published, 11.18, 2, 100).isMet());
    assertTrue(new FigureResults.Comparison(published, 11.18, 2, 100).isWithin(3.1));
    assertTrue(new FigureResults.Comparison(published, 8.83, 2, 100).isMet());
    assertFalse(new FigureResults.Comparison(published, 8.82, 2, 100).isMet());
    assertFalse(new FigureResults.Comparison(published, Double.NaN, 2, 100).isMet());
    assertEquals(11.17 - 0.392, met.ours().low(), 1e-12);
    assertEquals(10 - 0.5 - 0.196, met.theirs().low(), 1e-12);
  }

  /**
   * Of two actions, one that always explores takes each in half of 200 runs of 100 episodes, and so
   * does one that learns too little to break a tie: held to five standard errors, false alarm 6e-7
   * for each episode and for all.
   */
  @Test
  void sharesOfTheFirstAction() throws InterruptedException {
    Figure.Curve free = bias("free", "q-learning:epsilon=1", "sgd");
    Figure.Curve stays = bias("tied", "double-q-learning:epsilon=0", "sgd:learningRate=1e-323");
    Figure.Curve diverges = bias("diverges", "q-learning:epsilon=1", "sgd:learningRate=1e99");
    Figure figure =
        new Figure(
            "f",
            "t",
            "s",
            Figure.Measure.FIRST_ACTION,
            1,
            200,
            null,
            100,
            null,
            1,
            null,
            List.of(free, stays, diverges),
            List.of(new Figure.Published("free", 1, 100, null, 50, 0.01, null, null, null)),
            null);
    FigureResults results = FigureRun.run(figure, 2, Progress.NONE);
    assertEquals(50, results.comparisons().get(0).mean(), 5 * 50 / Math.sqrt(20_000));
    for (FigureResults.Line line : results.lines().subList(0, 2)) {
      for (double share : line.mean()) {
        assertEquals(50, share, 5 * 50 / Math.sqrt(200));
        assertEquals(Math.rint(2 * share), 2 * share, 1e-9);
      }
    }
    FigureResults.Line gone = results.lines().get(2);
    assertEquals(200, gone.diverged());
    assertTrue(Double.isNaN(gone.mean()[99]));
  }

  private static Figure.Curve bias(String name, String agent, String optimizer) {
    return new Figure.Curve(name, "maximization-bias:actions=3", agent, null, optimizer, null);
  }

  @Test
  void errorsOverStatesAndEpisodesBySteps() throws InterruptedException {
    Figure.Curve walk =
        new Figure.Curve(
            "w",
            "random-walk:states=3",
            "td",
            null,
            "sgd:learningRate={value}",
            List.of(1e-9, 9e9));
    Figure.Published none = new Figure.Published("w", null, null, 1e-9, 0, 1, null, null, null);
    Figure figure =
        new Figure(
            "f",
            "t",
            "s",
            Figure.Measure.STATE_ERROR,
            1,
            3,
            null,
            8,
            null,
            null,
            new Figure.Sweep("α", true, 2, 4),
            List.of(walk),
            List.of(none),
            null);
    FigureResults results = FigureRun.run(figure, 1, Progress.NONE);
    FigureResults.Line line = results.lines().get(0);
    assertArrayEquals(new double[] {1e-9, 9e9}, line.x());
    // Values -1/2, 0 and 1/2, estimates of nothing: √(1/6).
    assertEquals(Math.sqrt(1 / 6.0), line.mean()[0], 1e-8);
    assertTrue(Double.isNaN(line.mean()[1]));
    assertEquals(3, line.diverged());
    assertTrue(results.comparisons().get(0).isMet());

    Figure bandit =
        new Figure(
            "f",
            "t",
            "s",
            Figure.Measure.EPISODES,
            1,
            3,
            1.0,
            60,
            50,
            null,
            null,
            List.of(new Figure.Curve("b", "bandit", "ucb1", null, null, null)),
            List.of(),
            null);
    line = FigureRun.run(bandit, 2, Progress.NONE).lines().get(0);
    assertEquals(50, line.x().length);
    assertArrayEquals(line.x(), line.mean());
    assertEquals(50, line.x()[49]);
  }
}
