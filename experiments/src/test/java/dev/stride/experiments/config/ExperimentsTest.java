package dev.stride.experiments.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.experiments.task.RlSetup;
import dev.stride.experiments.task.RlTask;
import dev.stride.experiments.task.Tasks;
import dev.stride.experiments.task.Track;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.rl.Handling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentsTest {
  private static final String GOOD =
      """
      name: small
      question: Which one?
      seed: 7
      seeds: 10
      tuning: {seeds: 2, draws: 3}
      levels: [calm, rough]
      optimizers:
        - {use: sgd, tune: learningRate, from: 1e-3, to: 0.1}
        - {use: lbfgs, on: [landscape]}
      problems:
        - name: bowl
          target: 0.01
          landscape: {function: quadratic, values: 500, noise: [none, "gaussian:0.1"]}
        - name: walk
          target: 0.1
          rl: {environment: random-walk, agent: td-lambda, episodes: 20, noise: [none, gaussian]}
      """;

  private static Experiment parse(String text) {
    return Experiments.parse("e.yaml", text, new Tasks());
  }

  private static String message(String text) {
    return assertThrows(BadInput.class, () -> parse(text)).getMessage();
  }

  @Test
  void handlingIsReadAndAWrongOneIsNamed() {
    RlSetup lazy = (RlSetup) parse(GOOD).problems().get(1).setup();
    assertNull(lazy.handling());
    String dense = GOOD.replace("episodes: 20,", "episodes: 20, handling: dense,");
    RlSetup setup = (RlSetup) parse(dense).problems().get(1).setup();
    assertEquals(Handling.DENSE, setup.handling());
    String wrong = message(dense.replace("handling: dense", "handling: dens"));
    assertTrue(
        wrong.contains("'dens' is not known; did you mean 'dense'?; known are: lazy, dense"),
        wrong);
    double gap = RlTask.of(lazy, 0).run("adam", Streams.of(1)).gap();
    assertNotEquals(gap, RlTask.of(setup, 0).run("adam", Streams.of(1)).gap());
  }

  @ParameterizedTest
  @ValueSource(strings = {"idbd", "autostep", "alpha-bound", "obgd", "vsgd", "tidbd", "autotidbd"})
  void aRuleThatReadsTracesFitsWhereThereAreTraces(String rule) {
    String both = GOOD.replace("{use: lbfgs, on: [landscape]}", "{use: " + rule + "}");
    String message = message(both);
    assertEquals(
        "e.yaml:9:11: optimizer '"
            + rule
            + "' does not fit: it needs a trace, which a landscape does not have (problem 'bowl')",
        message);
    Experiment named = parse(both.replace("{use: " + rule, "{use: " + rule + ", on: [rl]"));
    assertEquals(rule, named.optimizers().get(1).use());
    Experiment alone = parse(both.replaceFirst("(?s)  - name: bowl.*(?=  - name: walk)", ""));
    assertTrue(alone.optimizers().get(1).isOn(Track.RL));
    RlSetup walk = (RlSetup) alone.problems().get(0).setup();
    assertTrue(Double.isFinite(RlTask.of(walk, 0).run(rule, Streams.of(1)).gap()));
  }

  @Test
  void whatTheFileSaysIsWhatIsRead() {
    Experiment e = parse(GOOD);
    assertEquals("small", e.name());
    assertEquals(7, e.seed());
    assertEquals(new Tuning(2, 3), e.tuning());
    assertEquals(List.of("calm", "rough"), e.levels());
    assertEquals(List.of(0.001, 0.01, 0.1), e.optimizers().get(0).grid(3));
    assertEquals(List.of(), e.optimizers().get(1).grid(3));
    assertTrue(e.optimizers().get(0).isOn(Track.RL));
    assertEquals(List.of(Track.LANDSCAPE), e.optimizers().get(1).on());
    assertEquals(Track.RL, e.problems().get(1).track());
    assertEquals(List.of("none", "gaussian:0.1"), e.problems().get(0).setup().noises());
  }

  @Test
  void theCanonicalTextTellsExperimentsApart() {
    Experiment e = parse(GOOD);
    assertEquals(Experiments.canonical(e), Experiments.canonical(parse(GOOD + "# no change\n")));
    assertNotEquals(Experiments.canonical(e), Experiments.canonical(e.withSeed(8)));
  }

  /** Each row replaces one piece of the good file and names the message that follows. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "seed: 7 | sede: 7 | 1:1: the experiment has no 'seed'",
        "seeds: 10 | seeds: 0 | 4:8: seeds must be at least 1, not 0",
        "seeds: 10 | seeds: ten | 4:8: seeds has to be a whole number, not 'ten'",
        "seeds: 10 | seeds: 2.5 | 4:8: seeds has to be a whole number, not 2.5",
        "seeds: 10 | seeds: 3000000000 | 4:8: seeds must be at most 2147483647, not 3000000000",
        "seeds: 10 | seeds: | 4:7: seeds has to be a whole number, not empty",
        "draws: 3 | drws: 3 | 5:20: 'drws' is not known here; did you mean 'draws'?; known are: draws, seeds",
        "draws: 3 | draws: 1 | 5:27: draws must be at least 2, not 1",
        "seed: 7 | seeds: 7 | 4:1: 'seeds' is given twice",
        "[calm, rough] | [] | 6:9: levels must not be empty",
        "[calm, rough] | [calm, calm] | 6:16: level 'calm' is given twice",
        "[calm, rough] | [calm] | 13:58: each level needs one entry here: 1, not 2",
        "use: sgd | use: sdg | 8:11: optimizer 'sdg' is not known; did you mean 'sgd'?",
        "use: sgd | use: nelder-mead | 8:30: optimizer 'nelder-mead' has no key 'learningRate'",
        "1e-3 | 0.2 | 8:42: from must be below to, and 0.2 is not below 0.1",
        "1e-3 | -1 | 8:42: from must be above 0.0, not -1",
        ", from: 1e-3 | `` | 8:5: tune, from and to go together, and from is missing",
        "tune: learningRate | tune: learningrate | 8:22: optimizer 'sgd' has no key 'learningrate'",
        "[landscape] | [landscapes] | 9:23: 'landscapes' is not known; did you mean 'landscape'?; known are: vqe, rl, landscape",
        ", on: [landscape] | `` | 9:11: optimizer 'lbfgs' does not fit: it is a minimizer, which takes a whole objective; temporal-difference learning takes rules",
        "use: lbfgs | use: sgd | 9:11: optimizer 'sgd' is given twice for one track",
        "[landscape] | [vqe] | 9:5: optimizer 'lbfgs' takes part in no problem; it is on [vqe]",
        "name: walk | name: bowl | 14:11: two problems are named 'bowl'",
        "target: 0.01 | target: 0 | 12:13: target must be above 0.0, not 0",
        "landscape: { | rl: { | 13:10: 'function' is not known here",
        "quadratic | quadratik | 13:27: landscape 'quadratik' is not known; did you mean 'quadratic'?",
        "random-walk | random-walk:states=4.5 | 16:23: environment 'random-walk': states=4.5: it has to be a whole number",
        "td-lambda | epsilon-greedy | 16:9: ",
        "[none, gaussian] | [none, gausian] | 16:82: noise 'gausian' is not known; did you mean 'gaussian'?",
        "[none, gaussian] | [none, none] | 16:82: noise 'none' is given twice",
      })
  void aMistakeIsNamedWithItsPlace(String good, String bad, String expected) {
    assertTrue(GOOD.contains(good), good);
    String text = GOOD.replaceFirst(Pattern.quote(good), bad);
    String message = message(text);
    assertTrue(message.lines().anyMatch(line -> line.startsWith("e.yaml:" + expected)), message);
  }

  @Test
  void aProblemNeedsExactlyOneSetup() {
    String none = GOOD.replaceFirst("landscape: \\{function.*", "");
    assertTrue(
        message(none)
            .contains(
                "e.yaml:11:5: problem 'bowl' needs exactly one of vqe, rl and landscape, and has []"),
        message(none));
  }

  @Test
  void everyMistakeIsReportedAtOnceInTheOrderOfTheFile() {
    String text =
        GOOD.replace("seeds: 10", "seeds: -1")
            .replace("draws: 3", "drawers: 3")
            .replace("use: sgd", "use: sdg")
            .replace("name: walk", "name: bowl")
            .replace("0.01", "none");
    List<String> places =
        message(text)
            .lines()
            .map(line -> line.replaceAll("^(e.yaml:\\d+:\\d+): .*", "$1"))
            .toList();
    assertEquals(
        List.of(
            "e.yaml:4:8",
            "e.yaml:5:9",
            "e.yaml:5:20",
            "e.yaml:8:11",
            "e.yaml:12:13",
            "e.yaml:14:11"),
        places);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: [1, 2\\nseed: 3 | e.yaml:2:5: this is not YAML: expected ',' or ']'",
        "a: b: c | e.yaml:1:5: this is not YAML: mapping values are not allowed here",
        "a: 1\\n\\tb: 2 | e.yaml:2:1: this is not YAML: found character '\\t(TAB)'",
        "a: \\\"x | e.yaml:1:6: this is not YAML: found unexpected end of stream",
        "`` | e.yaml:1:1: this is not an experiment",
        "- 1 | e.yaml:1:1: this is not an experiment",
      })
  void brokenYamlIsNamedWithItsPlace(String text, String expected) {
    String message = message(text.translateEscapes());
    assertTrue(message.startsWith(expected.replace("\\t", "\\t")), message);
  }

  @Test
  void aliasesAndSecondDocumentsAreRefusedRatherThanMisread() {
    String alias = GOOD.replace("seed: 7", "seed: &s 7").replace("draws: 3", "draws: *s");
    assertTrue(message(alias).contains("aliases such as *s are not supported"), message(alias));
    String second = GOOD + "---\nname: other\n";
    assertTrue(message(second).contains("a second document starts here"), message(second));
  }

  @Test
  void aFileThatCannotBeReadIsOneMessage(@TempDir Path directory) throws IOException {
    Path missing = directory.resolve("missing.yaml");
    assertEquals(
        "there is no file " + missing,
        assertThrows(BadInput.class, () -> Experiments.load(missing, new Tasks())).getMessage());
    Path binary = directory.resolve("binary.yaml");
    Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertEquals(
        binary + " is not a text in UTF-8",
        assertThrows(BadInput.class, () -> Experiments.load(binary, new Tasks())).getMessage());
    assertTrue(
        assertThrows(BadInput.class, () -> Experiments.load(directory, new Tasks()))
            .getMessage()
            .startsWith("cannot read " + directory));
  }
}
