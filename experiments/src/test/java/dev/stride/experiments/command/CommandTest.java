package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a user types, and what the command answers. */
class CommandTest {
  @TempDir Path directory;

  private static Answer line(String line) {
    return Answer.toLine(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"state-vector", "strange"})
  void theGroundStateOfHydrogenIsFoundOnBothBackends(String backend) {
    JsonNode result =
        line("vqe h2 --ansatz uccsd --optimizer lbfgs --json --backend " + backend).json();
    // Full configuration interaction in STO-3G at 0.735 angstrom; Strange computes in float32.
    assertEquals(-1.137306036, result.get("energy").asDouble(), 1e-8);
    assertEquals(-1.137306036, result.get("exact").asDouble(), 1e-8);
    assertEquals(-1.116998997, result.get("hartreeFock").asDouble(), 1e-8);
    double float32 = backend.equals("strange") ? 1e-6 : 1e-8;
    assertEquals(-1.137306036, result.get("measuredEnergy").asDouble(), float32);
    assertEquals(4, result.get("qubits").asInt());
    assertEquals(2, result.get("electrons").asInt());
    assertEquals(15, result.get("paulis").asInt());
    assertEquals(3, result.get("parameters").asInt());
    assertTrue(result.get("iterations").asInt() > 0);
    assertEquals(0, result.get("ledger").get("shots").asInt());
  }

  @Test
  void everyShotIsCharged() {
    JsonNode result =
        line("vqe h2 --optimizer qng:learningRate=0.2 --shots 1000 --iterations 20 --seed 7 --json")
            .json();
    JsonNode ledger = result.get("ledger");
    // Three excitations, each shifted to four points; one more estimate at the end.
    assertEquals(20, ledger.get("gradients").asInt());
    assertEquals(20, ledger.get("metrics").asInt());
    assertEquals(1, ledger.get("energies").asInt());
    assertEquals((20 * 3 * 4 + 1) * 1000, ledger.get("shots").asInt());
    assertEquals("exact", result.get("metric").asString());
    assertNotEquals(result.get("energy").asDouble(), result.get("measuredEnergy").asDouble());
    assertTrue(result.get("lowestMeasured").asDouble() <= result.get("measuredEnergy").asDouble());
  }

  @Test
  void anEnergyBelowTheExactOneIsNotCalledAccurate() {
    // The ion takes up another electron: its lowest energy with three is -3.0135 hartree.
    String command = "vqe heh+ --ansatz hardware-efficient --optimizer lbfgs";
    JsonNode result = line(command + " --json").json();
    assertTrue(result.get("error").asDouble() < -0.1, result.toString());
    assertFalse(result.get("chemicalAccuracy").asBoolean());
    assertTrue(line(command).out().contains("does not keep the number of electrons"));
  }

  @Test
  void valuesAreExact() {
    // FrozenLake 4x4 at a discount of 0.99; 14/17 without one.
    assertEquals(
        0.5420259320,
        line("values frozen-lake --discount 0.99 --json").json().get("value").asDouble(),
        1e-10);
    assertEquals(
        14.0 / 17, line("values frozen-lake --json").json().get("value").asDouble(), 1e-10);
  }

  @Test
  void learningIsReportedWithIntervals() {
    String command =
        "rl cliff-walking --optimizer adam:learningRate=0.1 --noise gaussian:1"
            + " --episodes 50 --seeds 4 --json --threads ";
    JsonNode result = line(command + 1).json();
    for (String figure : new String[] {"returns", "valueError"}) {
      JsonNode interval = result.get(figure);
      assertTrue(interval.get("low").asDouble() <= interval.get("mean").asDouble());
      assertTrue(interval.get("mean").asDouble() <= interval.get("high").asDouble());
    }
    assertTrue(result.get("steps").asLong() > 4 * 50 * 13);
    assertEquals(result, line(command + 2).json());
  }

