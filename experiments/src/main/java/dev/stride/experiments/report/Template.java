package dev.stride.experiments.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Pages that are made of a template, in which {@code {{name}}} stands for a part. */
final class Template {
  private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";
  private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]+)}}");

  private Template() {}

  /** The template of a name with all of its places filled; {@code {{head}}} fills itself. */
  static String fill(String template, Map<String, String> parts) {
    Matcher place = PLACE.matcher(resource(template));
    StringBuilder page = new StringBuilder();
    while (place.find()) {
      String name = place.group(1);
      String part = name.equals("head") ? head() : parts.get(name);
      if (part == null) {
        throw new IllegalStateException("nothing fills " + place.group());
      }
      place.appendReplacement(page, Matcher.quoteReplacement(part));
    }
    return place.appendTail(page).toString();
  }

  /** What the heads of all pages share. */
  private static String head() {
    return resource("head.html").replace("{{style}}", resource("report.css"));
  }

  /** Data for the script of a page; a "<" could end the script that it stands in. */
  static String island(Object data) {
    return JsonMapper.shared().writeValueAsString(data).replace("<", "\\u003c");
  }

  /** The library that draws charts, and what it does not know of gaps. */
  static String charts() {
    return resource(CHARTS) + "\n" + resource("gaps.js");
  }

  /** A file beside this class. */
  static String resource(String name) {
    try (InputStream in = Template.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
