package dev.stride.vqe.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.vqe.circuit.Gate.Kind;
import dev.stride.vqe.operator.PauliString;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertEquals(
        """
        q0 ─┤H├─●─────────×─┤X -0.5θ0+0.25├─┤a θ1├───┤σ†├─────────
                │         │        │          │       │
        q1 ─────┼─┤RY θ0├─×───────┤Y├────────┤a├──────┼─────┤T†├──
                │                  │          │       │
        q2 ─────⊕────●─────────────┼─────────┤a†├─────┼─────┤S†├──
                     │             │          │       │
        q3 ──────────●────────────┤Z├────────┤a†├──┤σ -1.5├───────
        """,
        CircuitText.of(every(), 120));
  }

  /** Each row starts with the names of the wires, and none is wider than asked for. */
  @Test
  void continuesBelow() {
    assertEquals(
        """
        q0 ─┤H├─●─────────×─┤X -0.5θ0+0.25├──
                │         │        │
        q1 ─────┼─┤RY θ0├─×───────┤Y├────────
                │                  │
        q2 ─────⊕────●─────────────┼─────────
                     │             │
        q3 ──────────●────────────┤Z├────────

        q0 ─┤a θ1├───┤σ†├─────────
              │       │
        q1 ──┤a├──────┼─────┤T†├──
              │       │
        q2 ──┤a†├─────┼─────┤S†├──
              │       │
        q3 ──┤a†├──┤σ -1.5├───────
        """,
        CircuitText.of(every(), 40));
    for (int width : new int[] {40, 80, 120}) {
      Circuit random = RandomCircuits.of(11, 100, new Random(1));
      String text = CircuitText.of(random, width);
      List<String> lines = text.lines().toList();
      assertTrue(lines.stream().allMatch(line -> line.length() <= width));
      assertTrue(lines.stream().anyMatch(line -> line.length() > width - 25));
      assertEquals("q9  ", lines.get(18).substring(0, 4));
      assertEquals("q10 ", lines.get(20).substring(0, 4));
      assertEquals(boxes(random), text.chars().filter(c -> c == '┤').count());
    }
    assertThrows(IllegalArgumentException.class, () -> CircuitText.of(every(), 39));
  }

  private static long boxes(Circuit circuit) {
    return circuit.gates().stream()
        .flatMap(g -> IntStream.range(0, g.qubits().size()).mapToObj(k -> GateLabels.label(g, k)))
        .filter(label -> !GateLabels.isMark(label))
        .count();
  }

  @Test
  void sumsUpWhatIsLong() {
    Circuit.Builder circuit = Circuit.on(2);
    for (int k = 0; k < 100; k++) {
      circuit.ry(0).cnot(0, 1).add(Kind.SWAP, List.of(0, 1), Angle.NONE);
    }
    assertTrue(CircuitText.of(circuit.build(), 80).startsWith("q0 ─"));
    Circuit longer =
        circuit
            .pauli(PauliString.parse("Z0 Z1"), Angle.of(0))
            .excitation(List.of(0), List.of(1), Angle.of(0))
            .add(Kind.QUBIT_EXCITATION, List.of(0, 1), Angle.of(0))
            .build();
    assertEquals(
        """
        2 qubits, 100 parameters, 303 gates: 100 CNOT, 100 SWAP, 100 RY, 1 Pauli rotations, 1 \
        excitations, 1 qubit excitations
        in one- and two-qubit gates: 121 on one qubit, 210 on two (410 CNOTs), depth 323
        """,
        CircuitText.of(longer, 80));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, θ0",
    "12, -1, 0, -θ12",
    "3, 2, 0, 2θ3",
    "3, 0.33333, 0, 0.333θ3",
    "3, 1, -1.5, θ3-1.5",
    "3, -2, 3.14159265, -2θ3+3.142",
    "-1, 0, 0, 0",
    "-1, 0, -0.5, -0.5",
    "-1, 0, 1e-9, 0.000",
    "-1, 0, -1e-9, -0.000"
  })
  void angles(int parameter, double scale, double offset, String text) {
    assertEquals(text, GateLabels.angle(new Angle(parameter, scale, offset)));
  }
}
