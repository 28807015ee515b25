package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.Entry;
import dev.stride.optim.form.Registry;
import dev.stride.vqe.Pools;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.circuit.Ansatzes;
import dev.stride.vqe.operator.Mappings;
import dev.stride.vqe.simulator.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code stride vqe} against energies of Psi4, NWChem and a second full CI program. */
class VqeCommandTest {
  /** FCIDUMP files by Psi4, see the README beside them. */
  private static final Path REFERENCE =
      Path.of("..", "vqe", "src", "test", "resources", "reference", "chemistry", "fcidump");

  /** Water in the coordinates that Psi4 had, in angstrom. */
  private static final String WATER =
      "O 0 0 0; H 0 -0.7575407978 0.5870796366; H 0 0.7575407978 0.5870796366";

  @TempDir Path directory;

  private static JsonNode vqe(String arguments) {
    return Answer.toLine("vqe " + arguments + " --json").json();
  }

  private static void assertValue(double expected, JsonNode result, String key, double tolerance) {
    assertEquals(expected, result.get(key).asDouble(), tolerance, key);
  }

  /** Nuclear repulsion, frozen and active electrons are all there is. */
  private static void assertAddsUp(JsonNode result) {
    double sum =
        result.get("nuclearRepulsion").asDouble()
            + result.get("frozenElectrons").asDouble()
            + result.get("activeElectrons").asDouble();
    assertValue(sum, result, "energy", 1e-11);
    double correlation = result.get("correlation").asDouble();
    assertValue(result.get("hartreeFock").asDouble() + correlation, result, "energy", 1e-11);
    assertValue(
        result.get("hartreeFock").asDouble() + result.get("exactCorrelation").asDouble(),
        result,
        "exact",
        1e-11);
    assertValue(1000 * result.get("error").asDouble(), result, "errorMilliHartree", 1e-12);
  }

  /** The frozen part is the reference's core energy less the nuclear repulsion. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h2 | 4 | 15 | 0.7199689941 | 0 | -1.1169989967 | -1.1300208767 | -1.1373060358 | -1.1373060358 | 0",
        "h2:bond=0.7414 --basis 6-31g | 8 | 185 | 0.7137539934 | 0 | -1.1267339671 | -1.1441304113 | -1.1516827321 | -1.1516827321 | 0",
        "heh+ | 4 | 27 | 1.3709254162 | 0 | -2.8413824899 | -2.8486274761 | -2.8510240300 | -2.8510240300 | 2.8278635147",
        "lih --frozen-core | 10 | 276 | 0.9953176376 | -7.7982911877 | -7.8620238601 | -7.8746605341 | -7.8821745058 | -7.8821745058 | 4.8575033668",
        "lih | 12 | 631 | 0.9953176376 | 0 | -7.8620238601 | -7.8748884983 | -7.8824019323 | -7.8823914276 | 4.8575033668",
        "h2o --frozen-core | 12 | 551 | 9.1836171614 | -60.6592633722 | -74.9631198617 | -74.9986214423 | -75.0126813052 | -75.0125838400 | 1.7246807365",
      })
  void energiesAreThoseOfOtherPrograms(
      String molecule,
      int qubits,
      int paulis,
      double nuclear,
      double frozen,
      double hartreeFock,
      double mp2,
      double exact,
      double uccsd,
      double dipole) {
    JsonNode result = vqe(molecule);
    assertEquals(qubits, result.get("qubits").asInt());
    assertEquals(paulis, result.get("paulis").asInt());
    assertValue(nuclear, result, "nuclearRepulsion", 1e-9);
    assertValue(frozen, result, "frozenElectrons", 1e-8);
    assertValue(hartreeFock, result, "hartreeFock", 1e-8);
    assertValue(mp2, result, "mp2", 1e-8);
    assertValue(exact, result, "exact", 1e-8);
    assertValue(uccsd, result, "energy", 1e-7);
    assertValue(dipole, result, "dipoleDebye", 1e-6);
    assertTrue(result.get("chemicalAccuracy").asBoolean());
    assertTrue(result.get("scfConverged").asBoolean());
    assertAddsUp(result);
  }

  /** Energies of facts that are known to eight digits; orbitals that are degenerate. */
  @Test
  void smallActiveSpacesAndDegenerateOrbitals() {
    JsonNode lithium = vqe("lih --active 2e3o");
    assertEquals(6, lithium.get("qubits").asInt());
    assertEquals(118, lithium.get("paulis").asInt());
    assertEquals("2e3o", lithium.get("active").asString());
    assertValue(-7.88114508, lithium, "exact", 1e-8);
    assertValue(-7.88114508, lithium, "energy", 1e-7);
    assertAddsUp(lithium);
    assertEquals(lithium.get("exact"), vqe("lih --active 1,2,5").get("exact"));

    JsonNode ion = vqe("h3+");
    assertEquals(6, ion.get("qubits").asInt());
    assertEquals(1, ion.get("charge").asInt());
    assertValue(1.6117072406, ion, "nuclearRepulsion", 1e-9);
    assertValue(-1.2465707424, ion, "hartreeFock", 1e-8);
    assertValue(-1.2744373073, ion, "exact", 1e-8);
    assertValue(-1.2744373073, ion, "energy", 1e-7);
    assertAddsUp(ion);
  }

