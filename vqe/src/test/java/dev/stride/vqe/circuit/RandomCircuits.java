package dev.stride.vqe.circuit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random circuits of all kinds of gates, with parameters that gates share, in several layers. */
public final class RandomCircuits {
  private RandomCircuits() {}

  /** Of all kinds. */
  public static Circuit of(int qubits, int gates, Random random) {
    return of(qubits, gates, List.of(Gate.Kind.values()), random);
  }

  /** Of the given kinds. */
  public static Circuit of(int qubits, int gates, List<Gate.Kind> kinds, Random random) {
    Circuit.Builder circuit = Circuit.on(qubits).layer("first").ry(0);
    int parameters = 1;
    for (int k = 0; k < gates; k++) {
      Gate.Kind kind = kinds.get(random.nextInt(kinds.size()));
      List<Integer> on = new ArrayList<>();
      for (int q = 0; q < qubits; q++) {
        on.add(q);
      }
      Collections.shuffle(on, random);
      int arity =
          switch (kind) {
            case CNOT, CZ -> 2;
            case EXCITATION -> qubits >= 4 && random.nextBoolean() ? 4 : 2;
            case X, H, RX, RY, RZ -> 1;
          };
      if (arity > qubits) {
        continue;
      }
      if (k == gates / 2) {
        circuit.layer("second");
      }
      if (kind.frequencies() == 0) {
        circuit.add(kind, on.subList(0, arity), Gate.FIXED);
      } else if (random.nextInt(3) == 0) {
        circuit.add(kind, on.subList(0, arity), random.nextInt(parameters));
      } else {
        parameters++;
        switch (kind) {
          case RX -> circuit.rx(on.get(0));
          case RY -> circuit.ry(on.get(0));
          case RZ -> circuit.rz(on.get(0));
          default -> circuit.excitation(on.subList(0, arity / 2), on.subList(arity / 2, arity));
        }
      }
    }
    return circuit.build();
  }

  /** Parameters over the whole circle and somewhat beyond. */
  public static double[] parameters(Circuit circuit, Random random) {
    return random.doubles(circuit.parameters(), -4, 4).toArray();
  }
}