  @Test
  void figuresAreListedAndRun() throws IOException {
    assertTrue(line("list").out().endsWith("\nfigure\n"));
    JsonNode first = line("list figure --json").json().get("entries").get(0);
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
    Answer answer = line("run " + file + " --out " + out);
    assertEquals(0, answer.exitCode(), answer.err());
    assertTrue(answer.out().contains("NOT MET; not so"), answer.out());
    assertTrue(answer.out().contains("met; by a guess"), answer.out());
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

    JsonNode json = line("run " + file + " --json --threads 2 --out " + out).json();
    assertEquals(json.toString(), line("run " + file + " --json --out " + out).json().toString());
    assertEquals(1, json.get("met").asInt());
    assertFalse(json.get("published").get(0).get("met").asBoolean());
    assertEquals("not met", json.get("claims").get(0).get("verdict").asString());
    assertEquals("met", json.get("claims").get(1).get("verdict").asString());
    assertEquals(100, json.get("curves").get(0).get("mean").size());
    assertNotEquals(
        json.get("curves"),
        line("run " + file + " --json --seed 2 --out " + out).json().get("curves"));

    Files.delete(out.resolve("figure.json"));
    answer = line("run " + file + " --out " + out);
    assertEquals(2, answer.exitCode());
    assertTrue(answer.err().contains("report.html of something else"), answer.err());
  }

  @Test
  void banditsTellTheirRegret() {
    String command = "rl bandit --agent ucb1 --episodes 200 --seeds 6";
    JsonNode result = line(command + " --json").json();
    double regret = result.get("regret").get("mean").asDouble();
    assertTrue(regret > 0 && regret < 200, result.toString());
    double optimal = result.get("optimal").get("mean").asDouble();
    assertTrue(optimal > 0.2 && optimal < 1, result.toString());
    String text = line(command).out();
    assertTrue(text.contains("regret, total                  "), text);
    assertTrue(text.contains("share of best actions          "), text);
    assertFalse(line("rl cliff-walking --episodes 5 --seeds 2").out().contains("regret"));
  }

  @ParameterizedTest
  @CsvSource({
    "random-walk --agent td, true, true",
    "random-walk --agent swift-td, true, false",
    "bandit --agent ucb1, false, false",
    "bandit --agent exp3, false, false",
  })
  void onlyWhatAnAgentHasIsDrawn(String what, boolean error, boolean stepSize) throws IOException {
    String command = "rl " + what + " --episodes 30 --seeds 1 --pictures --out " + directory;
    String text = line(command).out();
    assertEquals(error, text.contains("TD error, first run"), text);
    assertEquals(stepSize, text.contains("effective step size"), text);
    String page = Files.readString(directory.resolve("report.html"));
    assertEquals(error, page.contains("data-chart=\"surprise\""));
    assertEquals(stepSize, page.contains("data-chart=\"stepSize\""));
  }

  @Test
  void aConstantStepSizeIsFlat() {
    String text = line("rl random-walk --agent td --episodes 30 --seeds 1 --pictures").out();
    assertTrue(text.matches("(?s).*  effective step size   [▁ ]+  0.1 to 0.1\n.*"), text);
  }

  /** The first policy takes all of its 1000 steps, and the display only 500. */
  @Test
  void anEpisodeThatIsShownInPartIsNotCalledCut() throws IOException {
    String command = "rl cliff-walking --episodes 1 --seeds 1 --pictures --out " + directory;
    String summary = "the first 500 steps, rewards so far −500";
    String text = line(command).out();
    assertTrue(text.contains("An episode, step by step: " + summary + "\n"), text);
    String page = Files.readString(directory.resolve("report.html"));
    assertTrue(page.contains("Under what the first run learned: " + summary + "."));
  }

