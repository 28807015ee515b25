package dev.stride.vqe.chemistry;

/**
 * The hydrogen molecule: 2 electrons in 2 orbitals.
 *
 * @param bond distance in ångström
 */
public record H2(double bond) implements Molecule {
  public H2 {
    Molecules.requireBond("h2", bond, 0.735);
  }

  @Override
  public MolecularIntegrals integrals() {
    return Molecules.shipped("h2-0.735.fcidump");
  }
}
