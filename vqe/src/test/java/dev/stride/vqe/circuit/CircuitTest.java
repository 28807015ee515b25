package dev.stride.vqe.circuit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Layout.Block;
import dev.stride.optim.form.BadInput;
import dev.stride.vqe.circuit.Gate.Kind;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.State;
import dev.stride.vqe.simulator.StateVectorEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitTest {
  @Test
  void layersBecomeBlocks() {
    Circuit circuit =
        Circuit.on(3).layer("a").ry(0).ry(1).cnot(0, 1).layer("empty").layer("b").rz(2).build();
    assertEquals(
        List.of(new Block("a", 0, List.of(2)), new Block("b", 2, List.of(1))),
        circuit.layout().blocks());
    assertEquals(3, circuit.parameters());
  }

  @Test
  void severalGatesShareAParameter() {
    Circuit circuit = Circuit.on(2).ry(0).add(Kind.RZ, List.of(1), Angle.of(0)).rx(1).build();
    Angles angles = new Angles(circuit);
    assertArrayEquals(new double[] {.5, .5, .25}, angles.at(new double[] {.5, .25}));
    double[] gradient = new double[2];
    angles.gather(new double[] {1, 2, 4}, gradient);
    assertArrayEquals(new double[] {3, 4}, gradient);
  }

  @Test
  void refusesWhatIsNoCircuit() {
    assertThrows(IllegalArgumentException.class, () -> Circuit.on(2).ry(2).build());
    assertThrows(IllegalArgumentException.class, () -> Circuit.on(2).cnot(1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> Circuit.on(2).ry(0).add(Kind.RY, List.of(1), Angle.of(1)).build());
    assertThrows(IllegalArgumentException.class, () -> Gate.of(Kind.X, List.of(0), Angle.of(0)));
    assertThrows(IllegalArgumentException.class, () -> Gate.of(Kind.RY, List.of(0), Angle.NONE));
    assertThrows(
        IllegalArgumentException.class,
        () -> Gate.of(Kind.EXCITATION, List.of(0, 1, 2), Angle.of(0)));
  }

  /** exp(θ(T-T†)) = exp(iθA). */
  @Test
  void excitationsAreSumsOfPauliStrings() {
    List<Integer> on = List.of(4, 1, 0, 3);
    Gate gate = Gate.of(Kind.EXCITATION, on, Angle.of(0));
    PauliSum a = Excitation.of(gate).generator(5);
    assertEquals(8, a.size());
    // i A ψ = (T-T†) ψ, which is the derivative of the gate at θ = 0.
    Circuit circuit =
        Circuit.on(5)
            .h(0)
            .h(1)
            .h(2)
            .h(3)
            .h(4)
            .excitation(on.subList(0, 2), on.subList(2, 4))
            .build();
    StateVectorEngine engine = new StateVectorEngine(circuit);
    State psi = engine.prepare(new double[] {0});
    State derivative = engine.state();
    engine.derivative(0, psi, derivative);
    State complex = new State(5, false);
    complex.copy(psi);
    State image = new State(5, false);
    engine.observable(a).apply(complex, image);
    for (int i = 0; i < 32; i++) {
      assertEquals(derivative.re(i), -image.im(i), 1e-15);
      assertEquals(0, image.re(i), 1e-15);
    }
  }

  @Test
  void hardwareEfficientKeys() {
    Ansatz ansatz =
        Ansatzes.registry()
            .parse(
                "hardware-efficient:layers=2,rotations=ry-rz,entangler=circular,gate=cz,"
                    + "from=reference");
    Circuit circuit = ansatz.circuit(Target.of(4, 0b0011));
    assertEquals(16, circuit.parameters());
    assertEquals(
        List.of("ry0", "rz0", "ry1", "rz1"),
        circuit.layout().blocks().stream().map(Block::name).toList());
    assertEquals(4, count(circuit, Kind.CZ));
    assertEquals(2, count(circuit, Kind.X));
    Ansatz full = Ansatzes.registry().parse("hardware-efficient:layers=2,entangler=full,from=zero");
    assertEquals(6, count(full.circuit(Target.of(4, 0b0011)), Kind.CNOT));
    assertEquals(0, count(full.circuit(Target.of(4, 0b0011)), Kind.X));
    String message =
        assertThrows(BadInput.class, () -> Ansatzes.registry().parse("hardware-efficient:layers=0"))
            .getMessage();
    assertTrue(message.contains("layers must be from 1 to 1000, not 0"), message);
  }

  private static long count(Circuit circuit, Kind kind) {
    return circuit.gates().stream().filter(gate -> gate.kind() == kind).count();
  }
}
