package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Circuit;

/** The fastest exact simulator: {@link Subspace} where it can run the circuit. */
public record Auto() implements Backend {
  @Override
  public Engine engine(Circuit circuit) {
    return SubspaceEngine.obstacle(circuit).isEmpty()
        ? new SubspaceEngine(circuit)
        : new StateVectorEngine(circuit);
  }
}
