package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Circuit;

/**
 * Strange, a simulator of others in single precision: an independent check, for small circuits.
 * Gradients start from its states and are then computed here.
 */
public record Strange() implements Backend {
  @Override
  public Engine engine(Circuit circuit) {
    return new StrangeEngine(circuit);
  }
}
