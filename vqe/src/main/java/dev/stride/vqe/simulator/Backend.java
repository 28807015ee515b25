package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Circuit;

/** A simulator that can be chosen by name. */
public interface Backend {
  /**
   * An engine for one circuit; it belongs to one thread.
   *
   * @throws dev.stride.optim.form.BadInput where this simulator cannot run the circuit, and why
   */
  Engine engine(Circuit circuit);
}
