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
            case CNOT, CZ, SWAP -> 2;
            case EXCITATION, QUBIT_EXCITATION -> qubits >= 4 && random.nextBoolean() ? 4 : 2;
            case PAULI -> 1 + random.nextInt(Math.min(4, qubits));
            case X, Y, Z, H, S, SDG, T, TDG, RX, RY, RZ -> 1;
          };
      if (arity > qubits) {
        continue;
      }
      if (k == gates / 2) {
        circuit.layer("second");
      }
      Angle angle = Angle.NONE;
      if (kind.frequencies() > 0 && random.nextInt(3) == 0) {
        double scale = new double[] {1, -0.5, 2}[random.nextInt(3)];
        angle = new Angle(random.nextInt(parameters), scale, random.nextInt(2) * 0.3);
      } else if (kind.frequencies() > 0 && random.nextInt(8) == 0) {
        angle = Angle.fixed(random.nextDouble());
      } else if (kind.frequencies() > 0) {
        parameters++;
        angle = circuit.next();
      }
      StringBuilder letters = new StringBuilder();
      for (int q = 0; kind == Gate.Kind.PAULI && q < arity; q++) {
        letters.append("XYZ".charAt(random.nextInt(3)));
      }
      circuit.add(new Gate(kind, on.subList(0, arity), letters.toString(), angle));
    }
    return circuit.build();
  }

  /** Parameters over the whole circle and somewhat beyond. */
  public static double[] parameters(Circuit circuit, Random random) {
    return random.doubles(circuit.parameters(), -4, 4).toArray();
  }
}
