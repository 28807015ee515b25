package dev.stride.vqe.simulator;

/** Prepares the states of one circuit. */
public interface Engine {
  /**
   * The state at the given angles, one for each gate that has one ({@code circuit.turns()}). It is
   * the engine's own and lasts until the next call.
   */
  State prepare(double[] angles);
}
