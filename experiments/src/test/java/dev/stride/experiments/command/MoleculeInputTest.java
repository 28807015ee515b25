package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Molecules as users give them, and what they are told. */
class MoleculeInputTest {
  @TempDir Path directory;

  /** A full shell has no parameters: Hartree-Fock is exact. Published for STO-3G. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "He 0 0 0 | -2.807784",
        "Ne 0 0 0 | -126.604525",
      })
  void aFullShellHasAnEnergy(String geometry, double expected) {
    JsonNode result = Answer.to("vqe", "--geometry", geometry, "--json").json();
    assertEquals(expected, result.get("energy").asDouble(), 1e-6);
    assertEquals(expected, result.get("exact").asDouble(), 1e-6);
    assertEquals(0, result.get("parameters").asInt());
    assertTrue(result.get("chemicalAccuracy").asBoolean());
  }

  @ParameterizedTest
  @CsvSource({"vqe he", "adapt he", "excited he --states 1"})
  void heliumIsFoundByEverySolver(String line) {
    Answer answer = Answer.toLine(line);
    assertEquals(0, answer.exitCode(), answer.err());
    assertTrue(answer.out().contains("-2.80778"), answer.out());
  }

  @Test
  void filesMayStartWithAByteOrderMark() throws IOException {
    Path file = directory.resolve("h2.xyz");
    Files.writeString(file, "\ufeff2\r\n\r\nH 0 0 0\r\nH\t0 0 7.35e-1\r\n", StandardCharsets.UTF_8);
    JsonNode result = Answer.to("vqe", "--xyz", file.toString(), "--json").json();
    assertEquals(-1.137306036, result.get("exact").asDouble(), 1e-8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scan h2 --bond 1:2:1e-300 | at most 1000 are allowed",
        "scan h2 --bond 1:1e300:1 | at most 1000 are allowed",
        "scan h2 --bond 1:2:1 --xyz water.xyz | say which MOLECULE has the bond",
        "scan h2 --bond 1:2:1 --fcidump h2.fcidump | say which MOLECULE has the bond",
        "scan --xyz water.xyz --bond 1:2:1 | say which MOLECULE has the bond",
      })
  void whatCannotBeScannedIsSaid(String line, String message) {
    Answer answer = Answer.toLine(line);
    assertEquals(2, answer.exitCode());
    assertTrue(answer.err().contains(message), answer.err());
    assertEquals(1, answer.err().lines().count(), answer.err());
  }

  @Test
  void aCountBeyondAllLinesIsSaid() throws IOException {
    Path file = directory.resolve("large.xyz");
    Files.writeString(file, "2147483647\n\nHe 0 0 0\n");
    Answer answer = Answer.to("vqe", "--xyz", file.toString());
    assertEquals(2, answer.exitCode());
    assertTrue(answer.err().contains("large.xyz:4: the file has 1 atoms"), answer.err());
  }

  /** The oxygen atom is a triplet, which excitations of a closed shell do not reach. */
  @Test
  void aGroundStateOfAnotherSpinIsSaid() {
    Answer oxygen = Answer.to("vqe", "--geometry", "O 0 0 0", "--iterations", "30");
    assertTrue(oxygen.out().contains("another total spin (S² = 2.00)"), oxygen.out());
    assertFalse(Answer.toLine("vqe h2").out().contains("another total spin"));
  }

  /** Stretched hydrogen has a lower unrestricted solution; all subcommands say so. */
  @ParameterizedTest
  @CsvSource({
    "vqe h2:bond=2.0",
    "adapt h2:bond=2.0",
    "excited h2:bond=2.0 --states 1",
    "scan h2 --bond 1.8:2.0:0.2"
  })
  void warningsOfHartreeFockAreSaid(String line) {
    String out = Answer.toLine(line).out();
    assertTrue(out.contains("an unrestricted Hartree-Fock solution lies lower"), out);
  }

  @Test
  void aScanSaysWhereAWarningBegins() {
    Answer text = Answer.toLine("scan h2 --bond 0.8:2.0:0.4");
    assertTrue(text.out().contains("note: at 1.2000 Å an unrestricted"), text.out());
    assertTrue(text.out().contains("(warnings at 3 lengths, up to 2.0000 Å)"), text.out());
    JsonNode points = Answer.toLine("scan h2 --bond 0.8:2.0:0.4 --json").json().get("points");
    assertEquals(0, points.get(0).get("warnings").size());
    assertEquals(1, points.get(3).get("warnings").size());
  }
}
