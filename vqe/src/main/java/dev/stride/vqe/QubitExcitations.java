package dev.stride.vqe;

import dev.stride.vqe.circuit.Gate;
import java.util.List;

/**
 * The excitations of {@link GeneralisedSinglesDoubles} with |0⟩⟨1| in place of a: no signs of
 * fermions, so circuits of a fixed length whatever the distance of the orbitals (Yordanov et al.
 * 2021). Without those that do not keep the number of electrons of either spin.
 */
public record QubitExcitations() implements Pool {
  @Override
  public List<PoolOperator> operators(int qubits, long occupied) {
    long all = (1L << qubits) - 1;
    return Excitations.operators(
        qubits, all, all, Gate.Kind.QUBIT_EXCITATION, Excitations.Spin.ORBITAL);
  }
}
