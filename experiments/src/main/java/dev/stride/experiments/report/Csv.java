package dev.stride.experiments.report;

import dev.stride.experiments.plan.Run;
import dev.stride.experiments.store.AtomicFile;
import dev.stride.experiments.store.Done;
import dev.stride.experiments.task.RunResult;
import dev.stride.optim.Charge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The results as tables for other tools: {@code runs.csv}, {@code summary.csv} and {@code
 * curves.csv}, in the order of the plan. The same experiment gives the same bytes. Numbers are
 * written so that they read back exactly; infinite ones as {@code inf} or {@code -inf}, missing
 * ones as nothing.
 */
public final class Csv {
  static final String CURVES = "curves.csv";

  private Csv() {}

  /** Writes all tables. */
  public static void write(Analysis analysis, Path directory) {
    AtomicFile.write(directory.resolve("runs.csv"), runs(analysis));
    AtomicFile.write(directory.resolve("summary.csv"), summary(analysis));
    AtomicFile.write(directory.resolve(CURVES), curves(analysis));
  }

  private static String runs(Analysis analysis) {
    List<Object> head = new ArrayList<>();
    Collections.addAll(
        head, "id", "phase", "problem", "noise", "optimizer", "seed", "value", "stop", "gap");
    Collections.addAll(head, "believed", "message");
    for (Charge kind : Charge.values()) {
      head.add(kind.key());
    }
    StringBuilder csv = new StringBuilder();
    row(csv, head.toArray());
    analysis.results().tuning().forEach(done -> run(csv, done));
    analysis.results().report().forEach(done -> run(csv, done));
    return csv.toString();
  }

  private static void run(StringBuilder csv, Done done) {
    Run run = done.run();
    RunResult result = done.result();
    List<Object> fields = new ArrayList<>();
    Collections.addAll(fields, run.id(), run.phase().key(), run.cell().problem().name());
    Collections.addAll(fields, run.cell().noise(), run.cell().optimizer(), run.seed());
    fields.add(run.value() == null ? Double.NaN : run.value());
    fields.add(result.stop().name().toLowerCase(Locale.ROOT));
    Collections.addAll(fields, result.gap(), result.believed(), result.message());
    for (Charge kind : Charge.values()) {
      fields.add(result.ledger().getOrDefault(kind, 0L));
    }
    row(csv, fields.toArray());
  }

  private static String summary(Analysis analysis) {
    StringBuilder csv = new StringBuilder();
    row(
        csv,
        "problem",
        "level",
        "noise",
        "optimizer",
        "value",
        "edge",
        "runs",
        "solved",
        "diverged",
        "failed",
        "gap",
        "gap_low",
        "gap_high",
        "score",
        "score_low",
        "score_high",
        "cost",
        "believed",
        "below_minimum");
    List<String> levels = analysis.results().plan().experiment().levels();
    for (CellSummary cell : analysis.cells()) {
      row(
          csv,
          cell.cell().problem().name(),
          levels.get(cell.cell().level()),
          cell.cell().noise(),
          cell.cell().optimizer(),
          cell.tuned() == null ? Double.NaN : cell.tuned().value(),
          cell.tuned() == null ? "" : cell.tuned().edge(),
          cell.runs(),
          cell.solved(),
          cell.diverged(),
          cell.failed(),
          cell.gap().estimate(),
          cell.gap().low(),
          cell.gap().high(),
          cell.score().estimate(),
          cell.score().low(),
          cell.score().high(),
          cell.cost(),
          cell.believed(),
          cell.impossible());
    }
    return csv.toString();
  }

  private static String curves(Analysis analysis) {
    StringBuilder csv = new StringBuilder();
    row(
        csv,
        "problem",
        "noise",
        "optimizer",
        "cost",
        "gap_lower_quartile",
        "gap",
        "gap_upper_quartile");
    for (CellSummary cell : analysis.cells()) {
      CellSummary.Band band = cell.curve();
      for (int k = 0; k < band.at().length; k++) {
        row(
            csv,
            cell.cell().problem().name(),
            cell.cell().noise(),
            cell.cell().optimizer(),
            band.at()[k],
            band.low()[k],
            band.mean()[k],
            band.high()[k]);
      }
    }
    return csv.toString();
  }

  static void row(StringBuilder csv, Object... fields) {
    for (int i = 0; i < fields.length; i++) {
      csv.append(i == 0 ? "" : ",").append(field(fields[i]));
    }
    csv.append('\n');
  }

  private static String field(Object value) {
    if (value instanceof Double number) {
      return number(number);
    }
    String text = value.toString();
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    String infinite = value > 0 ? "inf" : "-inf";
    return Double.isInfinite(value) ? infinite : Double.toString(value);
  }
}
