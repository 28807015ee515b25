package dev.stride.experiments.config;

import dev.stride.optim.form.BadInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/** Everything that is wrong with a file, to be reported at once. */
final class Mistakes {
  private record Mistake(Source.Position position, String what) {}

  private final String file;
  private final List<Mistake> all = new ArrayList<>();

  Mistakes(String file) {
    this.file = file;
  }

  void add(Source.Position position, String what) {
    all.add(new Mistake(position, what));
  }

  /** Adds it unless something is already wrong at that place. */
  void addOnce(Source.Position position, String what) {
    if (all.stream().noneMatch(mistake -> mistake.position.equals(position))) {
      add(position, what);
    }
  }

  /**
   * Ends the reading when something is wrong.
   *
   * @throws BadInput with a line for each mistake, in the order of the file
   */
  void report() {
    if (all.isEmpty()) {
      return;
    }
    all.sort(Comparator.comparing(Mistake::position));
    StringJoiner lines = new StringJoiner("\n");
    for (Mistake mistake : all) {
      Source.Position at = mistake.position;
      lines.add(file + ":" + at.line() + ":" + at.column() + ": " + mistake.what);
    }
    throw new BadInput(lines.toString());
  }
}
