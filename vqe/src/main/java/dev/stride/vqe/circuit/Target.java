package dev.stride.vqe.circuit;

import dev.stride.vqe.chemistry.Aufbau;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.PauliSum;
import org.jspecify.annotations.Nullable;

/**
 * What an ansatz makes a circuit for: spin orbitals, interleaved, a reference determinant, and,
 * where it is known, the molecule. Belongs to one thread.
 */
public final class Target {
  private final int qubits;
  private final long occupied;
  private final @Nullable MolecularIntegrals molecule;
  private @Nullable PauliSum hamiltonian;

  private Target(int qubits, long occupied, @Nullable MolecularIntegrals molecule) {
    this.qubits = qubits;
    this.occupied = occupied;
    this.molecule = molecule;
  }

  /** A number of spin orbitals and a reference determinant, for ansätze that need no more. */
  public static Target of(int qubits, long occupied) {
    return new Target(qubits, occupied, null);
  }

  /** A molecule in its orbitals, with the determinant of {@link Aufbau}. */
  public static Target of(MolecularIntegrals molecule) {
    return new Target(2 * molecule.orbitals(), Aufbau.reference(molecule).basisState(), molecule);
  }

  /** Number of qubits. */
  public int qubits() {
    return qubits;
  }

  /** The spin orbitals of the reference determinant, as a bit mask. */
  public long occupied() {
    return occupied;
  }

  /**
   * The molecule.
   *
   * @throws IllegalArgumentException where it is not known
   */
  public MolecularIntegrals molecule() {
    MolecularIntegrals known = molecule;
    if (known == null) {
      throw new IllegalArgumentException("this ansatz needs a molecule");
    }
    return known;
  }

  /** The Hamiltonian on the qubits, built when it is first asked for. */
  public PauliSum hamiltonian() {
    PauliSum built = hamiltonian;
    if (built == null) {
      built = JordanWigner.hamiltonian(molecule());
      hamiltonian = built;
    }
    return built;
  }
}
