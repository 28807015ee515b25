package dev.stride.experiments.command;

import dev.stride.optim.Figures;
import dev.stride.optim.Monitor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * it comes, and all of them in the JSON object.
 */
final class FiguresOption {
  @Option(
      names = "--figures",
      description = "Show how the run is doing as it goes: step sizes, signal to noise, ...")
  private boolean wanted;

  private final List<Row> rows = new ArrayList<>();
  private final List<Json> diagnoses = new ArrayList<>();
  private @Nullable Set<String> columns;
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
    return (iteration, gauges) -> {
      if (iteration >= due) {
        due = next(iteration);
        take(axis, iteration, gauges, to);
      }
    };
  }

  /** Adds what was seen to a result. */
  void put(Json result) {
    if (!wanted) {
      return;
    }
    Json figures = new Json();
    figures.put("iteration", column(row -> row.iteration));
    for (String name : columns == null ? Set.<String>of() : columns) {
      figures.put(name, column(row -> row.figures.getOrDefault(name, Double.NaN)));
    }
    result.put("figures", figures).put("diagnoses", diagnoses);
  }

  private List<Object> column(Function<Row, Object> cell) {
    return rows.stream().map(cell).toList();
  }

  private void take(
      String axis, long iteration, Consumer<Figures> gauges, @Nullable PrintWriter to) {
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
    if (columns == null) {
      columns = figures.keySet();
      print(to, axis, columns);
    }
    List<String> cells = new ArrayList<>();
    columns.forEach(name -> cells.add(cell(figures.getOrDefault(name, Double.NaN))));
    print(to, Long.toString(iteration), cells);
    wrong.forEach(text -> print(to, "", List.of(text)));
  }

  private static void print(@Nullable PrintWriter to, String first, Iterable<String> cells) {
    if (to == null) {
      return;
    }
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%10s", first));
    cells.forEach(cell -> line.append(String.format(Locale.ROOT, "  %13s", cell)));
    to.println(line);
    to.flush();
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
