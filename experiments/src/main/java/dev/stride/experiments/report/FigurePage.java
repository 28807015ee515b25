package dev.stride.experiments.report;

import dev.stride.experiments.config.Figure;
import dev.stride.experiments.config.Figures;
import dev.stride.experiments.run.FigureResults;
import dev.stride.experiments.run.Versions;
import dev.stride.experiments.store.AtomicFile;
import dev.stride.optim.form.BadInput;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The page of a figure: our curves, what was published, and the intervals of both. */
public final class FigurePage {
  /** The result as one JSON object, which marks a directory as one of a figure. */
  public static final String RESULT = "figure.json";

  /** Significant digits of a result that nobody published. */
  public static final int DIGITS = 4;

  private FigurePage() {}

  /** The data island. */
  record Data(
      String axis, String measure, boolean logarithmic, List<Line> lines, List<Point> points) {}

  /** A curve; what is not finite is null in the page. */
  record Line(String name, double[] x, double[] low, double[] mean, double[] high) {}

  /** A published value: where it stands, from and to, and its interval. */
  record Point(int line, double from, double to, double[] value) {}

  /** Fails where results of something else would be replaced. */
  public static void requireOwn(Path directory) {
    for (String name : List.of(Report.FILE, Csv.CURVES)) {
      if (Files.exists(directory.resolve(name)) && !Files.exists(directory.resolve(RESULT))) {
        throw new BadInput(
            directory + " has a " + name + " of something else; choose another directory");
      }
    }
  }

  /**
   * Writes page and tables.
   *
   * @param result as JSON
   * @param command the command that makes these results again
   * @return the page
   */
  public static Path write(FigureResults results, Path directory, String result, String command) {
    AtomicFile.write(directory.resolve(RESULT), result);
    AtomicFile.write(directory.resolve(Csv.CURVES), curves(results));
    AtomicFile.write(directory.resolve("published.csv"), published(results));
    if (!results.claims().isEmpty()) {
      AtomicFile.write(directory.resolve("claims.csv"), claims(results));
    }
    Path page = directory.resolve(Report.FILE);
    AtomicFile.write(page, page(results, command));
    return page;
  }

  private static String page(FigureResults results, String command) {
    Figure figure = results.figure();
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("charts", Template.charts());
    parts.put("script", Template.resource("figure.js"));
    parts.put("data", Template.island(data(results)));
    parts.put("name", Html.escape(figure.figure()));
    parts.put("title", Html.escape(figure.title()));
    parts.put("source", Html.escape(figure.source()));
    parts.put("answer", Html.escape(answer(results)));
    parts.put("chart", Html.chart("figure", 0, figure.measure().title(), figure.title()));
    parts.put("table", table(results) + claimTable(results));
    parts.put("note", notes(figure));
    parts.put("settings", settings(figure));
    parts.put("command", Html.escape(command));
    parts.put("versions", Html.escape(Versions.all().toString()));
    parts.put("figure", Html.escape(Figures.canonical(figure)));
    return Template.fill("figure.html", parts);
  }

  /** How many values are met, in a sentence. */
  public static String answer(FigureResults results) {
    StringJoiner parts = new StringJoiner(" and ");
    List<String> sources =
        results.comparisons().stream().map(FigurePage::by).distinct().sorted().toList();
    for (String source : sources) {
      List<FigureResults.Comparison> of =
          results.comparisons().stream().filter(c -> by(c).equals(source)).toList();
      long met = of.stream().filter(FigureResults.Comparison::isMet).count();
      String what = source.isEmpty() ? "published values" : "values of a " + source;
      parts.add(String.format("%d of %d %s", met, of.size(), what));
    }
    String values =
        sources.isEmpty()
            ? ""
            : parts
                + " met: the difference is below the rounding and three standard errors of the"
                + " difference.";
    if (results.claims().isEmpty()) {
      return values;
    }
    return (values.isEmpty() ? "" : values + " ")
        + String.format(
            "Claims: %d met, %d not met, %d cannot be told with so many runs.",
            results.count(FigureResults.Verdict.MET),
            results.count(FigureResults.Verdict.NOT_MET),
            results.count(FigureResults.Verdict.OPEN));
  }

  /** What a claim says: {@code IDBD at 0.01 ≤ 0.5 × LMS at 0.04}. */
  public static String claim(FigureResults.Judged judged) {
    Figure.Claim claim = judged.claim();
    return side(claim.curve(), judged.at())
        + " ≤ "
        + (claim.times() == null ? "" : Numbers.format(claim.times()) + " × ")
        + side(claim.below(), judged.belowAt());
  }

  private static String side(String curve, @Nullable Double at) {
    return at == null ? curve : curve + " at " + Numbers.format(at);
  }

  private static String claimTable(FigureResults results) {
    List<List<String>> rows =
        results.claims().stream()
            .map(
                c ->
                    List.of(
                        claim(c),
                        Numbers.format(c.mean(), DIGITS),
                        Numbers.format(c.other(), DIGITS),
                        c.isFinite() ? Numbers.format(c.interval(), DIGITS) : "diverged",
                        c.claim().by() == null ? "source" : c.claim().by(),
                        c.verdict().toString()))
            .toList();
    return rows.isEmpty()
        ? ""
        : Html.table(
            "Claims: differences between runs on the same random numbers, with three standard"
                + " errors; curves are taken where they are lowest unless the claim says where",
            List.of("Claim", "One", "Other", "Difference", "By", ""),
            rows);
  }

