package dev.stride.experiments.report;

import dev.stride.experiments.store.AtomicFile;
import dev.stride.rl.Replay;
import dev.stride.rl.env.GridShape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of {@code stride rl}: one HTML file that needs nothing else. */
public final class LearningPage {
  private LearningPage() {}

  /** The data island of the page. */
  record Data(
      LearningPictures.Band returns,
      LearningPictures.Band error,
      LearningPictures.@Nullable Band regret,
      Series surprise,
      Series stepSize,
      List<Step> replay,
      String end) {}

  /** Means over {@code width} steps each. */
  record Series(long width, double[] means) {}

  /** A step of the replayed episode. */
  record Step(int state, String place, String action, double reward) {}

  /**
   * Writes the page.
   *
   * @param title what learned where
   * @param summary the result as text
   * @param command the command that makes it again
   */
  public static void write(
      LearningPictures pictures, Path file, String title, String summary, String command) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("charts", Template.charts());
    parts.put("script", Template.resource("learning.js"));
    parts.put("data", Template.island(data(pictures)));
    parts.put("title", Html.escape(title));
    parts.put("summary", Html.escape(summary));
    parts.put("curves", curves(pictures));
    GridShape shape = pictures.shape();
    parts.put("mapsLink", shape == null ? "" : "<a href=\"#maps\">Maps</a>");
    parts.put("maps", shape == null ? "" : maps(pictures, shape));
    parts.put("episode", Html.escape(pictures.summary()));
    parts.put("stage", stage(shape));
    parts.put("command", Html.escape(command));
    AtomicFile.write(file, Template.fill("learning.html", parts));
  }

  private static Data data(LearningPictures p) {
    return new Data(
        p.returns(),
        p.valueError(),
        p.regret(),
        new Series(p.recording().surprise().width(), p.recording().surprise().means()),
        new Series(p.recording().stepSize().width(), p.recording().stepSize().means()),
        p.replay().frames().stream().map(frame -> step(p, frame)).toList(),
        LearningPictures.place(p.replay().end()));
  }

  private static Step step(LearningPictures p, Replay.Frame frame) {
    return new Step(
        frame.observation().get(0).intValue(),
        LearningPictures.place(frame.observation()),
        p.action(frame.action()),
        frame.reward());
  }

  private static String curves(LearningPictures p) {
    StringBuilder html = new StringBuilder("<div class=\"grid\">\n");
    html.append(
        Html.chart("returns", 0, "Return of an episode", "true return against the episode"));
    html.append(Html.chart("error", 0, "Value error", "distance to the truth against the episode"));
    if (p.regret() != null) {
      html.append(Html.chart("regret", 0, "Regret so far", "summed regret against the pull"));
    }
    if (LearningPictures.isTold(p.recording().surprise())) {
      html.append(
          Html.chart("surprise", 0, "Error δ, first run", "mean size of the error δ by update"));
    }
    if (LearningPictures.isTold(p.recording().stepSize())) {
      html.append(
          Html.chart(
              "stepSize", 0, "Effective step size, first run", "change over step, by update"));
    }
    return html.append("</div>\n").toString();
  }

  private static String maps(LearningPictures p, GridShape shape) {
    StringBuilder html =
        new StringBuilder("<section id=\"maps\">\n  <h2>What it knows</h2>\n")
            .append(
                Html.paragraph(
                    "The darker a cell, the higher its number is among all. An asterisk stands"
                        + " where several actions are as likely."));
    if (p.snapshot() != null) {
      String title = p.valuesTitle() + (p.prediction() ? "" : ", and its likeliest actions");
      html.append("<figure><h3>")
          .append(Html.escape(title))
          .append("</h3>")
          .append(GridSvg.of(shape, p.snapshot().values(), p.snapshot().policy(), title))
          .append("</figure>\n");
    }
    double[] visits = Arrays.stream(p.recording().visits()).asDoubleStream().toArray();
    return html.append("<figure><h3>Steps taken in each state, first run</h3>")
        .append(GridSvg.of(shape, visits, new double[0], "steps taken in each state"))
        .append("</figure>\n</section>\n")
        .toString();
  }

  /** Where the episode is replayed: an empty grid, or nothing but the words. */
  private static String stage(@Nullable GridShape shape) {
    return shape == null ? "" : GridSvg.empty(shape, "where the agent is in the replayed episode");
  }
}
