package dev.stride.vqe;

import dev.stride.vqe.circuit.Gate;
import java.util.List;

/**
 * T - T† for all T that move one electron, or two, between any different spin orbitals, whatever
 * the reference determinant, and keep the number of electrons of either spin (Grimsley et al. 2019;
 * their pool is made of sums over spins). O(n⁴) of them. Those in which an orbital both loses and
 * gains an electron are left out.
 *
 * @param spin whether spin orbitals are excited one by one
 */
public record GeneralisedSinglesDoubles(Excitations.Spin spin) implements Pool {
  @Override
  public List<PoolOperator> operators(int qubits, long occupied) {
    long all = (1L << qubits) - 1;
    return Excitations.operators(qubits, all, all, Gate.Kind.EXCITATION, spin);
  }
}
