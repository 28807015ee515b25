package dev.stride.experiments.report;

import dev.stride.experiments.store.AtomicFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page of a molecule's energies: one HTML file that needs nothing else. */
public final class MoleculePage {
  private final String title;
  private final String summary;
  private final String heading;
  private final String explanation;
  private final StringBuilder notes = new StringBuilder();
  private final List<Chart> charts = new ArrayList<>();
  private final StringBuilder sections = new StringBuilder();

  /**
   * A page without charts and tables.
   *
   * @param title what was computed
   * @param summary the result as text
   * @param heading of the charts
   * @param explanation what they show
   */
  public MoleculePage(String title, String summary, String heading, String explanation) {
    this.title = title;
    this.summary = summary;
    this.heading = heading;
    this.explanation = explanation;
  }

  /**
   * Curves over a common axis.
   *
   * @param x what the axis shows
   * @param y the unit of what the curves show
   * @param logarithmic whether the size of y is drawn on a logarithmic scale
   */
  public record Chart(String title, String x, String y, boolean logarithmic, List<Line> lines) {}

  /** A curve; what is not finite is a gap. */
  public record Line(String name, double[] x, double[] y) {}

  /**
   * Distances to the exact energy in millihartree. A logarithm has no place for zero and what is
   * below it: exact to rounding stands on the axis, below the exact energy is marked.
   *
   * @param x what the axis shows
   */
  public static Chart errors(String x, List<Line> lines) {
    return new Chart("Distance to the exact energy", x, "mHa", true, lines);
  }

  /** Adds what a reader should know. */
  public MoleculePage note(String note) {
    notes.append("<p class=\"note\">Note: ").append(Html.escape(note)).append("</p>\n");
    return this;
  }

  /** Adds a chart. */
  public MoleculePage chart(Chart chart) {
    charts.add(chart);
    return this;
  }

  /** Adds a section with a table of texts; the first column names the rows. */
  public MoleculePage table(
      String name, String caption, List<String> head, List<List<String>> rows) {
    return section(name, Html.table(caption, head, rows));
  }

  /** Adds a section of words. */
  public MoleculePage paragraph(String name, String text) {
    return section(name, Html.paragraph(text));
  }

  /**
   * Adds a section with a picture that scrolls where it is wider than the page.
   *
   * @param open whether it is seen at once
   */
  public MoleculePage picture(String name, String caption, String svg, boolean open) {
    String region =
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\""
            + Html.escape(caption)
            + "\">"
            + svg
            + "</div>\n";
    return section(
        name, (open ? region : Html.details("Show the picture", region)) + Html.caption(caption));
  }

  private MoleculePage section(String name, String html) {
    sections
        .append("\n<section>\n  <h2>")
        .append(Html.escape(name))
        .append("</h2>\n")
        .append(html)
        .append("</section>\n");
    return this;
  }

  /** Writes it, with the command that makes it again. */
  public void write(Path file, String command) {
    StringBuilder curves = new StringBuilder("<div class=\"grid full\">\n");
    for (int k = 0; k < charts.size(); k++) {
      Chart chart = charts.get(k);
      curves.append(
          Html.chart(
              "lines",
              k,
              chart.title + ", " + chart.y,
              chart.title + " in " + chart.y + " against " + chart.x));
    }
    curves.append("</div>\n");
    if (charts.stream().anyMatch(Chart::logarithmic)) {
      curves.append(
          Html.caption(
              "Logarithmic. What is exact to within 10⁻⁶ mHa is drawn there; open circles lie below the"
                  + " exact energy."));
    }
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("charts", Template.charts());
    parts.put("script", Template.resource("molecule.js"));
    parts.put("data", Template.island(charts));
    parts.put("title", Html.escape(title));
    parts.put("summary", Html.escape(summary));
    parts.put("notes", notes.toString());
    parts.put("heading", Html.escape(heading));
    parts.put("explanation", Html.escape(explanation));
    parts.put("curves", curves.toString());
    parts.put("sections", sections.toString());
    parts.put("command", Html.escape(command));
    AtomicFile.write(file, Template.fill("molecule.html", parts));
  }
}
