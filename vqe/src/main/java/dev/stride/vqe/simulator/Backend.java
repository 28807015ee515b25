package dev.stride.vqe.simulator;

import dev.stride.vqe.circuit.Circuit;

/** A simulator that can be chosen by name. */
public interface Backend {
  /** An engine for one circuit; it belongs to one thread. */
  Engine engine(Circuit circuit);
}
