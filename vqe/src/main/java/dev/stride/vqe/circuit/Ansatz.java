package dev.stride.vqe.circuit;

import org.apache.commons.rng.UniformRandomProvider;

/** A family of circuits, and where to start in it. */
public interface Ansatz {
  /**
   * The circuit of this family.
   *
   * @param qubits number of spin orbitals, interleaved
   * @param occupied the spin orbitals of the reference determinant, as a bit mask
   */
  Circuit circuit(int qubits, long occupied);

  /** Parameters of {@code circuit} to start from. */
  double[] start(Circuit circuit, UniformRandomProvider rng);
}
