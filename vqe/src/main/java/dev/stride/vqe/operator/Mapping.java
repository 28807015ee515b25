package dev.stride.vqe.operator;

/** A way to write fermions as qubits. */
public interface Mapping {
  /**
   * The mapping for a number of spin orbitals.
   *
   * @param modes number of spin orbitals: 2p is orbital p with spin up, 2p+1 with spin down
   * @param occupied those of the reference determinant, as a bit mask: it chooses the sector where
   *     a mapping saves qubits by keeping to one
   */
  Encoding encoding(int modes, long occupied);
}
