package dev.stride.optim.rule;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints results of {@link RuleBenchmark} as a table: nanoseconds per entry of the rule, how many
 * times the loop of the same contract that is, and nanoseconds of the fused loop. Of each the
 * fastest iteration counts, which is the one that was disturbed least.
 */
public final class RuleBenchmarkTable {
  private static final String[] SIZES = {"16", "1024", "1000000", "sparse"};

  private RuleBenchmarkTable() {}

  /** Names of JMH's results in JSON; a later one replaces the measurements of an earlier one. */
  public static void main(String[] files) {
    Map<String, Map<String, Double>> rules = new LinkedHashMap<>();
    for (String file : files) {
      for (JsonNode result : JsonMapper.shared().readTree(Path.of(file).toFile())) {
        JsonNode params = result.get("params");
        String size = params.has("size") ? params.get("size").asString() : "sparse";
        rules
            .computeIfAbsent(params.get("rule").asString(), rule -> new LinkedHashMap<>())
            .put(size + params.get("written").asString(), perEntry(result, size));
      }
    }
    System.out.println("| Rule | n = 16 | n = 1,024 | n = 1,000,000 | 8 of 4,096 |");
    System.out.println("|---|---|---|---|---|");
    rules.forEach((rule, times) -> System.out.println(row(rule, times)));
  }

  private static double perEntry(JsonNode result, String size) {
    double fastest = Double.POSITIVE_INFINITY;
    for (JsonNode fork : result.get("primaryMetric").get("rawData")) {
      for (JsonNode iteration : fork) {
        fastest = Math.min(fastest, iteration.asDouble());
      }
    }
    return fastest / (size.equals("sparse") ? Proposals.TOUCHED : Integer.parseInt(size));
  }

  private static String row(String rule, Map<String, Double> times) {
    StringJoiner cells = new StringJoiner(" | ", "| ", " |").add("`" + rule + "`");
    for (String size : SIZES) {
      Double own = times.get(size + RuleBenchmark.Written.RULE);
      Double loop = times.get(size + RuleBenchmark.Written.LOOP);
      Double fused = times.get(size + RuleBenchmark.Written.FUSED);
      if (own == null || loop == null || fused == null) {
        cells.add("");
      } else {
        cells.add(cell(own, own / loop, fused, size.equals("1000000") ? 1.3 : 1.15));
      }
    }
    return cells.toString();
  }

  private static String cell(double own, double ratio, double fused, double goal) {
    String mark = ratio > goal ? "**" : "";
    return String.format(
        Locale.ROOT, "%s · %s%.2f%s · %s", digits(own), mark, ratio, mark, digits(fused));
  }

  private static String digits(double nanoseconds) {
    return String.format(Locale.ROOT, nanoseconds < 10 ? "%.2f" : "%.0f", nanoseconds);
  }
}