  /** Nobody learned anything, and is told why. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cliff-walking --optimizer sgd:9          | a weight is ",
        "scaled-reward:scale=1e308,of=mountain-car | the rewards of episode 1 add up to -Infinity",
      })
  void whyRunsDivergedIsSaid(String what, String why) {
    Answer answer = line("rl " + what + " --episodes 30 --seeds 2");
    assertEquals(1, answer.exitCode());
    assertTrue(
        answer.err().startsWith("stride: 2 of 2 runs diverged; the first: " + why), answer.err());
    assertEquals(1, answer.err().lines().count(), answer.err());
    assertFalse(answer.out().contains("NaN"), answer.out());
  }

  @Test
  void handlingDecidesWhatAnOptimizerWithAMemorySees() {
    String command = "rl random-walk --optimizer adam:learningRate=0.1 --episodes 20 --seeds 2";
    JsonNode lazy = line(command + " --json").json();
    JsonNode dense = line(command + " --handling dense --json").json();
    assertEquals("lazy", lazy.get("handling").asString());
    assertEquals("dense", dense.get("handling").asString());
    assertEquals(lazy, line(command + " --handling lazy --json").json());
    assertNotEquals(lazy.get("valueError"), dense.get("valueError"));
    String text = line(command + " --handling dense").out();
    assertTrue(text.contains("adam:learningRate=0.1 on dense steps, noise none"), text);
  }

  /** With k features of value 1 a step of α moves a value by kα, which must not be above 1. */
  @ParameterizedTest
  @CsvSource({"cliff-walking, 0.1", "mountain-car, 0.1", "cart-pole, 0.05", "acrobot, 0.025"})
  void theDefaultStepIsSmallerWhereManyFeaturesAreActive(String environment, String rate) {
    JsonNode result = line("rl " + environment + " --episodes 8 --seeds 2 --json").json();
    assertEquals("sgd:learningRate=" + rate, result.get("optimizer").asString());
    assertEquals(0, result.get("diverged").asInt());
  }

  /** Its probabilities sum to 1 when added exactly, and not when added one after the other. */
  @ParameterizedTest
  @ValueSource(strings = {"rl", "rl --agent q-learning", "values"})
  void aProcessThatIsWrongInItselfIsBadInput(String command) throws IOException {
    int n = 100_000;
    Path file = directory.resolve("wide.json");
    Files.writeString(
        file,
        String.format(
            "{\"format\": \"transition-table/1\", \"states\": %d, \"actions\": 2,"
                + " \"initial_distribution\": [1e-5%s], \"P\": [%s]}",
            n,
            ",1e-5".repeat(n - 1),
            ", [[[1, 0, 0, true]], [[1, 0, 0, true]]]".repeat(n).substring(2)));
    Answer answer = line(command.replaceFirst("^\\w+", "$0 table:" + file));
    assertEquals(2, answer.exitCode(), answer.err());
    assertTrue(answer.err().contains("the start has probabilities that sum to 0.99"), answer.err());
  }

