package dev.stride.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.experiments.config.Documents;
import dev.stride.experiments.config.Figure;
import dev.stride.experiments.config.Figures;
import dev.stride.experiments.run.FigureResults.Verdict;
import dev.stride.experiments.store.Unfinished;
import dev.stride.experiments.task.Tasks;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.rl.Learning;
import dev.stride.rl.LearningResult;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.jspecify.annotations.Nullable;
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
   * 4e-5 where there are 60, and 5e-4 where there are 15. Shares of a rare action are skewed, for
   * which 60 are too few: the figure that has 10 000 runs takes 1000, and in the second program no
   * value is then off so far in more than 3 of 30 000 draws of as many runs. A claim that holds is
   * found not to with half of that probability; those that do not hold say so in their notes.
   */
  @ParameterizedTest
  @MethodSource("names")
  void everyFigureIsMet(String name) throws InterruptedException {
    Figure figure = shipped(name);
    boolean skewed = figure.measure() == Figure.Measure.FIRST_ACTION;
    Figure fast = figure.withRuns(skewed ? figure.runs() / 10 : Math.min(FAST, figure.runs() / 4));
    FigureResults results = FigureRun.run(fast, 2, Progress.NONE);
    assertEquals(figure.curves().size(), results.lines().size());
    assertEquals(figure.values().size(), results.comparisons().size());
    for (FigureResults.Comparison comparison : results.comparisons()) {
      assertTrue(comparison.isWithin(4.5), comparison.toString());
      assertEquals(fast.runs(), comparison.runs());
    }
    assertEquals(figure.claimed().size(), results.claims().size());
    for (FigureResults.Judged judged : results.claims()) {
      Verdict other = refuted(judged.claim()) ? Verdict.MET : Verdict.NOT_MET;
      assertNotEquals(other, judged.verdict(4.5), judged.toString());
      assertEquals(fast.runs(), judged.runs());
    }
  }

  /** Whether the notes of a claim say that it does not hold. */
  private static boolean refuted(Figure.Claim claim) {
    return claim.note() != null && claim.note().contains("does not hold here");
  }

  private static Figure.Claim claim(String curve, String below, @Nullable Double times) {
    return new Figure.Claim(curve, null, below, null, times, null, null, null, null);
  }

  @Test
  void verdicts() {
    // An error of 2/√100 = 0.2 of the difference: three are 0.6.
    Figure.Claim claim = claim("a", "b", 0.5);
    assertEquals(Verdict.MET, judged(claim, 4.39, 10).verdict());
    assertEquals(Verdict.OPEN, judged(claim, 4.41, 10).verdict());
    assertEquals(Verdict.OPEN, judged(claim, 5.59, 10).verdict());
    assertEquals(Verdict.NOT_MET, judged(claim, 5.61, 10).verdict());
    assertEquals(Verdict.OPEN, judged(claim, 5.61, 10).verdict(3.1));
    assertEquals(Verdict.MET, judged(claim, 4.41, 10).verdict(2.9));
    assertEquals(-0.61, judged(claim, 4.39, 10).difference(), 1e-12);
    assertEquals(-1.21, judged(claim, 4.39, 10).interval().low(), 1e-12);
    assertEquals(-0.01, judged(claim, 4.39, 10).interval().high(), 1e-12);
    // What diverges is above all else; equal curves are not above each other.
    assertEquals(Verdict.NOT_MET, judged(claim, Double.NaN, 10).verdict());
    assertEquals(Verdict.NOT_MET, judged(claim, Double.NaN, Double.NaN).verdict());
    assertEquals(Verdict.MET, judged(claim, 99, Double.NaN).verdict());
    assertFalse(judged(claim, 99, Double.NaN).isFinite());
    assertTrue(judged(claim, 99, 10).isFinite());
    assertEquals(
        Verdict.MET,
        new FigureResults.Judged(claim("a", "b", null), null, null, 2, 2, 0, 9).verdict());
  }

  private static FigureResults.Judged judged(Figure.Claim claim, double mean, double other) {
    return new FigureResults.Judged(claim, null, null, mean, other, 2, 100);
  }

  /**
   * TD on a random walk after so few episodes: a step size of 0.1 leaves a lower error than one of
   * 0.01, whose values hardly move, and a far lower one than one of 1.5. Turned round, the claims
   * are not met; that of 0.01 against itself, less a little, is not either.
   */
  private static Figure walks() {
    String text =
        """
        figure: walks
        title: t
        source: s
        measure: state-error
        seed: 1
        runs: 40
        episodes: 20
        sweep: {setting: α, from: 11, to: 20}
        curves:
          - {name: a, environment: random-walk, agent: td, optimizer: 'sgd:{value}', values: [0.01, 0.1]}
          - {name: b, environment: random-walk, agent: td, optimizer: 'sgd:{value}', values: [1.5, 0.01, 9e9]}
        published:
          - {curve: a, at: 0.1, value: 0, rounding: 1}
        claims:
          - {curve: a, below: b}
          - {curve: b, below: a}
          - {curve: a, at: 0.01, below: b, belowAt: 1.5}
          - {curve: a, at: 0.01, below: b, belowAt: 0.01}
          - {curve: a, at: 0.01, below: b, belowAt: 0.01, times: 0.99}
          - {curve: a, below: b, belowAt: 9e9}
          - {curve: b, at: 9e9, below: a, times: 100}
        """;
    return parsed("walks", text);
  }

  @Test
  void claimsAreJudgedByPairedRuns() throws InterruptedException {
    Figure figure = walks();
    FigureResults results = FigureRun.run(figure, 2, Progress.NONE);
    assertEquals(
        List.of(
            Verdict.MET,
            Verdict.NOT_MET,
            Verdict.MET,
            Verdict.MET,
            Verdict.NOT_MET,
            Verdict.MET,
            Verdict.NOT_MET),
        results.claims().stream().map(FigureResults.Judged::verdict).toList());
    assertEquals(4, results.count(Verdict.MET));
    FigureResults.Judged best = results.claims().get(0);
    assertEquals(0.1, best.at());
    assertEquals(0.01, best.belowAt());
    assertEquals(results.lines().get(0).mean()[1], best.mean(), 1e-12);
    assertEquals(results.lines().get(1).mean()[1], best.other(), 1e-12);
    // The same runs on both sides: no difference, and no error of it.
    assertEquals(0, results.claims().get(3).difference());
    assertEquals(0, results.claims().get(3).deviation());
    assertEquals(40, best.runs());
    // Against the differences themselves.
    SummaryStatistics differences = new SummaryStatistics();
    for (int run = 0; run < 40; run++) {
      differences.addValue(error(figure, run, 0.1) - error(figure, run, 0.01));
    }
    assertEquals(differences.getMean(), best.difference(), 1e-12);
    assertEquals(differences.getStandardDeviation(), best.deviation(), 1e-12);
  }

  private static double error(Figure figure, int run, double value) {
    FigureSeries series =
        new FigureSeries(figure, Figures.learning(figure, figure.curves().get(0), value));
    double[] errors = series.run(Streams.of(1).at("figure").at("run", run));
    return Arrays.stream(errors, 10, 20).average().orElseThrow();
  }

  /** A claim along a run: greedy pulls pay less than exploring ones in the end. */
  @Test
  void claimsAlongARun() throws InterruptedException {
    Figure shipped = shipped("figures/sutton-2.2.yaml").withRuns(200);
    Figure.Claim claim =
        new Figure.Claim("greedy", null, "epsilon 0.1", null, null, 901, 1000, null, null);
    Figure figure =
        new Figure(
            "f",
            "t",
            "s",
            Figure.Measure.BEST_ACTIONS,
            1,
            200,
            null,
            1000,
            null,
            null,
            null,
            shipped.curves(),
            shipped.published(),
            List.of(claim),
            null);
    FigureResults results = FigureRun.run(figure, 2, Progress.NONE);
    FigureResults.Judged judged = results.claims().get(0);
    assertEquals(Verdict.MET, judged.verdict());
    assertEquals(results.comparisons().get(0).mean(), judged.mean(), 1e-12);
    assertEquals(results.comparisons().get(2).mean(), judged.other(), 1e-12);
  }

  /** Interrupted on the way, claims are judged by all runs nevertheless. */
  @Test
  void claimsSurviveInterruption(@TempDir Path out) throws Exception {
    Slow first = new Slow(130);
    assertThrows(InterruptedException.class, () -> FigureRun.run(walks(), out, 1, first));
    assertFalse(Thread.interrupted());
    Slow last = new Slow(Long.MAX_VALUE);
    FigureResults resumed = FigureRun.run(walks(), out, 2, last);
    assertTrue(last.before > 0, "nothing was kept");
    assertSame(FigureRun.run(walks(), 2, Progress.NONE), resumed);
  }

  /** Squares of the value error, and what is left of them where least squares would leave some. */
  @Test
  void squaredAndRelativeErrors() {
    Figure squared = errors(Figure.Measure.SQUARED_ERROR);
    Figure relative = errors(Figure.Measure.RELATIVE_ERROR);
    Streams streams = Streams.of(1).at("figure").at("run", 0);
    Curve curve = Curve.every(Charge.EPISODES, 1);
    Learning learning = Figures.learning(squared, squared.curves().get(0), null);
    learning.run(streams, curve);
    double[] squares = new FigureSeries(squared, learning).run(streams);
    double[] relatives = new FigureSeries(relative, learning).run(streams);
    double least = learning.leastValueError(streams);
    assertEquals(10, squares.length);
    assertTrue(least > 0.01);
    for (int e = 0; e < 10; e++) {
      double error = curve.truth()[e + 1];
      double start = curve.truth()[0];
      assertEquals(error * error, squares[e], 1e-12);
      assertEquals(
          (error * error - least * least) / (start * start - least * least), relatives[e], 1e-12);
    }
  }

  private static Figure parsed(String name, String text) {
    try {
      Path file = Files.createTempFile(name, ".yaml");
      Files.writeString(file, text);
      Figure figure = (Figure) Documents.load(file.toString(), new Tasks());
      Files.delete(file);
      return figure;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Figure errors(Figure.Measure measure) {
    String text =
        """
        figure: errors
        title: t
        source: s
        measure: %s
        seed: 1
        runs: 2
        discount: 0.9
        episodes: 10
        curves:
          - {name: a, environment: random-mrp, agent: td, features: 'aggregation:groups=2', optimizer: 'sgd:0.1'}
        published:
          - {curve: a, from: 1, value: 0, rounding: 1}
        """;
    return parsed("errors", text.formatted(measure));
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
    assertEquals(one.claims(), other.claims());
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
            null,
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

  /**
   * Least squares comes near the values of the process of each run, which are about 1.9 from zero
   * and further from those of another process.
   */
  @Test
  void everyRunIsJudgedByItsOwnProcess() throws InterruptedException {
    Figure.Curve drawn =
        new Figure.Curve("r", "random-mrp", "lstd:lambda=0,epsilon=1e-9", null, null, null);
    Figure.Published none = new Figure.Published("r", 200, null, null, 0, 1, null, null, null);
    Figure figure =
        new Figure(
            "f",
            "t",
            "s",
            Figure.Measure.STATE_ERROR,
            1,
            5,
            0.9,
            200,
            null,
            null,
            null,
            List.of(drawn),
            List.of(none),
            null,
            null);
    FigureResults.Line line = FigureRun.run(figure, 1, Progress.NONE).lines().get(0);
    assertTrue(line.mean()[199] < 0.5, "error " + line.mean()[199]);
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
            null,
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
            null,
            null);
    line = FigureRun.run(bandit, 2, Progress.NONE).lines().get(0);
    assertEquals(50, line.x().length);
    assertArrayEquals(line.x(), line.mean());
    assertEquals(50, line.x()[49]);
  }
}
