package dev.stride.vqe;

import dev.stride.vqe.circuit.Gate;
import java.util.List;

/**
 * T - T† for all excitations T of one or two electrons from the reference determinant that keep the
 * number of electrons of either spin: the operators of UCCSD, O(n²N²) of them.
 *
 * @param spin whether spin orbitals are excited one by one
 */
public record SinglesDoubles(Excitations.Spin spin) implements Pool {
  @Override
  public List<PoolOperator> operators(int qubits, long occupied) {
    long all = (1L << qubits) - 1;
    return Excitations.operators(qubits, occupied, all & ~occupied, Gate.Kind.EXCITATION, spin);
  }
}
