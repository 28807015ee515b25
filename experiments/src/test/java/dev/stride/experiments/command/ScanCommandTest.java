package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code stride scan} against Psi4 at three lengths, and what it leaves behind. */
class ScanCommandTest {
  private static final String SCAN = "scan h2 --bond 0.5:2.5:1";
  private static final double[] BOND = {0.5, 1.5, 2.5};
  private static final double[] HARTREE_FOCK = {-1.042996274751, -0.910873554382, -0.702943599579};
  private static final double[] EXACT = {-1.055159794688, -0.998149353358, -0.936054919944};

  @TempDir Path directory;

  /** Of the reference's table, as the others. */
  private static final double[] NUCLEAR = {1.058354421, 0.352784807, 0.211670884};

  private static final double[] MP2 = {-1.051486070, -0.956295283, -0.853542317};

  @Test
  void pointsAreExactAndStartFromOneAnother() {
    JsonNode result = Answer.toLine(SCAN + " --json").json();
    assertEquals("h2", result.get("molecule").asString());
    assertEquals("sto-3g", result.get("basis").asString());
    JsonNode points = result.get("points");
    assertEquals(3, points.size());
    for (int k = 0; k < 3; k++) {
      JsonNode point = points.get(k);
      assertEquals(BOND[k], point.get("bond").asDouble());
      assertEquals(HARTREE_FOCK[k], point.get("hartreeFock").asDouble(), 1e-9);
      assertEquals(EXACT[k], point.get("exact").asDouble(), 1e-9);
      assertEquals(EXACT[k], point.get("energy").asDouble(), 1e-8);
      assertEquals(NUCLEAR[k], point.get("nuclearRepulsion").asDouble(), 1e-9);
      assertEquals(MP2[k], point.get("mp2").asDouble(), 1e-9);
      assertEquals(0, point.get("frozenElectrons").asDouble());
      assertEquals(EXACT[k] - HARTREE_FOCK[k], point.get("correlation").asDouble(), 1e-8);
      assertTrue(point.get("chemicalAccuracy").asBoolean());
      assertEquals(k > 0, point.get("warmStart").asBoolean());
      assertEquals(3, point.get("theta").size());
      assertEquals(k > 0 ? 1 : 0, point.get("warnings").size());
    }
    assertFalse(result.has("backward"));
  }

  /** Such steps leave the numbers that there are. */
  @Test
  void aSearchThatDivergesFailsTheScan() {
    Answer answer = Answer.toLine("scan h2 --bond 0.7:0.8:0.1 --optimizer sgd:learningRate=1e308");
    assertEquals(1, answer.exitCode());
    assertEquals("stride: diverged: the search at 0.7000, 0.8000 Å\n", answer.err());
    assertTrue(answer.out().contains("  ansatz, diverged\n"), answer.out());
    assertEquals("", Answer.toLine("scan h2 --bond 0.7:0.8:0.1").err());
  }

  @Test
  void theWayBackIsCompared() {
    JsonNode result = Answer.toLine(SCAN + " --back --json").json();
    assertEquals(3, result.get("forward").size());
    JsonNode backward = result.get("backward");
    for (int k = 0; k < 3; k++) {
      assertEquals(BOND[k], backward.get(k).get("bond").asDouble());
      assertEquals(EXACT[k], backward.get(k).get("energy").asDouble(), 1e-8);
    }
    assertEquals(0, result.get("hysteresis").asDouble(), 1e-8);
    String text = Answer.toLine(SCAN + " --back").out();
    assertTrue(text.contains("  the two ways differ by up to 0.000000 mHa\n"), text);
  }

  @Test
  void textIsATable() {
    Answer answer = Answer.toLine(SCAN);
    String rows =
        """
        h2, sto-3g, uccsd, lbfgs
          bond, Å  Hartree-Fock, Ha        energy, Ha         exact, Ha    error, mHa  iterations  start
           0.5000      -1.042996275      -1.055159795      -1.055159795      0.000000           3  ansatz
        """;
    assertTrue(answer.out().startsWith(rows), answer.out());
    assertTrue(answer.out().contains("  lowest: -1.055159795 Ha at 0.5000 Å\n"), answer.out());
    assertTrue(
        answer.out().contains("  note: at 1.5000 Å an unrestricted Hartree-Fock"), answer.out());
    assertTrue(answer.out().contains("(warnings at 2 lengths, up to 2.5000 Å)\n"), answer.out());
    assertFalse(answer.out().contains("-0.000000"), answer.out());
    assertEquals("", answer.err());
  }

  @Test
  void pointsAreFiled() throws IOException {
    Path out = directory.resolve("new");
    Answer answer = Answer.toLine(SCAN + " --frozen-core --out " + out);
    assertEquals(0, answer.exitCode(), answer.err());
    List<String> csv = Files.readAllLines(out.resolve("scan.csv"));
    assertEquals(
        "bond,hartreeFock,energy,measuredEnergy,exact,errorMilliHartree,circuits", csv.get(0));
    assertEquals(4, csv.size());
    for (int k = 0; k < 3; k++) {
      String[] fields = csv.get(k + 1).split(",", -1);
      assertEquals(7, fields.length);
      assertEquals(BOND[k], Double.parseDouble(fields[0]));
      assertEquals(EXACT[k], Double.parseDouble(fields[2]), 1e-8);
    }
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(page.contains("<h1>h2, sto-3g, frozen core, uccsd</h1>"));
    assertTrue(page.contains("stride scan h2 --bond 0.5:2.5:1 --frozen-core --out " + out));
    assertTrue(page.contains("<th scope=\"row\">2.5000</th><td>-0.702943600</td>"));
    try (var files = Files.list(out)) {
      assertEquals(
          List.of("report.html", "result.json", "scan.csv"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  /** A shell would take the semicolons for its own. */
  @Test
  void whatAShellTakesApartIsQuoted() throws IOException {
    String atoms = "H 0 0 0; H 0 0 0.735";
    Answer answer = Answer.to("vqe", "--geometry", atoms, "--out", directory.toString());
    assertEquals(0, answer.exitCode(), answer.err());
    String page = Files.readString(directory.resolve("report.html"));
    assertTrue(page.contains("stride vqe --geometry '" + atoms + "' --out " + directory));
  }

  /** An interrupt, as Ctrl-C sends it, to a process of its own. */
  @Test
  @Timeout(120)
  void whatWasDoneIsThereAfterAnInterrupt() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/env")), "needs env");
    Path csv = directory.resolve("scan.csv");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String points = "0.8:1.6:0.001";
    Process process =
        new ProcessBuilder(
                "/usr/bin/env",
                "--default-signal=INT",
                java,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stride.experiments.Main",
                "scan",
                "h2o",
                "--bond",
                points,
                "--out",
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    try {
      while (process.isAlive() && !Files.exists(csv)) {
        Thread.sleep(20);
      }
      assumeTrue(process.isAlive(), "needs an env that knows --default-signal");
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      assertEquals(130, process.exitValue());
    } finally {
      process.destroyForcibly().waitFor();
    }
    String text = Files.readString(csv);
    assertTrue(text.endsWith("\n"), text);
    List<String> lines = text.lines().toList();
    assertTrue(lines.size() > 1 && lines.size() < 801, text);
    lines.forEach(line -> assertEquals(7, line.split(",", -1).length, line));
    assertFalse(Files.exists(directory.resolve("report.html")));
    assertFalse(Files.exists(directory.resolve("result.json")));
  }
}
