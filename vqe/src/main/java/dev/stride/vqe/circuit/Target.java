package dev.stride.vqe.circuit;

import dev.stride.vqe.chemistry.Aufbau;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.operator.Encoding;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.Mapping;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.operator.Tapering;
import org.jspecify.annotations.Nullable;

/**
 * What an ansatz makes a circuit for: spin orbitals, interleaved, a reference determinant, and,
 * where it is known, the molecule. Belongs to one thread.
 */
public final class Target {
  private final int spinOrbitals;
  private final long occupied;
  private final @Nullable Encoding encoding;
  private final @Nullable MolecularIntegrals molecule;
  private @Nullable PauliSum hamiltonian;

  private Target(
      int spinOrbitals,
      long occupied,
      @Nullable MolecularIntegrals molecule,
      @Nullable Encoding encoding) {
    this.spinOrbitals = spinOrbitals;
    this.occupied = occupied;
    this.encoding = encoding;
    this.molecule = molecule;
  }

  /** A number of spin orbitals and a reference determinant, for ansätze that need no more. */
  public static Target of(int spinOrbitals, long occupied) {
    return new Target(spinOrbitals, occupied, null, null);
  }

  /** A molecule in its orbitals, with the determinant of {@link Aufbau}. */
  public static Target of(MolecularIntegrals molecule) {
    return new Target(
        2 * molecule.orbitals(), Aufbau.reference(molecule).basisState(), molecule, null);
  }

  /**
   * The same under another mapping than Jordan-Wigner's. Circuits from {@link #circuit} have
   * products of Pauli rotations for excitations.
   *
   * @param tapered whether to leave out the qubits that symmetries of the Hamiltonian determine
   */
  public static Target of(MolecularIntegrals molecule, Mapping mapping, boolean tapered) {
    if (mapping instanceof JordanWigner && !tapered) {
      return of(molecule);
    }
    int spinOrbitals = 2 * molecule.orbitals();
    long occupied = Aufbau.reference(molecule).basisState();
    Encoding encoding = mapping.encoding(spinOrbitals, occupied);
    if (tapered) {
      Tapering tapering =
          Tapering.of(encoding.hamiltonian(molecule), encoding.basisState(occupied));
      encoding = encoding.tapered(tapering);
    }
    return new Target(spinOrbitals, occupied, molecule, encoding);
  }

  /** Number of qubits. */
  public int qubits() {
    return encoding == null ? spinOrbitals : encoding.qubits();
  }

  /** Number of spin orbitals; under Jordan-Wigner each is a qubit. */
  public int spinOrbitals() {
    return spinOrbitals;
  }

  /** Whether qubits are spin orbitals. */
  public boolean isJordanWigner() {
    return encoding == null;
  }

  /** The basis state that the reference determinant is. */
  public long basisState() {
    return encoding == null ? occupied : encoding.basisState(occupied);
  }

  /** An empty circuit on the qubits, whose excitations are between spin orbitals. */
  Circuit.Builder circuit() {
    return new Circuit.Builder(qubits(), encoding);
  }

  /** A circuit that prepares the reference determinant. */
  Circuit.Builder reference() {
    return circuit().basis(basisState());
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
      built =
          encoding == null
              ? JordanWigner.hamiltonian(molecule())
              : encoding.hamiltonian(molecule());
      hamiltonian = built;
    }
    return built;
  }
}