  @Test
  void aGeometryIsReadFromAFileAndFromTheCommandLine() throws IOException {
    Path file = directory.resolve("water.xyz");
    Files.writeString(file, "3\nwater, as Psi4 had it\n" + WATER.replace("; ", "\n") + "\n");
    JsonNode read = vqe("--xyz " + file + " --basis sto-3g --ansatz uccsd");
    assertEquals(file.toString(), read.get("xyz").asString());
    assertEquals("sto-3g", read.get("basis").asString());
    assertValue(9.183617161353, read, "nuclearRepulsion", 1e-11);
    assertValue(-74.963119861674, read, "hartreeFock", 1e-9);
    assertValue(-75.012759313183, read, "exact", 1e-9);
    assertValue(-75.012662029, read, "energy", 1e-7);
    assertAddsUp(read);

    JsonNode given = Answer.to("vqe", "--geometry", WATER, "--frozen-core", "--json").json();
    assertEquals(WATER, given.get("geometry").asString());
    assertTrue(given.get("frozenCore").asBoolean());
    assertValue(-75.012681305225, given, "exact", 1e-9);
    assertValue(-51.475646210869 - 9.183617161353, given, "frozenElectrons", 1e-9);

    // A geometry of a published tutorial: 1.1 angstrom, 104 degrees.
    String crawford =
        "O 0 -0.07579183809892048 0; H 0.8668117661812762 0.6014357357056943 0;"
            + " H -0.8668117661812762 0.6014357357056943 0";
    JsonNode other = Answer.to("vqe", "--geometry", crawford, "--json").json();
    assertValue(8.00236706181, other, "nuclearRepulsion", 1e-10);
    assertValue(-74.942079928192, other, "hartreeFock", 1e-9);
    assertValue(-75.012980198443, other, "exact", 1e-9);
    assertValue(-75.012842789, other, "energy", 1e-7);
    assertValue(1.533998114091, other, "dipoleDebye", 1e-6);
  }

  @Test
  void aChargeMakesAnIon() {
    JsonNode ion =
        Answer.to("vqe", "--geometry", "He 0 0 0; H 0 0 0.772", "--charge", "1", "--json").json();
    assertEquals(1, ion.get("charge").asInt());
    assertEquals(2, ion.get("electrons").asInt());
    assertValue(-2.851024030049, ion, "exact", 1e-9);
  }

