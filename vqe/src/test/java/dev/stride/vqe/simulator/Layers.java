package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Circuit;

/** The circuit that other simulators are measured on: layers of RY, RZ and a chain of CNOTs. */
public final class Layers {
  private Layers() {}

  /** Four layers. */
  public static Circuit four(int qubits) {
    Circuit.Builder circuit = Circuit.on(qubits);
    for (int layer = 0; layer < 4; layer++) {
      for (int q = 0; q < qubits; q++) {
        circuit.ry(q);
      }
      for (int q = 0; q < qubits; q++) {
        circuit.rz(q);
      }
      for (int q = 0; q + 1 < qubits; q++) {
        circuit.cnot(q, q + 1);
      }
    }
    return circuit.build();
  }

  /** Angles without symmetry. */
  public static double[] angles(Circuit circuit) {
    double[] angles = new double[circuit.parameters()];
    for (int i = 0; i < angles.length; i++) {
      angles[i] = Math.sin(i + 1);
    }
    return angles;
  }
}
