package dev.stride.experiments.command;

import dev.stride.experiments.config.Figures;
import dev.stride.experiments.task.Kinds;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.form.Nearest;
import dev.stride.optim.form.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what can be chosen, from the same registries that read the choices. */
@Command(
    name = "list",
    description = "Show what can be chosen, with keys, defaults and a line of help.",
    footer = {"", "Example: stride list optimizer"})
final class ListCommand implements Callable<Integer> {
  private static final String FIGURE = "figure";

  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin private OutputOptions output;

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      description =
          "optimizer, schedule, noise, landscape, environment, agent, features, molecule, mapping,"
              + " ansatz, pool, backend or figure.")
  private @Nullable String kind;

  @Override
  public Integer call() {
    output.check();
    Map<String, List<Registry<?>>> kinds = Kinds.all();
    List<String> names = new ArrayList<>(kinds.keySet());
    names.add(FIGURE);
    if (kind == null) {
      Json json = new Json().put("kinds", names);
      output.write(json, String.join("\n", names) + "\n", spec.commandLine().getOut());
      return ExitCode.DONE;
    }
    if (kind.equals(FIGURE)) {
      List<Entry<?>> figures = figures();
      output.write(json(figures), text(figures), spec.commandLine().getOut());
      return ExitCode.DONE;
    }
    List<Registry<?>> registries = kinds.get(kind);
    if (registries == null) {
      throw new BadInput(
          "there is no kind '"
              + kind
              + "'"
              + Nearest.hint(kind, names)
              + "; kinds are: "
              + String.join(", ", names));
    }
    List<Entry<?>> entries = new ArrayList<>();
    registries.forEach(registry -> entries.addAll(registry.entries()));
    output.write(json(entries), text(entries), spec.commandLine().getOut());
    return ExitCode.DONE;
  }

  /** The figures that are shipped: what 'stride run' takes, and no keys. */
  private static List<Entry<?>> figures() {
    List<Entry<?>> entries = new ArrayList<>();
    Figures.titles()
        .forEach((name, title) -> entries.add(new Entry<>(name, name, title, Map.of(), Map.of())));
    return entries;
  }

  private Json json(List<Entry<?>> entries) {
    List<Json> list = new ArrayList<>();
    for (Entry<?> entry : entries) {
      Json keys = new Json();
      entry.keys().forEach(keys::put);
      Json choices = new Json();
      entry.choices().forEach(choices::put);
      list.add(
          new Json()
              .put("name", entry.name())
              .put("help", entry.help())
              .put("keys", keys)
              .put("choices", choices));
    }
    return new Json().put("kind", kind).put("entries", list);
  }

  /** The words that may stand instead of the default. */
  private static String others(Entry<?> entry, String key, String value) {
    List<String> others = new ArrayList<>(entry.choices().getOrDefault(key, List.of()));
    others.remove(value);
    return others.isEmpty() ? "" : "|" + String.join("|", others);
  }

  private static String text(List<Entry<?>> entries) {
    int width = entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Entry<?> entry : entries) {
      text.append(String.format("%-" + (width + 2) + "s%s%n", entry.name(), entry.help()));
      if (!entry.keys().isEmpty()) {
        List<String> keys = new ArrayList<>();
        entry
            .keys()
            .forEach((key, value) -> keys.add(key + "=" + value + others(entry, key, value)));
        text.append(" ".repeat(width + 2)).append(String.join("  ", keys)).append('\n');
      }
    }
    return text.toString();
  }
}