  @Test
  void integralsAreReadAndWritten() {
    Path psi4 = REFERENCE.resolve("h4lin_sto3g_r0.9000.full.FCIDUMP");
    JsonNode chain = vqe("--fcidump " + psi4);
    assertEquals(psi4.toString(), chain.get("fcidump").asString());
    assertValue(2.547890273596, chain, "core", 1e-10);
    assertValue(-2.124259738914, chain, "hartreeFock", 1e-9);
    assertValue(-2.180316614310, chain, "exact", 1e-9);
    assertValue(-2.180279416, chain, "energy", 1e-7);
    assertValue(
        chain.get("core").asDouble() + chain.get("activeElectrons").asDouble(),
        chain,
        "energy",
        1e-12);
    assertFalse(chain.has("mp2"));

    Path own = directory.resolve("lih.fcidump");
    JsonNode written = vqe("lih --active 2e3o --write-fcidump " + own);
    JsonNode back = vqe("--fcidump " + own);
    assertValue(
        written.get("nuclearRepulsion").asDouble() + written.get("frozenElectrons").asDouble(),
        back,
        "core",
        1e-12);
    for (String key : new String[] {"energy", "exact", "hartreeFock"}) {
      assertValue(written.get(key).asDouble(), back, key, 1e-10);
    }
    assertTrue(Answer.toLine("vqe --fcidump " + own).out().contains("nuclei and frozen electrons"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h2 --mapping jordan-wigner | 4",
        "h2 --mapping parity | 4",
        "h2 --mapping parity:reduced=true | 2",
        "h2 --mapping bravyi-kitaev | 4",
        "h2 --taper --ansatz uccsd:screen=symmetry | 1",
        "h2 --taper --mapping parity --ansatz uccsd:screen=symmetry | 1",
        "h2 --taper --mapping bravyi-kitaev --ansatz uccsd:screen=symmetry | 1",
        "h2 --backend auto | 4",
        "h2 --backend subspace | 4",
        "h2 --backend state-vector | 4",
      })
  void mappingsAndBackendsLeaveTheEnergyAsItIs(String options, int qubits) {
    JsonNode result = vqe(options);
    assertEquals(qubits, result.get("qubits").asInt());
    assertEquals(options.contains("--taper"), result.get("tapered").asBoolean());
    assertValue(-1.1373060358, result, "energy", 1e-8);
    String larger = options.replace("h2", "lih --active 2e3o");
    assertValue(-7.88114508, vqe(larger), "energy", 1e-7);
  }

  @Test
  void strangeMeasuresInSinglePrecision() {
    assertValue(-1.1373060358, vqe("h2 --backend strange"), "measuredEnergy", 2e-6);
  }

  @Test
  void circuitsAreWrittenAndReadBack() throws IOException {
    Path two = directory.resolve("two.qasm");
    Path three = directory.resolve("three.qasm");
    Answer answer = Answer.toLine("vqe h2 --circuit --qasm " + two + " --qasm3 " + three);
    assertEquals(0, answer.exitCode(), answer.err());
    assertTrue(answer.out().contains("\nq0 ─┤X├─┤a θ0├"), answer.out());
    assertTrue(answer.out().contains("\nq3 ──────┤a†├"), answer.out());
    assertFalse(Answer.toLine("vqe h2").out().contains("q0"));
    assertTrue(Files.readString(two).startsWith("OPENQASM 2.0;"));
    assertTrue(Files.readString(three).startsWith("OPENQASM 3"));
    // At the angles found, which version 2 writes out, the search has nothing to improve.
    JsonNode found = vqe("h2 --iterations 1 --ansatz qasm:file=" + two);
    assertValue(-1.1373060358, found, "energy", 1e-8);
    JsonNode inputs = vqe("h2 --ansatz qasm:file=" + three);
    assertEquals(3, inputs.get("parameters").asInt());
    assertValue(-1.1373060358, inputs, "energy", 1e-8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "heh+ | with 3 electrons in these orbitals the energy is lower: -3.013485720 Ha",
        "h3+ | with 3 electrons in these orbitals the energy is lower: -1.358488018 Ha",
        "h2:bond=1.5 | an unrestricted Hartree-Fock solution lies lower (lowest eigenvalue of the triplet orbital Hessian -0.2092)",
      })
  void aReaderIsWarned(String molecule, String warning) {
    JsonNode warnings = vqe(molecule).get("warnings");
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).asString().startsWith(warning), warnings.toString());
    assertTrue(Answer.toLine("vqe " + molecule).out().contains("\n  note: " + warning));
  }

  @Test
  void aReaderIsNotWarnedOfNothing() {
    assertTrue(vqe("h2o").get("warnings").isEmpty());
    Answer answer = Answer.toLine("vqe h2");
    assertFalse(answer.out().contains("note:"), answer.out());
    assertEquals("", answer.err(), "it is too short for progress");
  }

  /** The smallest molecule beyond the limit: C(13, 5)² determinants. */
  @Test
  void anExactEnergyThatIsNotThereHasAReason() {
    String command =
        "vqe h2o --basis 6-31g --iterations 1 --ansatz uccsd:screen=mp2,threshold=0.06";
    Answer answer = Answer.toLine(command + " --json --out " + directory);
    JsonNode result = answer.json();
    assertTrue(result.get("exact").isNull());
    assertTrue(result.get("error").isNull());
    assertTrue(result.get("chemicalAccuracy").isNull());
    String reason = result.get("exactMissing").asString();
    assertTrue(reason.contains("goes up to 1000000 determinants"), reason);
    assertTrue(reason.contains("here are 1656369, 1287 and 13"), reason);
    assertEquals(26, result.get("qubits").asInt());
  }

  @Test
  void textIsAligned() {
    assertTrue(
        Answer.toLine("vqe lih --frozen-core")
            .out()
            .startsWith(
                """
                lih, sto-3g, frozen core, uccsd, lbfgs: 10 qubits, 276 Pauli terms, 24 parameters
                  energy                -7.882174506 Ha   exact at the recommended parameters
                  exact                 -7.882174506 Ha   full configuration interaction
                  error                  0.000000    mHa  within chemical accuracy (1.594 mHa)
                  Hartree-Fock          -7.862023860 Ha
                  correlation           -0.020150646 Ha   100.00 % of the exact one
                  MP2                   -7.874660534 Ha
                  nuclear repulsion      0.995317638 Ha
                  frozen electrons      -7.798291188 Ha   2 of them
                  active electrons      -1.079200956 Ha   2 of them
                  dipole                 4.857503    D    Hartree-Fock
                """));
    String text = Answer.toLine("vqe heh+ --ansatz hardware-efficient").out();
    assertTrue(text.contains("  correlation           -0.172103230 Ha\n"), text);
  }

  static Stream<Arguments> choices() {
    return Stream.of(
            choices("vqe %s --iterations 1", Molecules.registry()),
            choices("vqe h2 --mapping %s", Mappings.registry()),
            choices("adapt h2 --pool %s", Pools.registry()),
            choices("vqe h2 --iterations 3 --ansatz %s", Ansatzes.registry()),
            choices("vqe h2 --backend %s", Backends.registry()))
        .flatMap(s -> s);
  }

  private static Stream<Arguments> choices(String command, Registry<?> registry) {
    return registry.entries().stream()
        .map(Entry::name)
        .filter(name -> !name.equals("qasm"))
        // One orbital is not enough for an excitation.
        .map(name -> name.equals("he") ? "he --basis 6-31g" : name)
        .map(name -> Arguments.of(String.format(command, name)));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void everyChoiceWorksWithItsDefaults(String command) {
    JsonNode result = Answer.toLine(command + " --json").json();
    assertTrue(Double.isFinite(result.get("energy").asDouble()), result.toString());
    double rounding = command.contains("strange") ? 1e-6 : 1e-9;
    if (!command.contains("hardware-efficient")) {
      assertTrue(result.get("error").asDouble() > -rounding, result.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"molecule", "mapping", "pool", "ansatz", "backend"})
  void everyChoiceIsListed(String kind) {
    String text = Answer.toLine("list " + kind).out();
    JsonNode entries = Answer.toLine("list " + kind + " --json").json().get("entries");
    assertTrue(entries.size() >= 3, text);
    entries.forEach(
        entry -> {
          assertFalse(entry.get("help").asString().isBlank());
          assertTrue(text.contains(entry.get("name").asString() + " "), text);
        });
    assertTrue(Answer.toLine("list --help").out().replaceAll("\\s+", " ").contains(kind));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--qasm", "--qasm3"})
  void aFileThatCannotBeWrittenLosesNothing(String option) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    Answer answer = Answer.to("vqe", "h2", option, file.resolve("below").toString());
    assertEquals(2, answer.exitCode());
    assertTrue(answer.out().contains("  energy                -1.137306036 Ha"), answer.out());
    assertTrue(answer.err().startsWith("stride: cannot "), answer.err());
    assertTrue(answer.err().contains(file.toString()), answer.err());
    assertEquals(1, answer.err().lines().count(), answer.err());
  }
}