  private static String claims(FigureResults results) {
    StringBuilder csv = new StringBuilder();
    Csv.row(csv, "claim", "one", "other", "difference", "low", "high", "verdict");
    for (FigureResults.Judged c : results.claims()) {
      Csv.row(
          csv,
          claim(c),
          c.mean(),
          c.other(),
          c.interval().estimate(),
          c.interval().low(),
          c.interval().high(),
          c.verdict().toString());
    }
    return csv.toString();
  }

  /** Who found a value; empty where it was published. */
  public static String by(FigureResults.Comparison comparison) {
    String by = comparison.published().by();
    return by == null ? "" : by;
  }

  private static Data data(FigureResults results) {
    Figure figure = results.figure();
    Figure.Sweep sweep = figure.sweep();
    List<String> names = results.lines().stream().map(FigureResults.Line::name).toList();
    return new Data(
        sweep != null ? sweep.setting() : figure.steps() == null ? "episode" : "step",
        figure.measure().title(),
        sweep != null && Boolean.TRUE.equals(sweep.logarithmic()),
        results.lines().stream()
            .map(
                line ->
                    new Line(
                        line.name(),
                        line.x(),
                        rounded(line.low()),
                        rounded(line.mean()),
                        rounded(line.high())))
            .toList(),
        results.comparisons().stream().map(c -> point(c, names)).toList());
  }

  private static Point point(FigureResults.Comparison comparison, List<String> names) {
    Figure.Published published = comparison.published();
    double from = published.at() != null ? published.at() : number(published.from());
    double to = published.to() == null ? from : published.to();
    return new Point(
        names.indexOf(published.curve()),
        from,
        to,
        new double[] {published.value(), comparison.theirs().low(), comparison.theirs().high()});
  }

  private static double number(@Nullable Integer value) {
    return value == null ? Double.NaN : value;
  }

  private static double[] rounded(double[] values) {
    return Arrays.stream(values).map(Numbers::rounded).toArray();
  }

  /** Where a published value stands: {@code 901 to 1000}. */
  public static String place(Figure.Published published) {
    if (published.at() != null) {
      return Numbers.format(published.at());
    }
    String from = String.valueOf(published.from());
    return published.to() == null ? from : from + " to " + published.to();
  }

  private static String table(FigureResults results) {
    List<List<String>> rows =
        results.comparisons().stream()
            .map(
                c ->
                    List.of(
                        c.published().curve(),
                        place(c.published()),
                        Numbers.format(c.ours(), digits(c.published())),
                        Numbers.format(c.theirs(), digits(c.published())),
                        by(c).isEmpty() ? "source" : by(c),
                        c.isMet() ? "met" : "not met"))
            .toList();
    return rows.isEmpty()
        ? ""
        : Html.table(
            "Ours and what was published, with 95 % intervals",
            List.of("Curve", "Where", "Ours", "Published", "By", ""), rows);
  }

  /**
   * Significant digits of a value and of ours beside it: as many as were published, but at least
   * four.
   */
  public static int digits(Figure.Published published) {
    return Double.isInfinite(published.value())
        ? DIGITS
        : Math.max(DIGITS, BigDecimal.valueOf(published.value()).stripTrailingZeros().precision());
  }

  private static String notes(Figure figure) {
    StringBuilder html = new StringBuilder();
    if (figure.note() != null) {
      html.append(Html.paragraph(figure.note()));
    }
    for (Figure.Published published : figure.values()) {
      if (published.note() != null) {
        html.append(Html.paragraph(published.curve() + ": " + published.note()));
      }
    }
    for (Figure.Claim claim : figure.claimed()) {
      if (claim.note() != null) {
        html.append(
            Html.paragraph(claim.curve() + " below " + claim.below() + ": " + claim.note()));
      }
    }
    return html.toString();
  }

  private static String settings(Figure figure) {
    List<List<String>> rows =
        figure.curves().stream()
            .map(
                c ->
                    List.of(
                        c.name(),
                        c.environment(),
                        c.agent(),
                        c.features() == null ? "–" : c.features(),
                        c.optimizer() == null ? "–" : c.optimizer()))
            .toList();
    return Html.table(
        String.format(
            "%d runs of %d episodes for each, discount %s, root seed %d",
            figure.runs(),
            figure.episodes(),
            Numbers.format(figure.discount() == null ? 1 : figure.discount()),
            figure.seed()),
        List.of("Curve", "Environment", "Agent", "Features", "Optimizer"),
        rows);
  }

  private static String curves(FigureResults results) {
    StringBuilder csv = new StringBuilder();
    Csv.row(csv, "curve", "x", "mean", "low", "high");
    for (FigureResults.Line line : results.lines()) {
      for (int k = 0; k < line.x().length; k++) {
        Csv.row(csv, line.name(), line.x()[k], line.mean()[k], line.low()[k], line.high()[k]);
      }
    }
    return csv.toString();
  }

  private static String published(FigureResults results) {
    StringBuilder csv = new StringBuilder();
    Csv.row(
        csv,
        "curve",
        "where",
        "ours",
        "ours_low",
        "ours_high",
        "published",
        "published_low",
        "published_high",
        "met");
    for (FigureResults.Comparison c : results.comparisons()) {
      Csv.row(
          csv,
          c.published().curve(),
          place(c.published()),
          c.ours().estimate(),
          c.ours().low(),
          c.ours().high(),
          c.theirs().estimate(),
          c.theirs().low(),
          c.theirs().high(),
          c.isMet());
    }
    return csv.toString();
  }
}
