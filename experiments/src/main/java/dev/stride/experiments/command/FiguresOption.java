package dev.stride.experiments.command;

import dev.stride.optim.Figures;
import dev.stride.optim.Monitor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Figures of a run while it goes on: a row at iterations 1, 2, 5, 10, 20, 50 and so on, printed as
 * it comes under headings that are repeated when a figure is new, and all of them in the JSON
 * object.
 */
final class FiguresOption {
  @Option(
      names = "--figures",
      description = "Show how the run is doing as it goes: step sizes, signal to noise, ...")
  private boolean wanted;

  private final List<Row> rows = new ArrayList<>();
  private final List<Json> diagnoses = new ArrayList<>();
  private final Set<String> columns = new LinkedHashSet<>();
  private @Nullable PrintWriter live;
  private long due = 1;

  private record Row(long iteration, Map<String, Double> figures) {}

  /**
   * What to watch a run with; null where nobody asked.
   *
   * @param axis what the run calls an iteration
   * @param to where rows go as they come; null to keep them for the JSON object alone
   */
  @Nullable Monitor monitor(String axis, @Nullable PrintWriter to) {
    if (!wanted) {
      return null;
    }
    live = to;
    return (iteration, gauges) -> {
      if (iteration >= due) {
        due = next(iteration);
        take(axis, iteration, gauges);
      }
    };
  }

  /** Adds what was seen to a result, and says so where there was nothing to see. */
  void put(Json result) {
    if (!wanted) {
      return;
    }
    Json figures = new Json();
    figures.put("iteration", column(row -> row.iteration));
    for (String name : columns) {
      figures.put(name, column(row -> row.figures.getOrDefault(name, Double.NaN)));
    }
    result.put("figures", figures).put("diagnoses", diagnoses);
    if (columns.isEmpty()) {
      print("", List.of("this optimizer shows no figures"));
    }
  }

  private List<Object> column(Function<Row, Object> cell) {
    return rows.stream().map(cell).toList();
  }

  private void take(String axis, long iteration, Consumer<Figures> gauges) {
    Map<String, Double> figures = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    gauges.accept(
        new Figures() {
          @Override
          public void figure(String name, double value) {
            figures.put(name, value);
          }

          @Override
          public void diagnosis(String text) {
            wrong.add(text);
          }
        });
    rows.add(new Row(iteration, figures));
    wrong.forEach(text -> diagnoses.add(new Json().put("iteration", iteration).put("text", text)));
    if (columns.addAll(figures.keySet())) {
      print(axis, columns);
    }
    if (!columns.isEmpty()) {
      List<String> cells = new ArrayList<>();
      columns.forEach(name -> cells.add(cell(figures.getOrDefault(name, Double.NaN))));
      print(Long.toString(iteration), cells);
    }
    wrong.forEach(text -> print("", List.of(text)));
  }

  private void print(String first, Iterable<String> cells) {
    if (live == null) {
      return;
    }
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%10s", first));
    cells.forEach(cell -> line.append(String.format(Locale.ROOT, "  %13s", cell)));
    live.println(line);
    live.flush();
  }

  private static String cell(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4g", value);
  }

  /** The next of 1, 2, 5, 10, 20, 50, ... */
  private static long next(long now) {
    long decade = 1;
    while (true) {
      for (long step : new long[] {decade, 2 * decade, 5 * decade}) {
        if (step > now) {
          return step;
        }
      }
      decade *= 10;
    }
  }
}
