package dev.stride.vqe.chemistry;

/** A molecule and how its electrons are described; a record whose components are its keys. */
public interface Molecule {
  /** Where its nuclei are. */
  Geometry geometry();

  /** In units of the elementary charge. */
  int charge();

  /** The functions of which orbitals are made. */
  Basis basis();

  /** Which orbitals are correlated. */
  Active active();

  /** Whether the 1s electrons from lithium on stay where they are. */
  boolean frozenCore();

  /** Its Hartree-Fock orbitals and all that follows from them. */
  default ElectronicStructure solve(Progress progress) {
    return ElectronicStructure.of(this, progress);
  }

  /** The integrals of its active orbitals. */
  default MolecularIntegrals integrals() {
    return solve(Progress.NONE).active();
  }
}
