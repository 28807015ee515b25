package dev.stride.experiments.command;

import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.Figure;
import dev.stride.experiments.report.Analysis;
import dev.stride.experiments.report.Csv;
import dev.stride.experiments.report.FigurePage;
import dev.stride.experiments.report.Ranking;
import dev.stride.experiments.report.Report;
import dev.stride.experiments.report.Scope;
import dev.stride.experiments.report.Spending;
import dev.stride.experiments.report.Standing;
import dev.stride.experiments.run.ExperimentRun;
import dev.stride.experiments.run.FigureResults;
import dev.stride.experiments.run.FigureRun;
import dev.stride.experiments.run.Progress;
import dev.stride.experiments.run.Results;
import dev.stride.experiments.stats.Interval;
import dev.stride.experiments.store.Directories;
import dev.stride.experiments.task.RunResult;
import dev.stride.experiments.task.TaskFactory;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How an experiment is run, and what is said of it in the end. */
final class ExperimentOptions {
  @Mixin private ThreadsOption threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory of the results (default: results/ and the experiment's name).")
  private @Nullable Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Root of all randomness (default: what the experiment says).")
  private @Nullable Long seed;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  /**
   * Runs the experiment, or what is left of it, and writes report and tables.
   *
   * @param words the command as the user typed it, without the options here
   */
  int run(Experiment given, TaskFactory tasks, String words, PrintWriter to)
      throws InterruptedException {
    Experiment experiment = seed == null ? given : given.withSeed(seed);
    Path directory = out == null ? Path.of("results", experiment.name()) : out;
    String command = command(words, directory);
    Thread farewell = new Thread(() -> sayHowToResume(directory, command));
    Progress progress = Progress.on(Help.Ansi.AUTO.enabled());
    Results results;
    Runtime.getRuntime().addShutdownHook(farewell);
    try {
      results = ExperimentRun.run(experiment, directory, threads.count(), progress, tasks);
    } finally {
      Runtime.getRuntime().removeShutdownHook(farewell);
    }
    Analysis analysis = Analysis.of(results);
    Csv.write(analysis, directory);
    Path report = Report.write(analysis, directory, command);
    to.print(json ? json(analysis, report).print() : text(analysis, report));
    to.flush();
    return results.failed() > 0 ? ExitCode.RUN_FAILED : ExitCode.DONE;
  }

  /**
   * Runs the figure, or what is left of it, and writes report and tables.
   *
   * @param words the command as the user typed it, without the options here
   */
  int run(Figure given, String words, PrintWriter to) throws InterruptedException {
    Figure figure = seed == null ? given : given.withSeed(seed);
    Path directory = out == null ? Path.of("results", figure.figure()) : out;
    Directories.make(directory);
    FigurePage.requireOwn(directory);
    String command = command(words, directory);
    Thread farewell = new Thread(() -> sayHowToResume(directory, command));
    Progress progress = Progress.on(Help.Ansi.AUTO.enabled());
    FigureResults results;
    Runtime.getRuntime().addShutdownHook(farewell);
    try {
      results = FigureRun.run(figure, directory, threads.count(), progress);
    } finally {
      Runtime.getRuntime().removeShutdownHook(farewell);
    }
    String result = FigureSummary.json(results).print();
    Path page = FigurePage.write(results, directory, result, command);
    to.print(json ? result : FigureSummary.text(results, page));
    to.flush();
    return ExitCode.DONE;
  }

  private String command(String words, Path directory) {
    return "stride "
        + words
        + (seed == null ? "" : " --seed " + seed)
        + " --out "
        + quoted(directory.toString());
  }

  /** As a shell takes it for one word. */
  static String quoted(String word) {
    return word.matches("[\\w./=:+,@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Only standard error is left when the JVM goes down. */
  private static void sayHowToResume(Path directory, String command) {
    if (Files.exists(directory)) {
      System.err.printf(
          "%nstride: interrupted; what was done is kept in %s, and this goes on: %s%n",
          directory, command);
    }
  }

  private static Json json(Analysis analysis, Path report) {
    Results results = analysis.results();
    List<Json> scopes = new ArrayList<>();
    for (Scope scope : analysis.scopes()) {
      List<Json> levels = new ArrayList<>();
      scope.levels().forEach(level -> levels.add(json(level)));
      scopes.add(
          new Json()
              .put("scope", scope.title())
              .put("problems", scope.problems())
              .put("ranking", json(scope.noisy()).put("levels", levels)));
    }
    return new Json()
        .put("name", results.plan().experiment().name())
        .put("answer", Report.answer(analysis))
        .put("scopes", scopes)
        .put("runs", (long) results.plan().size())
        .put("failed", results.failed())
        .put("diverged", diverged(results))
        .put("exactMetric", withExactMetric(analysis))
        .put("report", report);
  }

  /** Optimizers whose metric was computed exactly, without the noise of shots. */
  private static List<String> withExactMetric(Analysis analysis) {
    return analysis.spending().stream()
        .filter(Spending::usesMetrics)
        .map(Spending::optimizer)
        .distinct()
        .toList();
  }

  private static Json json(Ranking ranking) {
    List<Json> standings = new ArrayList<>();
    for (Standing standing : ranking.standings()) {
      Interval score = standing.score();
      standings.add(
          new Json()
              .put("optimizer", standing.optimizer())
              .put("score", score.estimate())
              .put("low", score.low())
              .put("high", score.high())
              .put("tiedWithBest", standing.isTied()));
    }
    return new Json().put("level", ranking.level()).put("standings", standings);
  }

  private static long diverged(Results results) {
    return results.report().stream()
        .filter(done -> done.result().stop() == RunResult.Stop.DIVERGED)
        .count();
  }

  private static String text(Analysis analysis, Path report) {
    StringBuilder text = new StringBuilder(Report.answer(analysis).replace('\u00a0', ' '));
    text.append('\n');
    for (Scope scope : analysis.scopes()) {
      text.append('\n').append(scope.title()).append(", ").append(scope.noisy().level());
      text.append(": share of the way from the start to the target\n");
      for (Standing standing : scope.noisy().standings()) {
        Interval score = standing.score();
        text.append(
            String.format(
                Locale.ROOT,
                "  %-28s %5.1f %%  (%.1f to %.1f)%s%n",
                standing.optimizer(),
                100 * score.estimate(),
                100 * score.low(),
                100 * score.high(),
                standing.isTied() ? "" : "  behind the best"));
      }
    }
    Results results = analysis.results();
    List<String> metric = withExactMetric(analysis);
    text.append(
        String.format(
            Locale.ROOT,
            "%n%s%d runs, %d failed, %d of those reported diverged%nreport: %s%n",
            metric.isEmpty() ? "" : "metric: exact, for " + String.join(", ", metric) + "\n",
            results.plan().size(),
            results.failed(),
            diverged(results),
            report));
    return text.toString();
  }
}
