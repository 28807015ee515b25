package dev.stride.vqe.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.vqe.circuit.Gate.Kind;
import dev.stride.vqe.operator.PauliString;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementaryTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void isTheSameCircuit(int qubits) {
    for (int seed = 0; seed < 8; seed++) {
      Random random = new Random(seed);
      Circuit circuit = RandomCircuits.of(qubits, 15, random);
      double[] theta = RandomCircuits.parameters(circuit, random);
      Circuit elementary = Elementary.of(circuit);
      assertEquals(circuit.layout(), elementary.layout());
      for (Gate gate : elementary.gates()) {
        assertEquals(true, gate.kind() != Kind.PAULI && !gate.kind().excites());
      }
      States.assertSame(States.of(circuit, theta), States.of(elementary, theta), circuit::toString);
    }
  }

  @Test
  void aPauliRotationIsALadder() {
    Circuit circuit =
        Circuit.on(4).pauli(PauliString.parse("X0 Y1 Z3"), new Angle(-1, 0, 0.3)).build();
    Angle quarter = Angle.fixed(Math.PI / 2);
    assertEquals(
        List.of(
            Gate.of(Kind.H, List.of(0), Angle.NONE),
            Gate.of(Kind.RX, List.of(1), quarter),
            Gate.of(Kind.CNOT, List.of(0, 1), Angle.NONE),
            Gate.of(Kind.CNOT, List.of(1, 3), Angle.NONE),
            Gate.of(Kind.RZ, List.of(3), Angle.fixed(0.3)),
            Gate.of(Kind.CNOT, List.of(1, 3), Angle.NONE),
            Gate.of(Kind.CNOT, List.of(0, 1), Angle.NONE),
            Gate.of(Kind.H, List.of(0), Angle.NONE),
            Gate.of(Kind.RX, List.of(1), quarter.times(-1))),
        Elementary.of(circuit).gates());
    assertEquals(new GateCounts(5, 4, 4, 7), GateCounts.of(circuit));
    Circuit one = Circuit.on(1).pauli(PauliString.parse("Y0"), Angle.fixed(1)).build();
    assertEquals(List.of(Gate.of(Kind.RY, List.of(0), Angle.fixed(1))), Elementary.of(one).gates());
    Circuit z = Circuit.on(1).pauli(PauliString.parse("Z0"), Angle.fixed(1)).build();
    assertEquals(Kind.RZ, Elementary.of(z).gates().get(0).kind());
    Circuit x = Circuit.on(1).pauli(PauliString.parse("X0"), Angle.fixed(1)).build();
    assertEquals(Kind.RX, Elementary.of(x).gates().get(0).kind());
  }

  /** H2: two singles of 2 strings over 3 qubits, a double of 8 over 4: 2·2·4 + 8·6 CNOTs. */
  @Test
  void countsHydrogen() {
    Circuit circuit = new Uccsd(Uccsd.Order.DOUBLES_FIRST).circuit(Target.of(4, 0b11));
    GateCounts counts = GateCounts.of(circuit);
    assertEquals(64, counts.twoQubit());
    assertEquals(64, counts.cnots());
    // X, X; 12 RZ; each single 2·2 basis changes for either string, the double 2·4 for each of 8.
    assertEquals(2 + 12 + 4 * 4 + 8 * 8, counts.oneQubit());
  }

  @Test
  void countsDepthAndSwaps() {
    Circuit circuit =
        Circuit.on(3)
            .h(0)
            .h(1)
            .cnot(0, 1)
            .ry(2)
            .add(Kind.SWAP, List.of(2, 1), Angle.NONE)
            .cz(0, 1)
            .ry(0)
            .build();
    assertEquals(new GateCounts(4, 3, 5, 5), GateCounts.of(circuit));
    assertEquals(new GateCounts(0, 0, 0, 0), GateCounts.of(Circuit.on(2).build()));
  }

  @Test
  void angles() {
    Angle angle = new Angle(1, 2, 0.5);
    assertEquals(6.5, angle.at(new double[] {0, 3}));
    assertEquals(0.25, Angle.fixed(0.25).at(new double[0]));
    assertEquals(new Angle(1, -1, -0.25), angle.times(-0.5));
    assertEquals(Angle.fixed(-0.5), Angle.fixed(0.25).times(-2));
  }
}
