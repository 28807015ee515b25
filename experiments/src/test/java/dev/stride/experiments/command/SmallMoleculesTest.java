package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code stride vqe} with molecules that are solved at once: results, and what they cost. */
class SmallMoleculesTest {
  @ParameterizedTest
  @ValueSource(strings = {"state-vector", "strange"})
  void theGroundStateOfHydrogenIsFoundOnBothBackends(String backend) {
    JsonNode result =
        Answer.toLine("vqe h2 --ansatz uccsd --optimizer lbfgs --json --backend " + backend).json();
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
        Answer.toLine(
                "vqe h2 --optimizer qng:learningRate=0.2 --shots 1000 --iterations 20 --seed 7 --json")
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
    JsonNode result = Answer.toLine(command + " --json").json();
    assertTrue(result.get("error").asDouble() < -0.1, result.toString());
    assertFalse(result.get("chemicalAccuracy").asBoolean());
    assertTrue(Answer.toLine(command).out().contains("does not keep the number of electrons"));
  }
}
