package dev.stride.vqe.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.vqe.circuit.Gate.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UccsdTest {
  private static final Uccsd SINGLES_FIRST = new Uccsd(Uccsd.Order.SINGLES_FIRST);
  private static final Uccsd DOUBLES_FIRST = new Uccsd(Uccsd.Order.DOUBLES_FIRST);

  /** LiH, four electrons in twelve spin orbitals, against a list made by others' code. */
  @Test
  void excitationsAreThoseOfTheReference() throws IOException {
    String text =
        new String(
            Objects.requireNonNull(
                    UccsdTest.class.getResourceAsStream(
                        "/reference/chemistry/uccsd/lih-excitations.txt"))
                .readAllBytes(),
            StandardCharsets.UTF_8);
    List<List<Integer>> expected = new ArrayList<>();
    for (String line : text.strip().split("\n", -1)) {
      expected.add(
          Arrays.stream(line.replace("> ", "").split(" ", -1)).map(Integer::valueOf).toList());
    }
    assertEquals(expected, excitations(SINGLES_FIRST.circuit(Target.of(12, 0b1111))).toList());
    List<List<Integer>> doublesFirst = new ArrayList<>(expected.subList(16, 92));
    doublesFirst.addAll(expected.subList(0, 16));
    assertEquals(doublesFirst, excitations(DOUBLES_FIRST.circuit(Target.of(12, 0b1111))).toList());
  }

  @Test
  void startsFromTheGivenOccupation() {
    // Spatial orbital 1 is occupied, 0 and 2 are free.
    Circuit circuit = SINGLES_FIRST.circuit(Target.of(6, 0b001100));
    assertEquals(
        List.of(2, 3),
        circuit.gates().stream()
            .filter(g -> g.kind() == Kind.X)
            .map(g -> g.qubits().get(0))
            .toList());
    assertEquals(
        List.of(
            List.of(2, 0),
            List.of(2, 4),
            List.of(3, 1),
            List.of(3, 5),
            List.of(2, 3, 0, 1),
            List.of(2, 3, 0, 5),
            List.of(2, 3, 4, 1),
            List.of(2, 3, 4, 5)),
        excitations(circuit).toList());
    assertEquals(2, circuit.layout().blocks().size());
  }

  @Test
  void refusesWhatHasNothingToExcite() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> DOUBLES_FIRST.circuit(Target.of(2, 0b11)))
            .getMessage();
    assertTrue(message.contains("nothing to excite"), message);
    assertThrows(IllegalArgumentException.class, () -> DOUBLES_FIRST.circuit(Target.of(3, 0b11)));
  }

  private static Stream<List<Integer>> excitations(Circuit circuit) {
    return circuit.gates().stream().filter(Gate::turns).map(Gate::qubits);
  }
}
