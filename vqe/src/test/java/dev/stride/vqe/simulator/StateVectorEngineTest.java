package dev.stride.vqe.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.vqe.circuit.Angles;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Gate.Kind;
import dev.stride.vqe.circuit.HardwareEfficient;
import dev.stride.vqe.circuit.RandomCircuits;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.circuit.Uccsd;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The passes over the state vector against full matrices. */
class StateVectorEngineTest {
  private static final double ROUNDING = 1e-13;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void preparesWhatTheMatricesSay(int qubits) {
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      Circuit circuit = RandomCircuits.of(qubits, 25, random);
      assertDense(circuit, RandomCircuits.parameters(circuit, random));
    }
  }

  /** Long runs of one kind of gate, which become one pass. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "RY",
        "RZ",
        "CNOT,X",
        "CZ,RY",
        "RZ,CNOT",
        "EXCITATION,X",
        "H,CZ",
        "RX,RZ",
        "RY,S,SDG,T,TDG",
        "RX,Y,T",
        "RY,Z,CZ",
        "SWAP,CNOT,RY",
        "S,Z,RY"
      })
  void fusesRunsOfGates(String kinds) {
    List<Kind> some = List.of(kinds.split(",")).stream().map(Kind::valueOf).toList();
    for (int seed = 0; seed < 3; seed++) {
      Random random = new Random(seed);
      Circuit circuit = RandomCircuits.of(5, 30, some, random);
      assertDense(circuit, RandomCircuits.parameters(circuit, random));
    }
  }

  @Test
  void hardwareEfficientLayersAreRight() {
    for (HardwareEfficient.Entangler entangler : HardwareEfficient.Entangler.values()) {
      for (HardwareEfficient.Entangling gate : HardwareEfficient.Entangling.values()) {
        Circuit circuit =
            new HardwareEfficient(
                    3,
                    HardwareEfficient.Rotations.RY_RZ,
                    entangler,
                    gate,
                    HardwareEfficient.From.REFERENCE,
                    0.5)
                .circuit(Target.of(6, 0b001011));
        assertDense(circuit, RandomCircuits.parameters(circuit, new Random(1)));
      }
    }
  }

  @Test
  void undoTakesBackEveryOperation() {
    Random random = new Random(3);
    Circuit circuit = RandomCircuits.of(6, 60, random);
    StateVectorEngine engine = new StateVectorEngine(circuit);
    State psi = engine.prepare(new Angles(circuit).at(RandomCircuits.parameters(circuit, random)));
    for (int k = engine.operations() - 1; k >= 0; k--) {
      engine.undo(k, psi);
    }
    State start = engine.state();
    for (int i = 0; i < psi.size(); i++) {
      assertEquals(start.re(i), psi.re(i), ROUNDING);
      assertEquals(start.im(i), psi.im(i), ROUNDING);
    }
  }

  @Test
  void keepsTheNorm() {
    Random random = new Random(4);
    Circuit circuit = RandomCircuits.of(10, 300, random);
    State psi =
        new StateVectorEngine(circuit)
            .prepare(new Angles(circuit).at(RandomCircuits.parameters(circuit, random)));
    assertEquals(1, psi.dotRe(psi), ROUNDING);
  }

  @Test
  void uccsdKeepsTheElectronsOfEitherSpin() {
    long occupied =
        0b01_0011_0010L; // two up (bits 4, 8), three down (1, 5 and one more): any will do
    long up = 0x55555555L;
    Circuit circuit = new Uccsd(Uccsd.Order.DOUBLES_FIRST).circuit(Target.of(10, occupied));
    double[] theta = RandomCircuits.parameters(circuit, new Random(5));
    State psi = new StateVectorEngine(circuit).prepare(new Angles(circuit).at(theta));
    int alpha = Long.bitCount(occupied & up);
    int beta = Long.bitCount(occupied & ~up);
    double inSector = 0;
    int used = 0;
    for (int i = 0; i < psi.size(); i++) {
      if (Long.bitCount(i & up) == alpha && Long.bitCount(i & ~up) == beta) {
        inSector += psi.re(i) * psi.re(i);
        used += psi.re(i) != 0 ? 1 : 0;
      } else {
        assertEquals(0, psi.re(i), 0.0);
      }
    }
    assertEquals(1, inSector, ROUNDING);
    assertTrue(used > 50, "only " + used + " determinants");
  }

  @Test
  void realCircuitsHaveNoImaginaryPart() {
    Circuit real = Circuit.on(2).ry(0).cnot(0, 1).h(1).cz(0, 1).build();
    Circuit complex = Circuit.on(2).ry(0).rz(1).build();
    assertTrue(new StateVectorEngine(real).prepare(new double[] {0.3}).isReal());
    assertFalse(new StateVectorEngine(complex).prepare(new double[] {0.3, 0.4}).isReal());
  }

  @Test
  void refusesWhatDoesNotFitIntoMemory() {
    Circuit circuit = Circuit.on(40).ry(0).build();
    String message =
        assertThrows(BadInput.class, () -> new StateVectorEngine(circuit)).getMessage();
    assertTrue(
        message.contains("40 qubits") && message.contains("24") && message.contains("uccsd"),
        message);
  }

  private static void assertDense(Circuit circuit, double[] theta) {
    double[] angles = new Angles(circuit).at(theta);
    Complex[] expected = DenseSimulation.run(circuit, angles);
    State actual = new StateVectorEngine(circuit).prepare(angles);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i].getReal(), actual.re(i), ROUNDING, circuit::toString);
      assertEquals(expected[i].getImaginary(), actual.im(i), ROUNDING, circuit::toString);
    }
  }
}
