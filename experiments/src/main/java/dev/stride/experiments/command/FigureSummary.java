package dev.stride.experiments.command;

import dev.stride.experiments.config.Figure;
import dev.stride.experiments.report.FigurePage;
import dev.stride.experiments.run.FigureResults;
import dev.stride.experiments.stats.Interval;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is said of a figure in the end. */
final class FigureSummary {
  private FigureSummary() {}

  static String text(FigureResults results, Path page) {
    Figure figure = results.figure();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s%n%s; %s, %d runs of each%n%n",
            figure.figure(),
            figure.title(),
            figure.source(),
            figure.measure().title(),
            figure.runs()));
    comparisons(results, text);
    claims(results, text);
    for (FigureResults.Line line : results.lines()) {
      if (line.diverged() > 0) {
        text.append(String.format("  %s: %d runs diverged%n", line.name(), line.diverged()));
      }
    }
    return text.append(String.format("%n%s%nreport: %s%n", FigurePage.answer(results), page))
        .toString();
  }

  private static void comparisons(FigureResults results, StringBuilder text) {
    if (results.comparisons().isEmpty()) {
      return;
    }
    int longest = longest(results.lines().stream().map(FigureResults.Line::name).toList());
    int width = Math.max("curve".length(), longest) + 2;
    int digits =
        results.comparisons().stream()
            .mapToInt(c -> FigurePage.digits(c.published()))
            .max()
            .orElseThrow();
    // Three numbers, each with a sign, a point and a power of ten, and what stands between them.
    int wide = Math.max(30, 3 * (digits + 6) + 9);
    String row = "  %-" + width + "s%-14s%-" + wide + "s%-" + wide + "s%s%n";
    text.append(String.format(row, "curve", "where", "ours", "published", ""));
    for (FigureResults.Comparison c : results.comparisons()) {
      text.append(
          String.format(
              row,
              c.published().curve(),
              FigurePage.place(c.published()),
              interval(c.ours(), FigurePage.digits(c.published())),
              interval(c.theirs(), FigurePage.digits(c.published())),
              (c.isMet() ? "met" : "NOT MET")
                  + (FigurePage.by(c).isEmpty() ? "" : "; by a " + FigurePage.by(c))
                  + (c.published().note() == null ? "" : "; " + c.published().note())));
    }
  }

  private static void claims(FigureResults results, StringBuilder text) {
    if (results.claims().isEmpty()) {
      return;
    }
    List<String> names = results.claims().stream().map(FigurePage::claim).toList();
    List<String> differences =
        results.claims().stream()
            .map(j -> j.isFinite() ? interval(j.interval(), FigurePage.DIGITS) : "diverged")
            .toList();
    String title = "difference, 3 standard errors";
    int width = longest(names) + 2;
    int wide = Math.max(longest(differences), title.length()) + 2;
    String row = "  %-" + width + "s%-" + wide + "s%s%n";
    if (!results.comparisons().isEmpty()) {
      text.append(String.format("%n"));
    }
    text.append(String.format(row, "claim", title, ""));
    for (int k = 0; k < names.size(); k++) {
      FigureResults.Judged judged = results.claims().get(k);
      FigureResults.Verdict verdict = judged.verdict();
      text.append(
          String.format(
              row,
              names.get(k),
              differences.get(k),
              (verdict == FigureResults.Verdict.NOT_MET ? "NOT MET" : verdict)
                  + (judged.claim().by() == null ? "" : "; by " + judged.claim().by())
                  + (judged.claim().note() == null ? "" : "; " + judged.claim().note())));
    }
  }

  private static int longest(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String interval(Interval i, int digits) {
    String number = "%." + digits + "g";
    String row = number + " (" + number + " to " + number + ")";
    return String.format(Locale.ROOT, row, i.estimate(), i.low(), i.high());
  }

  static Json json(FigureResults results) {
    Figure figure = results.figure();
    List<Json> lines = new ArrayList<>();
    for (FigureResults.Line line : results.lines()) {
      lines.add(
          new Json()
              .put("curve", line.name())
              .put("x", line.x())
              .put("mean", line.mean())
              .put("low", line.low())
              .put("high", line.high())
              .put("diverged", line.diverged()));
    }
    List<Json> published = new ArrayList<>();
    for (FigureResults.Comparison c : results.comparisons()) {
      published.add(
          new Json()
              .put("curve", c.published().curve())
              .put("where", FigurePage.place(c.published()))
              .put("ours", json(c.ours()))
              .put("published", json(c.theirs()))
              .put("by", c.published().by())
              .put("met", c.isMet())
              .put("note", c.published().note()));
    }
    List<Json> claims = new ArrayList<>();
    for (FigureResults.Judged judged : results.claims()) {
      claims.add(
          new Json()
              .put("claim", FigurePage.claim(judged))
              .put("one", judged.mean())
              .put("other", judged.other())
              .put("difference", json(judged.interval()))
              .put("by", judged.claim().by())
              .put("verdict", judged.verdict().toString())
              .put("note", judged.claim().note()));
    }
    return new Json()
        .put("figure", figure.figure())
        .put("source", figure.source())
        .put("measure", figure.measure().toString())
        .put("runs", figure.runs())
        .put("seed", figure.seed())
        .put("met", results.met())
        .put("published", published)
        .put("claims", claims)
        .put("curves", lines);
  }

  private static Json json(Interval interval) {
    return new Json()
        .put("value", interval.estimate())
        .put("low", interval.low())
        .put("high", interval.high());
  }
}
