package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code stride run} with a figure. */
class FigureCommandTest {
  @TempDir Path directory;

  @Test
  void figuresAreListedAndRun() throws IOException {
    assertTrue(Answer.toLine("list").out().endsWith("\nfigure\n"));
    JsonNode first = Answer.toLine("list figure --json").json().get("entries").get(0);
    assertEquals("figures/sutton-2.2.yaml", first.get("name").asString());
    assertTrue(first.get("help").asString().startsWith("Sutton and Barto (2018), figure 2.2: "));

    Path out = directory.resolve("windy");
    Path file = directory.resolve("windy.yaml");
    Files.writeString(
        file,
        """
        figure: windy
        title: Episodes & steps
        source: A <book>
        measure: episodes
        seed: 1
        runs: 5
        episodes: 300
        steps: 4000
        curves:
          - name: Sarsa
            environment: windy-gridworld
            agent: sarsa
            optimizer: sgd:learningRate=0.5
        published:
          - {curve: Sarsa, from: 4000, value: 1000, rounding: 1, note: not so}
          - {curve: Sarsa, from: 4000, value: 1.23456, rounding: 1000, by: guess}
        claims:
          - {curve: Sarsa, below: Sarsa, times: 0.5, from: 4000, by: somebody, note: of course}
          - {curve: Sarsa, from: 2000, to: 4000, below: Sarsa}
        """);
    Answer answer = Answer.toLine("run " + file + " --out " + out);
    assertEquals(0, answer.exitCode(), answer.err());
    assertTrue(answer.out().contains("NOT MET; not so"), answer.out());
    assertTrue(answer.out().contains("met; by a guess"), answer.out());
    assertTrue(answer.out().contains("  1.23456 ("), answer.out());
    assertTrue(answer.out().contains("  1000 ("), answer.out());
    assertTrue(
        answer.out().contains("0 of 1 published values and 1 of 1 values of a guess met"),
        answer.out());
    assertTrue(answer.out().contains("Sarsa ≤ 0.5 × Sarsa"), answer.out());
    assertTrue(answer.out().contains("NOT MET; by somebody; of course"), answer.out());
    assertTrue(answer.out().contains("Claims: 1 met, 1 not met, 0 cannot be told"), answer.out());
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(page.contains("Sarsa ≤ 0.5 × Sarsa"));
    assertTrue(page.contains("1.23456 ("), page);
    assertTrue(page.contains("<p>Sarsa below Sarsa: of course</p>"));
    assertEquals(3, Files.readAllLines(out.resolve("claims.csv")).size());
    assertTrue(page.contains("<h1>Episodes &amp; steps</h1>"));
    assertTrue(page.contains("A &lt;book&gt;"));
    assertTrue(page.contains("<p>Sarsa: not so</p>"));
    assertEquals(101, Files.readAllLines(out.resolve("curves.csv")).size());
    assertEquals(3, Files.readAllLines(out.resolve("published.csv")).size());

    JsonNode json = Answer.toLine("run " + file + " --json --threads 2 --out " + out).json();
    assertEquals(
        json.toString(), Answer.toLine("run " + file + " --json --out " + out).json().toString());
    assertEquals(1, json.get("met").asInt());
    assertFalse(json.get("published").get(0).get("met").asBoolean());
    assertEquals("not met", json.get("claims").get(0).get("verdict").asString());
    assertEquals("met", json.get("claims").get(1).get("verdict").asString());
    assertEquals(100, json.get("curves").get(0).get("mean").size());
    assertNotEquals(
        json.get("curves"),
        Answer.toLine("run " + file + " --json --seed 2 --out " + out).json().get("curves"));

    Files.delete(out.resolve("figure.json"));
    answer = Answer.toLine("run " + file + " --out " + out);
    assertEquals(2, answer.exitCode());
    assertTrue(answer.err().contains("report.html of something else"), answer.err());
  }

  @Test
  void differencesWithManyDigitsKeepTheirDistance() throws IOException {
    Path file = directory.resolve("close.yaml");
    Files.writeString(
        file,
        """
        figure: close
        title: Two step sizes
        source: nobody
        measure: state-error
        seed: 1
        runs: 20
        episodes: 100
        curves:
          - name: first
            environment: random-walk:states=5,leftReward=0
            agent: td:initial=0.5
            optimizer: sgd:learningRate=0.0100
          - name: second
            environment: random-walk:states=5,leftReward=0
            agent: td:initial=0.5
            optimizer: sgd:learningRate=0.0101
        claims:
          - {curve: first, from: 20, below: second}
          - {curve: second, from: 20, below: first}
        """);
    Answer answer = Answer.toLine("run " + file + " --out " + directory.resolve("close"));
    List<String> claims = answer.out().lines().filter(line -> line.contains(" ≤ ")).toList();
    assertEquals(2, claims.size(), answer.out());
    for (String claim : claims) {
      assertTrue(claim.matches(".*\\) {2,}(met|NOT MET|cannot be told).*"), claim);
    }
    assertFalse(answer.out().contains("\n\n\n"), answer.out());
  }
}
