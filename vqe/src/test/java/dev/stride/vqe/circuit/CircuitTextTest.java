package dev.stride.vqe.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.vqe.circuit.Gate.Kind;
import dev.stride.vqe.operator.PauliString;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitTextTest {
  static Circuit every() {
    return Circuit.on(4)
        .h(0)
        .cnot(0, 2)
        .ry(1)
        .cz(3, 2)
        .add(Kind.SWAP, List.of(0, 1), Angle.NONE)
        .pauli(PauliString.parse("X0 Y1 Z3"), new Angle(0, -0.5, 0.25))
        .excitation(List.of(0, 1), List.of(2, 3))
        .add(Kind.QUBIT_EXCITATION, List.of(3, 0), Angle.fixed(-1.5))
        .add(Kind.SDG, List.of(2), Angle.NONE)
        .add(Kind.TDG, List.of(1), Angle.NONE)
        .build();
  }

  @Test
  void drawsEveryKind() {
    assertEquals("", CircuitText.of(every(), 120));
  }
}
