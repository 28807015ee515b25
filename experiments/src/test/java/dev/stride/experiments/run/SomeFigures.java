package dev.stride.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.experiments.config.Documents;
import dev.stride.experiments.config.Figure;
import dev.stride.experiments.task.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Figures for tests, and how two results are compared. */
final class SomeFigures {
  private SomeFigures() {}

  static Figure shipped(String name) {
    return (Figure) Documents.load(name, new Tasks());
  }

  static Figure parsed(String name, String text) {
    try {
      Path file = Files.createTempFile(name, ".yaml");
      Files.writeString(file, text);
      Figure figure = (Figure) Documents.load(file.toString(), new Tasks());
      Files.delete(file);
      return figure;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * TD on a random walk after so few episodes: a step size of 0.1 leaves a lower error than one of
   * 0.01, whose values hardly move, and a far lower one than one of 1.5. Turned round, the claims
   * are not met; that of 0.01 against itself, less a little, is not either.
   */
  static Figure walks() {
    String text =
        """
        figure: walks
        title: t
        source: s
        measure: state-error
        seed: 1
        runs: 40
        episodes: 20
        sweep: {setting: α, from: 11, to: 20}
        curves:
          - {name: a, environment: random-walk, agent: td, optimizer: 'sgd:{value}', values: [0.01, 0.1]}
          - {name: b, environment: random-walk, agent: td, optimizer: 'sgd:{value}', values: [1.5, 0.01, 9e9]}
        published:
          - {curve: a, at: 0.1, value: 0, rounding: 1}
        claims:
          - {curve: a, below: b}
          - {curve: b, below: a}
          - {curve: a, at: 0.01, below: b, belowAt: 1.5}
          - {curve: a, at: 0.01, below: b, belowAt: 0.01}
          - {curve: a, at: 0.01, below: b, belowAt: 0.01, times: 0.99}
          - {curve: a, below: b, belowAt: 9e9}
          - {curve: b, at: 9e9, below: a, times: 100}
        """;
    return parsed("walks", text);
  }

  static void assertSame(FigureResults one, FigureResults other) {
    for (int k = 0; k < one.lines().size(); k++) {
      assertArrayEquals(one.lines().get(k).mean(), other.lines().get(k).mean());
      assertArrayEquals(one.lines().get(k).low(), other.lines().get(k).low());
      assertArrayEquals(one.lines().get(k).high(), other.lines().get(k).high());
    }
    assertEquals(one.comparisons(), other.comparisons());
    assertEquals(one.claims(), other.claims());
  }
}
