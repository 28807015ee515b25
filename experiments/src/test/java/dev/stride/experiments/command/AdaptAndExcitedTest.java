package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code stride adapt} and {@code stride excited} against published numbers and full CI. */
class AdaptAndExcitedTest {
  /** Levels of H2 at 0.735 angstrom with Sz = 0, from an independent program: S0, T, S1, S2. */
  private static final double[] HYDROGEN = {
    -1.137306035753, -0.524615555796, -0.162753156188, 0.495057740785
  };

  private static JsonNode json(String line) {
    return Answer.toLine(line + " --json").json();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h2 | 1 | -1.13730604",
        "h4:bond=1.0 | 9 | -2.16638745",
        "lih --active 2e3o | 3 | -7.88114508",
        "lih | 5 | -7.88240193",
      })
  void operatorsToChemicalAccuracy(String molecule, int operators, double exact) {
    JsonNode result = json("adapt " + molecule);
    assertEquals(operators, result.get("operatorsToChemicalAccuracy").asInt());
    assertEquals(exact, result.get("exact").asDouble(), 1e-8);
    assertEquals("gradient", result.get("stop").asString());
    JsonNode steps = result.get("steps");
    assertEquals(result.get("operators").asInt(), steps.size());
    double accuracy = 1.594e-3;
    assertTrue(steps.get(operators - 1).get("energy").asDouble() - exact < accuracy);
    if (operators > 1) {
      assertTrue(steps.get(operators - 2).get("energy").asDouble() - exact > accuracy);
    }
    assertEquals(
        steps.get(steps.size() - 1).get("energy").asDouble(),
        result.get("energy").asDouble(),
        1e-10);
  }

  /** The gradient of the double excitation of H2 at Hartree-Fock is published: 0.361862. */
  @Test
  void aStepIsARow() {
    Answer answer = Answer.toLine("adapt h2");
    String row =
        "    1  0 1 -> 2 3               0.361862     0.361862     -1.137306036     0.000000\n";
    assertTrue(answer.out().contains(row), answer.out());
    assertTrue(answer.out().contains("\n  1 operator to chemical accuracy; "), answer.out());
    assertFalse(answer.out().contains("-0.000000"), answer.out());
    assertEquals("", answer.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--gradient 0.001 | gradient | 9 operators to chemical accuracy; ended by a small gradient of the pool",
        "--gradient 10 | gradient | chemical accuracy was not reached; ended by a small gradient of the pool",
        "--operators 2 | operators | chemical accuracy was not reached; ended by the number of operators",
        "--energy 1 | energy | ended by a small gain of the last operator",
        "--iterations 3 | budget | ended by the budget: budget of 3 iterations spent",
      })
  void theEndHasAReason(String options, String stop, String text) {
    String command = "adapt h4:bond=1.0 " + options;
    assertEquals(stop, json(command).get("stop").asString());
    String out = Answer.toLine(command).out();
    assertTrue(out.contains(text), out);
  }

  @Test
  void vqdFindsTheLevels() {
    JsonNode result = json("excited h2 --states 3");
    assertEquals("vqd", result.get("method").asString());
    assertEquals(3, result.get("states").size());
    double[] spin = {0, 2, 0};
    for (int k = 0; k < 3; k++) {
      JsonNode state = result.get("states").get(k);
      assertEquals(HYDROGEN[k], state.get("energy").asDouble(), 1e-6);
      assertEquals(HYDROGEN[k], state.get("exact").asDouble(), 1e-9);
      assertEquals(spin[k], state.get("exactSpinSquared").asDouble(), 1e-9);
      assertEquals(k, state.get("level").asInt());
      assertFalse(state.get("repeated").asBoolean());
    }
    assertTrue(result.get("skippedLevels").isEmpty());
    assertEquals(0.719968994, result.get("nuclearRepulsion").asDouble(), 1e-9);
    assertEquals(-1.116998997, result.get("hartreeFock").asDouble(), 1e-9);
    assertEquals(-1.130020877, result.get("mp2").asDouble(), 1e-9);
    assertTrue(result.get("states").get(2).get("chemicalAccuracy").asBoolean());
    Answer text = Answer.toLine("excited h2 --states 2");
    String row = "      1     -0.524615556      1     -0.524615556      0.000000  2.0\n";
    assertTrue(text.out().contains(row), text.out());
    assertEquals("", text.err());
  }

  @Test
  void levelsOfALargerBasis() {
    JsonNode states =
        json("excited h2:bond=0.7414 --basis 6-31g --states 2 --ansatz uccsd").get("states");
    assertEquals(-1.151682732112, states.get(0).get("exact").asDouble(), 1e-9);
    assertEquals(-1.151682732112, states.get(0).get("energy").asDouble(), 1e-6);
    assertEquals(-0.757730244373, states.get(1).get("exact").asDouble(), 1e-9);
  }

  /**
   * From a product state UCCSD of H2 turns each spin's orbitals only, so it cannot make the triplet
   * and the singlet of an open shell; it finds their mean, as the sum of all is that of the levels.
   */
  @Test
  void ssvqeFindsWhatItsCircuitCanMake() {
    JsonNode states = json("excited h2 --method ssvqe --states 4").get("states");
    double mean = (HYDROGEN[1] + HYDROGEN[2]) / 2;
    double[] expected = {HYDROGEN[0], mean, mean, HYDROGEN[3]};
    for (int k = 0; k < 4; k++) {
      assertEquals(expected[k], states.get(k).get("energy").asDouble(), 1e-7);
    }
    JsonNode lithium =
        json("excited lih --active 2e3o --method ssvqe --ansatz k-upccgsd:k=3").get("states");
    assertEquals(-7.88114508, lithium.get(0).get("energy").asDouble(), 1e-6);
  }
}
