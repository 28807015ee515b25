package dev.stride.experiments.report;

import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.Experiments;
import dev.stride.experiments.run.Versions;
import dev.stride.experiments.store.AtomicFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The page that a person reads: one HTML file that needs nothing else. */
public final class Report {
  /** The file inside the directory of results. */
  public static final String FILE = "report.html";

  private Report() {}

  /**
   * Writes the page.
   *
   * @param directory of results
   * @param command the command that makes these results again
   * @return the file
   */
  public static Path write(Analysis analysis, Path directory, String command) {
    Path file = directory.resolve(FILE);
    AtomicFile.write(file, page(analysis, command));
    return file;
  }

  /** The answer in two sentences. */
  public static String answer(Analysis analysis) {
    return Answer.of(analysis);
  }

  private static String page(Analysis analysis, String command) {
    Experiment experiment = analysis.results().plan().experiment();
    Sections sections = new Sections(analysis);
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("charts", Template.charts());
    parts.put("script", Template.resource("report.js"));
    parts.put("data", Template.island(ChartData.of(analysis)));
    parts.put("name", Html.escape(experiment.name()));
    parts.put("question", Html.escape(experiment.question()));
    parts.put("answer", Html.escape(Answer.of(analysis)));
    parts.put("scale", scale(analysis));
    parts.put("ranking", sections.ranking());
    parts.put("noise", sections.noise());
    parts.put("curves", sections.curves());
    parts.put("sensitivity", sections.sensitivity());
    parts.put("ledger", sections.ledger());
    parts.put("troubles", sections.troubles());
    parts.put("believed", sections.believed());
    parts.put("calibration", sections.calibration());
    parts.put("seeds", seeds(experiment));
    parts.put("versions", versions(analysis));
    parts.put("command", Html.escape(command));
    parts.put("experiment", Html.escape(Experiments.canonical(experiment)));
    return Template.fill("report.html", parts);
  }

  private static String scale(Analysis analysis) {
    Experiment experiment = analysis.results().plan().experiment();
    long optimizers = experiment.optimizers().stream().map(o -> o.use()).distinct().count();
    return String.format(
        "%d optimizers, %d problems, %d levels of noise, %s runs, of them %s to tune.",
        optimizers,
        experiment.problems().size(),
        experiment.levels().size(),
        Numbers.count(analysis.results().plan().size()),
        Numbers.count(analysis.results().tuning().size()));
  }

  private static String seeds(Experiment experiment) {
    return String.format(
        "Root seed %d. Each optimizer was run on seeds 1 to %d of each problem at each level, the"
            + " same for all of them: the same start and the same stream of noise. Settings were"
            + " tuned for each cell on %d other seeds with %d values each, the same number for every"
            + " optimizer that has something to tune.",
        experiment.seed(),
        experiment.seeds(),
        experiment.tuning().seeds(),
        experiment.tuning().draws());
  }

  private static String versions(Analysis analysis) {
    StringBuilder html = new StringBuilder("<dl>");
    Versions.all().forEach((name, version) -> item(html, name, version));
    Runtime runtime = Runtime.getRuntime();
    item(
        html,
        "machine",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ", "
            + runtime.availableProcessors()
            + " processors");
    item(
        html, "computing", Numbers.count(analysis.results().seconds()) + " s, summed over threads");
    return html.append("</dl>").toString();
  }

  private static void item(StringBuilder html, String name, String value) {
    html.append("<div><dt>")
        .append(Html.escape(name))
        .append("</dt><dd>")
        .append(Html.escape(value))
        .append("</dd></div>");
  }
}
