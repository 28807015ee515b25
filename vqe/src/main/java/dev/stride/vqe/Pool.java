package dev.stride.vqe;

import java.util.List;

/** The operators that ADAPT-VQE chooses from; a record whose components are its keys. */
public interface Pool {
  /**
   * The operators, in an order that decides between equal gradients.
   *
   * @param qubits number of spin orbitals, interleaved
   * @param occupied the reference determinant as a basis state
   */
  List<PoolOperator> operators(int qubits, long occupied);
}
