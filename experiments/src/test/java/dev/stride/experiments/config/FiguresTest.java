package dev.stride.experiments.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.experiments.task.Tasks;
import dev.stride.optim.form.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures as they are read: those that are shipped, and those with mistakes. */
class FiguresTest {
  private static final String GOOD =
      """
      figure: mine
      title: A title
      source: A book
      measure: best-actions
      seed: 1
      runs: 10
      episodes: 20
      curves:
        - name: one
          environment: bandit
          agent: ucb1
      published:
        - {curve: one, from: 11, to: 20, value: 50, rounding: 0.5}
      """;

  @TempDir Path directory;

  private static Figure parse(String text) {
    return Figures.parse("f.yaml", text, new Tasks());
  }

  static Stream<String> shipped() {
    return Figures.names().stream();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void whatIsShippedIsRead(String name) {
    Figure figure = assertInstanceOf(Figure.class, Documents.load(name, new Tasks()));
    assertEquals("figures/" + figure.figure() + ".yaml", name);
    assertTrue(figure.values().size() > 0);
    assertEquals(figure.source() + ": " + figure.title(), Figures.titles().get(name));
  }

  @Test
  void everyFileIsListed() throws IOException {
    Path folder = Path.of("src/main/resources/dev/stride/experiments/figures");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          files.map(file -> "figures/" + file.getFileName()).sorted().toList(),
          Figures.names().stream().sorted().toList());
    }
  }

  @Test
  void aFileOfOnesOwnComesFirst() throws IOException {
    Path file = directory.resolve("own.yaml");
    Files.writeString(file, GOOD);
    Figure figure = (Figure) Documents.load(file.toString(), new Tasks());
    assertEquals("mine", figure.figure());
    assertEquals(parse(GOOD), figure);
    assertEquals(10, figure.runs());
    assertEquals(20, figure.values().get(0).to());
    assertEquals(7, figure.withSeed(7).seed());
    assertEquals(figure, figure.withSeed(7).withRuns(3).withSeed(1).withRuns(10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sutton-2.2 | did you mean 'figures/sutton-2.2.yaml'?",
        "sutton-2.2.yaml | did you mean 'figures/sutton-2.2.yaml'?",
        "figures/sutton-10.3.yaml | did you mean 'figures/sutton-10.2.yaml'?",
        "figures/swifttd.yaml | did you mean 'figures/swift-td.yaml'?",
        "figures/none.yaml | 'stride list figure' shows the figures that come with Stride",
      })
  void aFigureThatIsNotThereLeadsToThoseThatAre(String name, String hint) {
    assertEquals(
        "there is no file " + name + "; " + hint,
        assertThrows(BadInput.class, () -> Documents.load(name, new Tasks())).getMessage());
  }

  @Test
  void aSweepPutsItsValuesIntoTheTexts() {
    Figure figure =
        parse(
            GOOD.replace("agent: ucb1", "agent: 'ucb1:c={value}'\n    values: [0.5, 2]")
                .replace("from: 11, to: 20", "at: 2")
                .replace("curves:", "sweep: {setting: c, from: 1, to: 20}\ncurves:"));
    Figure.Curve curve = figure.curves().get(0);
    assertEquals(List.of(0.5, 2.0), Figures.values(curve));
    assertEquals("Ucb1[c=0.5, discount=1.0, window=0]", agent(figure, 0.5));
    assertEquals("Ucb1[c=2.0, discount=1.0, window=0]", agent(figure, 2.0));
  }

  private static String agent(Figure figure, double value) {
    return Figures.learning(figure, figure.curves().get(0), value).agent().toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "figure: mine | figure: my/own | f.yaml:1:9: the name has to be of letters",
        "title: A title | titel: A title | f.yaml:2:1: 'titel' is not known here; did you mean 'title'?",
        "best-actions | best-action | f.yaml:4:10: 'best-action' is not known; did you mean 'best-actions'?",
        "runs: 10 | runs: 1 | f.yaml:6:7: runs must be at least 2, not 1",
        "episodes: 20 | episodes: 0 | f.yaml:7:11: episodes must be at least 1, not 0",
        "episodes: 20 | steps: 20 | the figure has no 'episodes'",
        "runs: 10 | steps: 10\\nruns: 10 | steps and the measure episodes go together",
        "runs: 10 | runs: 10\\naction: 1 | action and the measure first-action go together",
        "best-actions | first-action | action and the measure first-action go together",
        "best-actions | first-action\\naction: -1 | action must be at least 0, not -1",
        "best-actions | first-action\\naction: 10 | an episode can begin with the actions 0 to 9 and not with 10 (curve 'one')",
        "agent: ucb1 | agent: ucb2 | f.yaml:9:11: agent 'ucb2' is not known; did you mean 'ucb1'?",
        "agent: ucb1 | agent: q-learning | the agent needs an optimizer (curve 'one')",
        "agent: ucb1 | agent: epsilon-greedy\\n    optimizer: lbfgs | optimizer 'lbfgs' does not fit: it is a minimizer, which takes a whole objective; reinforcement learning takes rules, such as adam (curve 'one')",
        "environment: bandit | environment: frozen-lake | looks no further than one step",
        "ucb1 | q-learning\\n    optimizer: sgd\\n    features: tiles:x=1 | has no key 'x'",
        "ucb1 | 'ucb1:c={value}' | a sweep, the values of a curve and {value} in its texts go together",
        "rounding: 0.5 | rounding: 0 | rounding must be above 0",
        "curve: one | curve: two | f.yaml:13:13: no curve is named 'two'",
        "from: 11, | at: 11, | 'at' is for sweeps, and there is none here: 'from' says where on the curve this is",
        "to: 20 | to: 21 | from, to and the end of the run must ascend: 11, 21, 20",
        "from: 11 | from: 21 | from, to and the end of the run must ascend: 21, 20, 20",
      })
  void mistakesAreNamedWithTheirPlace(String what, String by, String message) {
    String text = GOOD.replace(what, by.replace("\\n", "\n"));
    BadInput bad = assertThrows(BadInput.class, () -> parse(text));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{curve: two, below: one, from: 1} | f.yaml:15:13: no curve is named 'two'",
        "{curve: one, below: two, from: 1} | no curve is named 'two'",
        "{curve: one, below: one} | 'from' says where on the curve this is",
        "{curve: one, below: one, from: 1, at: 2} | 'at' is for sweeps, and there is none here: 'from' says where on the curve this is",
        "{curve: one, below: one, from: 1, belowAt: 2} | 'belowAt' is for sweeps, and there is none here: 'from' says where on the curve this is",
        "{curve: one, below: one, from: 5, to: 21} | must ascend: 5, 21, 20",
        "{curve: one, below: one, from: 1, times: 0} | times must be above 0",
      })
  void mistakesInClaims(String claim, String message) {
    String text = GOOD + "claims:\n  - " + claim + "\n";
    BadInput bad = assertThrows(BadInput.class, () -> parse(text));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{curve: one, at: 3, below: one} | 'at' and 'belowAt' have to be values of the curve",
        "{curve: one, below: one, belowAt: 3} | 'at' and 'belowAt' have to be values of the curve",
        "{curve: one, below: one, from: 3} | the sweep says which episodes count",
      })
  void mistakesInClaimsOfASweep(String claim, String message) {
    String text =
        GOOD.replace("agent: ucb1", "agent: 'ucb1:c={value}'\n    values: [0.5, 2]")
            .replace("from: 11, to: 20", "at: 2")
            .replace("curves:", "sweep: {setting: c, from: 1, to: 20}\ncurves:");
    assertEquals(1, parse(text + "claims:\n  - {curve: one, below: one}\n").claimed().size());
    BadInput bad = assertThrows(BadInput.class, () -> parse(text + "claims:\n  - " + claim + "\n"));
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @Test
  void thereIsSomethingToCompareWith() {
    String alone = GOOD.substring(0, GOOD.indexOf("published:"));
    assertEquals(
        List.of(), parse(alone + "claims:\n  - {curve: one, below: one, from: 1}\n").values());
    String message = assertThrows(BadInput.class, () -> parse(alone)).getMessage();
    assertTrue(message.contains("'published' or 'claims' says what"), message);
  }

  @Test
  void whatIsMeasuredHasToBeThere() {
    String cliff =
        GOOD.replace("environment: bandit", "environment: cliff-walking")
            .replace("agent: ucb1", "agent: sarsa\n    optimizer: sgd");
    String message = assertThrows(BadInput.class, () -> parse(cliff)).getMessage();
    assertTrue(message.contains("does not tell which actions are best"), message);
    String errors = cliff.replace("best-actions", "state-error");
    message = assertThrows(BadInput.class, () -> parse(errors)).getMessage();
    assertTrue(message.contains("predicts no values"), message);
    String tracking =
        GOOD.replace("environment: bandit", "environment: tracking")
            .replace("agent: ucb1", "agent: td\n    optimizer: sgd");
    message =
        assertThrows(BadInput.class, () -> parse(tracking.replace("best-actions", "state-error")))
            .getMessage();
    assertTrue(message.contains("squared-error does without"), message);
    String endless = tracking.replace("environment: tracking", "environment: random-mrp");
    message =
        assertThrows(BadInput.class, () -> parse(endless.replace("best-actions", "state-error")))
            .getMessage();
    assertTrue(message.contains("they want a discount below 1"), message);
    String few =
        GOOD.replace("environment: bandit", "environment: maximization-bias")
            .replace("agent: ucb1", "agent: q-learning\n    optimizer: sgd")
            .replace("best-actions", "first-action\naction: 2");
    message = assertThrows(BadInput.class, () -> parse(few)).getMessage();
    assertTrue(message.contains("begin with the actions 0 to 1 and not with 2"), message);
    assertEquals(
        "td", parse(tracking.replace("best-actions", "squared-error")).curves().get(0).agent());
    assertEquals("sarsa", parse(cliff.replace("best-actions", "return")).curves().get(0).agent());
  }
}
