package dev.stride.experiments.report;

import dev.stride.experiments.config.Experiment;
import dev.stride.experiments.config.TestProblem;
import dev.stride.experiments.run.Results;
import dev.stride.experiments.stats.NullCalibration;
import dev.stride.experiments.task.Track;
import dev.stride.optim.Charge;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The sections of the page, each with its charts and, beside them, its tables. */
final class Sections {
  private final Analysis analysis;
  private final Experiment experiment;
  private final List<TestProblem> problems;

  Sections(Analysis analysis) {
    this.analysis = analysis;
    this.experiment = analysis.results().plan().experiment();
    this.problems = experiment.problems();
  }

  String ranking() {
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < analysis.scopes().size(); i++) {
      Scope scope = analysis.scopes().get(i);
      Standing best = scope.noisy().standings().get(0);
      html.append(
          Html.chart(
              "ranking",
              i,
              capitalised(scope.title()),
              "Scores of each optimizer with intervals at each level of noise. Over "
                  + scope.noisy().level()
                  + ", "
                  + best.optimizer()
                  + " is first with "
                  + Numbers.percent(best.score())
                  + ". The table below has all numbers."));
      html.append(
          Html.caption(
              "Score over "
                  + String.join(", ", scope.problems())
                  + ". Large marks: "
                  + scope.noisy().level()
                  + " together; small ones below: "
                  + String.join(", ", experiment.levels())
                  + ", from top to bottom. Bars are 95 % intervals, each for itself; ≈ marks those that"
                  + " cannot be told apart from the best."
                  + exactMetrics(scope)));
      html.append(Html.details("The numbers: " + scope.title(), standings(scope)));
    }
    return html.toString();
  }

  private String standings(Scope scope) {
    List<List<String>> rows = new ArrayList<>();
    for (Standing standing : scope.noisy().standings()) {
      rows.add(
          List.of(
              standing.optimizer(),
              Numbers.percent(standing.score()),
              rows.isEmpty() ? "–" : Numbers.points(standing.behind()),
              rows.isEmpty() ? "–" : Numbers.format(standing.p()),
              rows.isEmpty() ? "–" : Numbers.percent(standing.improvement()),
              rows.isEmpty() ? "best" : standing.isTied() ? "not told apart" : "behind"));
    }
    String together =
        Html.table(
            capitalised(scope.noisy().level())
                + " together. Behind the best and p: adjusted for all pairs; the other intervals"
                + " are each for itself",
            List.of(
                "Optimizer",
                "Score",
                "Behind the best",
                "p (adjusted)",
                "Beats the best",
                "Verdict"),
            rows);
    List<String> head = new ArrayList<>(List.of("Optimizer"));
    scope.levels().forEach(ranking -> head.add(ranking.level()));
    List<List<String>> each = new ArrayList<>();
    for (Standing standing : scope.noisy().standings()) {
      List<String> row = new ArrayList<>(List.of(standing.optimizer()));
      for (Ranking ranking : scope.levels()) {
        ranking.standings().stream()
            .filter(s -> s.optimizer().equals(standing.optimizer()))
            .forEach(s -> row.add(Numbers.percent(s.score())));
      }
      each.add(row);
    }
    return together + Html.table("Score at each level", head, each);
  }

  String noise() {
    StringBuilder tables = new StringBuilder();
    problems.forEach(problem -> tables.append(gaps(problem)));
    return figures(
            "noise",
            "True final gap of each optimizer on %s against the level of noise, with intervals, on a"
                + " logarithmic scale. The tables below have all numbers.",
            "Interquartile mean of the true final gap; bars are 95 % intervals.")
        + Html.details("The numbers: gaps, slopes and costs", tables.toString());
  }

  private String gaps(TestProblem problem) {
    List<String> head = new ArrayList<>(List.of("Optimizer"));
    head.addAll(problem.setup().noises());
    head.addAll(List.of("Slope", "Solved up to"));
    List<List<String>> rows = new ArrayList<>();
    List<List<String>> costs = new ArrayList<>();
    for (Robustness robustness : analysis.robustness()) {
      if (robustness.problem().equals(problem.name())) {
        List<String> row = new ArrayList<>(List.of(robustness.optimizer()));
        List<String> cost = new ArrayList<>(List.of(robustness.optimizer()));
        for (CellSummary cell : cells(problem, robustness.optimizer())) {
          row.add(Numbers.format(cell.gap()));
          cost.add(Numbers.format(cell.cost()) + " (" + cell.solved() + " of " + cell.runs() + ")");
        }
        row.add(Numbers.format(robustness.slope()));
        row.add(robustness.solvedUpTo().isEmpty() ? "none" : robustness.solvedUpTo());
        rows.add(row);
        costs.add(cost);
      }
    }
    return Html.table(
            problem.name()
                + ": true final gap, interquartile mean (95 % interval); target "
                + Numbers.format(problem.target()),
            head,
            rows)
        + Html.table(
            problem.name()
                + ": expected cost until a point of the curve lies at or below the target, in "
                + axis(problem)
                + " (runs that ended there); a crossing between two points goes unseen, so that it"
                + " is rather too large than too small",
            head.subList(0, head.size() - 2),
            costs);
  }

  String curves() {
    return figures(
        "curve",
        "Learning curves of each optimizer on %s at the chosen level: true gap against cost.",
        "Interquartile mean; the band holds the middle half of the runs.");
  }

  String sensitivity() {
    List<String> head = new ArrayList<>(List.of("Optimizer on problem"));
    head.addAll(experiment.levels());
    List<List<String>> rows = new ArrayList<>();
    for (TestProblem problem : problems) {
      for (Robustness robustness : analysis.robustness()) {
        if (robustness.problem().equals(problem.name())) {
          List<String> row = new ArrayList<>();
          row.add(robustness.optimizer() + " on " + problem.name());
          cells(problem, robustness.optimizer()).forEach(cell -> row.add(tuned(cell)));
          rows.add(row);
        }
      }
    }
    return figures(
            "tuning",
            "Gap after tuning runs of each optimizer on %s against the value tried.",
            "A ring marks the value that was chosen; a square, one on the edge of its grid.")
        + Html.details(
            "The values that were chosen",
            Html.table(
                "Chosen value (decades within twice the best gap); “edge” where a better one may"
                    + " lie outside the grid",
                head,
                rows));
  }

  private String tuned(CellSummary cell) {
    if (cell.tuned() == null) {
      return "nothing to tune";
    }
    double decades =
        analysis.sensitivity().stream()
            .filter(s -> s.cell().equals(cell.cell()))
            .mapToDouble(Sensitivity::decades)
            .findFirst()
            .orElse(Double.NaN);
    String edge = cell.tuned().edge() ? ", edge" : "";
    return Numbers.format(cell.tuned().value()) + " (" + Numbers.format(decades) + edge + ")";
  }

  String ledger() {
    StringBuilder html = new StringBuilder();
    for (Track track : Track.values()) {
      List<Spending> spending =
          analysis.spending().stream().filter(s -> s.track() == track).toList();
      Set<Charge> kinds = EnumSet.noneOf(Charge.class);
      spending.forEach(s -> kinds.addAll(s.perRun().keySet()));
      if (!kinds.isEmpty()) {
        List<String> head = new ArrayList<>(List.of("Optimizer"));
        kinds.forEach(kind -> head.add(kind.key()));
        html.append(table("a run", track, head, spending, kinds, false));
        html.append(table("all tuning together", track, head, spending, kinds, true));
      }
    }
    boolean metrics = analysis.spending().stream().anyMatch(Spending::usesMetrics);
    String note =
        "Metric: exact. Metrics are charged in circuits, but computed without the noise of shots"
            + " that values and gradients have; on a quantum computer they would be noisy too.";
    return metrics ? html.append(Html.paragraph(note)).toString() : html.toString();
  }

  /** Who in the ranking was helped by metrics without noise. */
  private String exactMetrics(Scope scope) {
    List<String> ranked = scope.noisy().standings().stream().map(Standing::optimizer).toList();
    List<String> names =
        analysis.spending().stream()
            .filter(Spending::usesMetrics)
            .map(Spending::optimizer)
            .filter(ranked::contains)
            .distinct()
            .toList();
    return names.isEmpty()
        ? ""
        : " Metric: exact, without the noise of shots, for " + String.join(", ", names) + ".";
  }

  private String axis(TestProblem problem) {
    return analysis.results().tasks().entrySet().stream()
        .filter(entry -> entry.getKey().problem().equals(problem))
        .map(entry -> entry.getValue().axis().key())
        .findFirst()
        .orElseThrow();
  }

  private static String table(
      String per,
      Track track,
      List<String> head,
      List<Spending> spending,
      Set<Charge> kinds,
      boolean tuning) {
    List<List<String>> rows = new ArrayList<>();
    for (Spending s : spending) {
      String mark = s.usesMetrics() ? " (metric: exact)" : "";
      List<String> row = new ArrayList<>(List.of(s.optimizer() + mark));
      Map<Charge, ? extends Number> charged = tuning ? s.tuning() : s.perRun();
      for (Charge kind : kinds) {
        Number count = charged.get(kind);
        row.add(count == null ? "–" : Numbers.count(count.doubleValue()));
      }
      rows.add(row);
    }
    String caption = (tuning ? "Charged for " : "Mean charged for ") + per;
    return Html.table(caption + ": " + track.title(), head, rows);
  }

  String troubles() {
    List<List<String>> rows = new ArrayList<>();
    for (CellSummary cell : analysis.cells()) {
      if (cell.diverged() + cell.failed() > 0) {
        rows.add(
            List.of(
                cell.cell().id(),
                Integer.toString(cell.runs()),
                Integer.toString(cell.diverged()),
                Integer.toString(cell.failed())));
      }
    }
    Set<String> messages = new TreeSet<>();
    Results results = analysis.results();
    results.failures().forEach(done -> messages.add(done.result().message()));
    long failedInTuning =
        results.failed() - rows.stream().mapToLong(r -> Long.parseLong(r.get(3))).sum();
    String table =
        rows.isEmpty()
            ? Html.paragraph("No reported run diverged or failed.")
            : Html.table(
                "Runs that diverged or failed; they count as infinitely bad",
                List.of("Cell", "Runs", "Diverged", "Failed"),
                rows);
    String failures =
        results.failed() == 0
            ? ""
            : Html.paragraph(
                "Failed in tuning: "
                    + failedInTuning
                    + ". Messages: "
                    + String.join("; ", messages));
    return table + failures;
  }

  String believed() {
    List<List<String>> rows = new ArrayList<>();
    for (CellSummary cell : analysis.cells()) {
      if (!Double.isNaN(cell.believed())) {
        rows.add(
            List.of(
                cell.cell().id(),
                Numbers.format(cell.believed()),
                Numbers.format(cell.gap().estimate()),
                cell.impossible() + " of " + cell.runs()));
      }
    }
    int runs = 0;
    int impossible = 0;
    for (CellSummary cell : analysis.cells()) {
      runs += Double.isNaN(cell.believed()) ? 0 : cell.runs();
      impossible += cell.impossible();
    }
    String share =
        Numbers.count(impossible)
            + " of "
            + Numbers.count(runs)
            + " runs measured a value below the exact minimum.";
    return rows.isEmpty()
        ? Html.paragraph("No problem of this experiment measures the value that it minimises.")
        : Html.paragraph(share)
            + Html.details(
                "Believed and true, cell by cell",
                Html.table(
                    "Lowest measured value minus the exact minimum (median), and the true final gap",
                    List.of("Cell", "Believed", "True", "Below the minimum"),
                    rows));
  }

  String calibration() {
    NullCalibration calibration = analysis.calibration();
    return calibration.comparisons() == 0
        ? Html.paragraph(
            "No optimizer could be compared with itself: too few seeds, or all scores alike.")
        : Html.paragraph(
            "Compared with itself on other seeds, "
                + calibration.comparisons()
                + " times, an optimizer was told apart from itself in "
                + Numbers.percent(calibration.rate())
                + " of the comparisons. The rule of the rankings, applied to two random halves of"
                + " an optimizer's seeds at one level, promises about 5 % or less. It is no check"
                + " of rankings of many optimizers, nor of full numbers of seeds, and the splits"
                + " share their runs, so the rate is rough. Problems whose middle half of runs"
                + " scores the same are left out, because nothing could be told apart there.");
  }

  private String figures(String kind, String description, String caption) {
    StringBuilder html = new StringBuilder("<div class=\"grid\">\n");
    for (int i = 0; i < problems.size(); i++) {
      String name = problems.get(i).name();
      html.append(Html.chart(kind, i, name, String.format(description, name)));
    }
    return html.append("</div>\n") + Html.caption(caption);
  }

  private List<CellSummary> cells(TestProblem problem, String optimizer) {
    return analysis.cells().stream()
        .filter(cell -> cell.cell().problem().equals(problem))
        .filter(cell -> cell.cell().optimizer().equals(optimizer))
        .toList();
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