  @Test
  void itSaysWhyThereIsNoValueError() {
    String unknown = line("rl drift:of=cart-pole --episodes 2 --seeds 2").out();
    assertTrue(unknown.contains("value error at the end         none: nobody knows"), unknown);
    String diverged =
        line("rl cart-pole --episodes 5 --seeds 2 --optimizer sgd:learningRate=1e300").out();
    assertTrue(diverged.contains("value error at the end         Infinity"), diverged);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mountain-car | mountain-car, tiles, q-learning | tiles",
        "boyan-chain | boyan-chain, own, td-lambda | own",
        "cliff-walking --features aggregation:groups=4 | cliff-walking, aggregation:groups=4, q-learning | aggregation:groups=4",
        "cliff-walking | cliff-walking, q-learning | table",
      })
  void theResultNamesTheFeatures(String choice, String start, String features) throws IOException {
    Path out = directory.resolve("page");
    Answer answer = line("rl " + choice + " --episodes 2 --seeds 1 --out " + out);
    assertTrue(answer.out().startsWith(start + ","), answer.out());
    assertTrue(answer.out().contains(" 2 episodes on 1 seed, "), answer.out());
    String page = Files.readString(out.resolve("report.html"));
    assertEquals(!features.equals("table"), page.contains(" seen by " + features), features);
    String json = Files.readString(out.resolve("result.json"));
    assertTrue(json.contains("\"features\" : \"" + features + "\""), json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--optimizer surprise | it needs a value, which a stream of gradients does not have",
        "--optimizer adam+plateau | it needs a value",
        "--noise gaussian:1 | --noise is for a LANDSCAPE",
        "--iterations 5 | --iterations is for a LANDSCAPE",
        "--figures | --figures is for a LANDSCAPE",
      })
  void whatDoesNotGoWithGradientsIsRefused(String options, String message) throws IOException {
    Path file = directory.resolve("gradients.json");
    Files.writeString(file, "[[1, -2]]");
    Answer answer = line("minimize --start 1,1 --gradients " + file + " " + options);
    assertEquals(2, answer.exitCode());
    assertTrue(answer.err().contains(message), answer.err());
  }

  @Test
  void replayedGradientsMeetTheNoiseOfTheirSeed() throws IOException {
    Path file = directory.resolve("gradients.json");
    Files.writeString(file, "[[1, -2], [1, -2]]");
    String command = "minimize --start 1,1 --optimizer noise+sgd --gradients " + file;
    assertEquals(line(command + " --seed 3").out(), line(command + " --seed 3").out());
    assertNotEquals(line(command + " --seed 3").out(), line(command + " --seed 4").out());
  }

  @Test
  void replayedGradientsLeaveRecommendations() throws IOException {
    Path file = directory.resolve("gradients.json");
    Files.writeString(file, "[[1, -2], [0.01, 0.5]]");
    JsonNode result =
        Answer.to(
                "minimize",
                "--gradients",
                file.toString(),
                "--start",
                "1,1",
                "--optimizer",
                "sgd:learningRate=0.1",
                "--json")
            .json();
    JsonNode trace = result.get("recommendations");
    assertEquals(3, trace.size());
    assertEquals(1, trace.get(0).get(0).asDouble());
    assertEquals(0.9, trace.get(1).get(0).asDouble(), 1e-15);
    assertEquals(1.2, trace.get(1).get(1).asDouble(), 1e-15);
    assertEquals(0.899, trace.get(2).get(0).asDouble(), 1e-15);
    assertEquals(1.15, trace.get(2).get(1).asDouble(), 1e-15);
    assertEquals(trace.get(2), result.get("recommended"));
    assertNull(result.get("trace"));
  }

  /**
   * Plain steps of 1 to 0, -1 and -3, and the means 0, -½ and -4/3 of the points after the start.
   */
  @Test
  void replayedGradientsOfAnAverageLeaveWhatItRecommends() throws IOException {
    Path file = directory.resolve("gradients.json");
    Files.writeString(file, "[[1], [1], [2]]");
    JsonNode result =
        line("minimize --start 1 --optimizer sgd:1+polyak --json --gradients " + file).json();
    double[] expected = {1, 0, -0.5, -4 / 3.0};
    JsonNode points = result.get("recommendations");
    assertEquals(expected.length, points.size());
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], points.get(k).get(0).asDouble(), 1e-15);
    }
    assertEquals(-4 / 3.0, result.get("recommended").get(0).asDouble(), 1e-15);
  }

  @Test
  void aLandscapeIsMinimised() {
    JsonNode result = line("minimize rosenbrock --optimizer lbfgs --json").json();
    assertEquals(0, result.get("value").asDouble(), 1e-15);
    JsonNode points = result.get("recommendations");
    assertEquals(result.get("iterations").asInt() + 1, points.size());
    assertEquals("[-1.2,1.0]", points.get(0).toString());
    assertEquals(result.get("recommended"), points.get(points.size() - 1));
  }

  /** An oscillation of exact gradients is no noise; under noise there is some. */
  @Test
  void figuresKnowWhetherThereIsNoise() {
    String command =
        "minimize quadratic --optimizer momentum:0.01 --iterations 50 --figures --json";
    JsonNode exact = line(command).json().get("figures");
    JsonNode noisy = line(command + " --noise gaussian:1").json().get("figures");
    for (int row = 0; row < exact.get("iteration").size(); row++) {
      assertEquals(0, exact.get("noiseFloor").get(row).asDouble());
      assertTrue(exact.get("signalToNoise").get(row).isNull());
      assertTrue(noisy.get("noiseFloor").get(row).asDouble() > 0);
    }
    // The first step moves each of the ten parameters by 0.01 of a proposal of variance 1.
    assertEquals(10 * 0.01 / 4, noisy.get("noiseFloor").get(0).asDouble(), 1e-15);
    assertTrue(line(command.replace(" --json", "")).out().contains("Infinity          0.000"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer",
        "schedule",
        "noise",
        "landscape",
        "environment",
        "agent",
        "molecule",
        "ansatz",
        "backend"
      })
  void everyKindIsListed(String kind) {
    JsonNode entries = Answer.to("list", kind, "--json").json().get("entries");
    assertFalse(entries.isEmpty());
    entries.forEach(entry -> assertFalse(entry.get("help").asString().isBlank()));
    assertTrue(Answer.to("list").out().contains(kind));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "vqe ",
        "adapt ",
        "excited ",
        "scan ",
        "rl ",
        "values ",
        "minimize ",
        "list ",
        "run ",
        "compare "
      })
  void helpIsThereEverywhere(String command) {
    Answer answer = line(command + "--help");
    assertEquals(0, answer.exitCode());
    assertTrue(answer.out().contains("Usage: stride " + command.strip()), answer.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vq h2 | 'vq' is not a command; did you mean 'vqe'?",
        "vqe h2 --optimzer adam | '--optimzer' is not understood; did you mean '--optimizer'?",
        "vqe | say which MOLECULE",
        "vqe h2 --fcidump x | give one of MOLECULE, --xyz, --geometry and --fcidump, not several",
        "vqe h3 | molecule 'h3' is not known; did you mean 'h2'?",
        "vqe h2:bond=0 | molecule 'h2': bond must be positive, not 0.0",
        "vqe h2:bnd=1 | molecule 'h2' has no key 'bnd'; did you mean 'bond'?",
        "vqe h2 --shots 2 | 2 shots are too few",
        "vqe h2 --shots -1 | --shots must not be negative",
        "vqe h2 --shots 9223372036854775807 | --shots must be at most 1000000000000",
        "vqe h2 --ansatz hardware-efficient:layers=100000 | ansatz 'hardware-efficient': layers",
        "vqe h2 --optimizer adam:learningRate | optimizer 'adam': learningRate has no value",
        "vqe h2 --optimizer adam:learningRate=NaN | optimizer 'adam': learningRate=NaN: it has to be",
        "vqe h2 --optimizer adam+ | optimizer 'adam+' cannot be read: nothing stands on one side",
        "vqe h2 --shots many | Invalid value for option '--shots'",
        "vqe h2 --iterations 0 | --iterations must be at least 1",
        "vqe h2 --optimizer adm | optimizer 'adm' is not known; did you mean 'adam'?",
        "vqe h2 --optimizer adam:learningRate=-1 | optimizer 'adam': learningRate=-1: it has to be",
        "vqe h2 --backend cuda | backend 'cuda' is not known",
        "vqe --fcidump nowhere | nowhere: there is no such file",
        "vqe --fcidump nowhere --charge 1 | --charge does not go with an FCIDUMP file",
        "vqe --xyz nowhere | nowhere: there is no such file",
        "vqe --geometry H | geometry, atom 1: an atom is an element and three coordinates in angstrom",
        "vqe h2 --basis 3-21g | --basis: there is no '3-21g'; it is sto-3g or 6-31g",
        "vqe h2 --active 1e1o | --active '1e1o': the number of active electrons has to be even",
        "vqe h2 --active 2e9o | active=2e9o: there are 2 orbitals for 2 electrons",
        "vqe h2 --charge 1 | charge 1 leaves 1 electron",
        "vqe h2 --mapping jw | mapping 'jw' is not known; known are: jordan-wigner, parity, bravyi",
        "vqe h2 --taper | the excitation [0] -> [2] breaks a symmetry by which qubits were tapered",
        "vqe h2 --ansatz qasm | ansatz 'qasm' needs a file, as in qasm:file=circuit.qasm",
        "vqe h2 --ansatz qasm:file=nowhere | nowhere: there is no such file",
        "vqe h2 --mapping parity --backend subspace | the backend subspace runs excitations on a",
        "vqe h2 --write-fcidump /nowhere/file | /nowhere/file: the file cannot be written",
        "adapt h2 --pool s | pool 's' is not known; did you mean 'sd'?",
        "adapt h2 --operators 0 | operators must be from 1 to 10000, not 0",
        "adapt h2 --gradient -1 | gradient must not be negative",
        "adapt h2 --energy -1 | energy must not be negative",
        "adapt | say which MOLECULE",
        "excited h2 --states 5 | --states must be from 1 to 4, the number of determinants, not 5",
        "excited h2 --method qpe | Invalid value for option '--method'",
        "excited h2 --tries 0 | tries must be from 1 to 1000, not 0",
        "excited h2 --spread -1 | spread must not be negative",
        "excited h2 --beta -1 | beta must not be negative",
        "excited h2o --basis 6-31g | exact diagonalisation goes up to 1000000 determinants",
        "scan h2 | Missing required option: '--bond=FROM:TO:STEP'",
        "scan h2 --bond 1:2 | --bond takes FROM:TO:STEP in angstrom, as in 0.4:2.5:0.1, not 1:2",
        "scan h2 --bond a:2:1 | --bond a:2:1: 'a' is not a number",
        "scan h2 --bond 2:1:1 | --bond 2:1:1: lengths and step must be above 0",
        "scan h2 --bond 1:2:0 | --bond 1:2:0: lengths and step must be above 0",
        "scan h2 --bond 1:200:0.001 | --bond 1:200:0.001 are 199001 points; at most 1000",
        "scan h2:bond=1 --bond 1:2:1 | the scan sets the bond length: leave bond= out of h2:bond=1",
        "scan he --bond 1:2:1 | molecule 'he' has no key 'bond'",
        "scan h2 --xyz file --bond 1:2:1 | say which MOLECULE has the bond to scan, as in h2, and",
        "rl cliff-walking --optimizer qng | optimizer 'qng' does not fit: it needs a metric",
        "rl cliff-walking --optimizer lbfgs | optimizer 'lbfgs' does not fit",
        "rl cliff-walking --agent td-lambda --seeds 0 | --seeds must be at least 1",
        "rl cliff-walking --threads 0 | --threads must be at least 1",
        "rl cliff-walking --discount 2 | discount must be from 0 to 1",
        "rl cliff-walking --noise gaussian:-1 | noise 'gaussian': sd must not be negative",
        "rl random-walk --agent q-learning | agent and environment do not fit",
        "rl cliff-walking --handling eager | Invalid value for option '--handling'",
        "rl random-walk --agent hl-lambda --handling dense | handling is the optimizer's",
        "values frozen-lke | environment 'frozen-lke' is not known; did you mean 'frozen-lake'?",
        "values grid:map=S#G | grid:map=S#G with discount 1.0: where it never ends, the undiscounted value of a policy is infinite; a --discount below 1 or a --time-limit bounds it",
        "rl bandit --agent exp3 --features fourier | agent and environment do not fit: the agent keeps one value for each arm",
        "values frozen-lake --discount 2 | --discount must be from 0 to 1",
        "minimize | say what to minimise",
        "minimize rosenbrock --start 1 | --start has 1 numbers, and rosenbrock has 2",
        "minimize rosenbrock --start a,b | --start takes numbers",
        "minimize rosenbrock --optimizer qng | optimizer 'qng' does not fit",
        "minimize --gradients nowhere --start 1,1 | nowhere: there is no such file",
        "list optimiser | there is no kind 'optimiser'; did you mean 'optimizer'?",
        "run nowhere.yaml | there is no file nowhere.yaml",
      })
  void badInputGetsOneClearMessage(String command, String start) {
    Answer answer = line(command);
    assertEquals(2, answer.exitCode(), answer.err());
    assertTrue(answer.err().startsWith("stride: " + start), answer.err());
    assertFalse(answer.err().contains("\tat "), answer.err());
    assertEquals("", answer.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[1, 2], [3]] | :1:12: this gradient has 1 numbers, and the start has 2",
        "[[1, 2], [3, 4] | :1:16: this is not JSON",
        "[[1, x], [3, 4]] | :1:6: this is not JSON",
        "[[1, 1e999]] | :1:6: every number has to be finite",
        "[1, 2] | :1:2: every gradient is an array of numbers",
        "[[1, 2]] rubbish | :1:10: this is not JSON",
        "[[1, 2]] [] | :1:10: there is more behind the array",
        "[] | : it has no gradients",
        "{} | :1:1: it has to be an array of gradients",
      })
  void aBrokenStreamOfGradientsIsExplained(String text, String message) throws IOException {
    Path file = directory.resolve("gradients.json");
    Files.writeString(file, text);
    Answer answer = Answer.to("minimize", "--gradients", file.toString(), "--start", "1,1");
    assertEquals(2, answer.exitCode());
    assertTrue(answer.err().startsWith("stride: " + file + message), answer.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "values cliff-walking",
        "rl cliff-walking --episodes 1 --seeds 1",
        "vqe h2",
        "adapt h2",
        "excited h2",
        "scan h2 --bond 1:1:1",
        "minimize rosenbrock",
        "list",
        "list optimizer"
      })
  void aDirectoryThatCannotBeWrittenIsRefusedBeforeAnyWork(String command) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "mine");
    Answer answer = line(command + " --json --out " + file);
    assertEquals(2, answer.exitCode());
    assertEquals("", answer.out());
    assertEquals(
        "stride: cannot make the directory " + file + ": " + file + " is a file",
        answer.err().strip());
    assertEquals("mine", Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vqe h22",
        "minimize rosenbrock --start 1",
        "values cliff-walking --method policy",
        "rl cliff-walking --agent none",
        "list nothing"
      })
  void whatIsRefusedLeavesNoDirectory(String command) {
    Path out = directory.resolve("results").resolve("new");
    assertEquals(2, line(command + " --out " + out).exitCode());
    assertFalse(Files.exists(out.getParent()));
  }

  @Test
  void aListIsFiledInANewDirectory() throws IOException {
    Path out = directory.resolve("results").resolve("new");
    Answer answer = line("list agent --json --out " + out);
    assertEquals(answer.out(), Files.readString(out.resolve("result.json")));
  }

  @Test
  void resultsOfSomebodyElseAreNotReplaced() throws IOException {
    Path report = Files.writeString(directory.resolve("report.html"), "mine");
    Answer answer = Answer.to("compare", "--quick", "--out", directory.toString());
    assertEquals(2, answer.exitCode());
    assertEquals(
        "stride: " + directory + " has a report.html of something else; choose another directory",
        answer.err().strip());
    assertEquals("mine", Files.readString(report));
  }

  @Test
  void resultsAreFiledWhenAskedFor() throws IOException {
    Answer answer = Answer.to("values", "cliff-walking", "--json", "--out", directory.toString());
    assertEquals(answer.out(), Files.readString(directory.resolve("result.json")));
  }
}
