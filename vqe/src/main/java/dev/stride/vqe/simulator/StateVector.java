package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Circuit;

/** The in-place state vector in double precision. */
public record StateVector() implements Backend {
  @Override
  public StateVectorEngine engine(Circuit circuit) {
    return new StateVectorEngine(circuit);
  }
}
