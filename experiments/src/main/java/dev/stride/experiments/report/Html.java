package dev.stride.experiments.report;

import java.util.List;

/** Pieces of HTML. Every text is escaped here and nowhere else. */
final class Html {
  private Html() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String paragraph(String text) {
    return "<p>" + escape(text) + "</p>\n";
  }

  /** What stands under a chart, or under several of a kind. */
  static String caption(String text) {
    return "<p class=\"caption\">" + escape(text) + "</p>\n";
  }

  /**
   * A table of texts: the first column names the rows, the others are numbers.
   *
   * @param caption what it shows
   */
  static String table(String caption, List<String> head, List<List<String>> rows) {
    StringBuilder html = new StringBuilder();
    html.append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
        .append(escape(caption))
        .append("\"><table><caption>")
        .append(escape(caption))
        .append("</caption>\n<thead><tr>");
    head.forEach(cell -> html.append("<th scope=\"col\">").append(escape(cell)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr><th scope=\"row\">").append(escape(row.get(0))).append("</th>");
      row.stream()
          .skip(1)
          .forEach(cell -> html.append("<td>").append(escape(cell)).append("</td>"));
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  /** What opens on request. */
  static String details(String summary, String content) {
    return "<details><summary>" + escape(summary) + "</summary>\n" + content + "</details>\n";
  }

  /**
   * A place that the script fills with a chart.
   *
   * @param kind which chart, as the script calls it
   * @param index of the problem or the scope that it shows
   * @param description what is to be seen, for those who do not see it
   */
  static String chart(String kind, int index, String title, String description) {
    return "<figure><h3>"
        + escape(title)
        + "</h3><div class=\"chart\" data-chart=\""
        + kind
        + "\" data-index=\""
        + index
        + "\" role=\"img\" aria-label=\""
        + escape(description)
        + "\"></div></figure>\n";
  }
}
