package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Circuit;

/** The determinants that a circuit of excitations can reach, in double precision. */
public record Subspace() implements Backend {
  @Override
  public SubspaceEngine engine(Circuit circuit) {
    return new SubspaceEngine(circuit);
  }
}
