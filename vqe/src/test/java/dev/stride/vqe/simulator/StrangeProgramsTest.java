package dev.stride.vqe.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.vqe.circuit.Angles;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.RandomCircuits;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.Test;
import org.redfx.strange.Program;
import org.redfx.strange.Step;
import org.redfx.strange.gate.Cnot;

class StrangeProgramsTest {
  @Test
  void twoQubitGatesStandAlone() {
    Circuit circuit = Circuit.on(3).h(0).ry(1).h(0).cnot(2, 0).ry(2).build();
    Program program = StrangePrograms.of(circuit, new double[] {.3, .4});
    List<Step> steps = program.getSteps();
    assertEquals(5, steps.size());
    // The identity on qubit 0 that begins a program, then H and RY, then H.
    assertEquals(List.of(1, 2, 1, 1, 1), steps.stream().map(s -> s.getGates().size()).toList());
    Cnot cnot = (Cnot) steps.get(3).getGates().get(0);
    assertEquals(2, cnot.getMainQubitIndex());
    assertEquals(0, cnot.getSecondQubitIndex());
  }

  /** Where UCCSD starts. */
  @Test
  void zeroIsAnAngle() {
    Circuit circuit = Circuit.on(2).x(0).excitation(List.of(0), List.of(1)).build();
    State psi = new Strange().engine(circuit).prepare(new double[] {0});
    assertEquals(1, psi.re(1), 5e-6);
  }

  @Test
  void runsOnOurEnvironment() {
    Random random = new Random(1);
    Circuit circuit = RandomCircuits.of(4, 20, random);
    double[] angles = new Angles(circuit).at(RandomCircuits.parameters(circuit, random));
    Complex[] expected = DenseSimulation.run(circuit, angles);
    org.redfx.strange.Complex[] actual =
        new StrangeEnvironment().runProgram(StrangePrograms.of(circuit, angles)).getProbability();
    for (int i = 0; i < 16; i++) {
      assertEquals(expected[i].getReal(), actual[i].r, 5e-6);
      assertEquals(expected[i].getImaginary(), actual[i].i, 5e-6);
    }
  }

  @Test
  void wantsAnAngleForEachTurn() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> StrangePrograms.of(Circuit.on(1).ry(0).build(), new double[2]))
            .getMessage();
    assertTrue(message.contains("2 angles are given for 1 turns"), message);
  }
}
