package dev.stride.vqe.chemistry;

/**
 * Four hydrogen atoms in a row: 4 electrons in 4 orbitals.
 *
 * @param bond distance of neighbours in ångström
 */
public record H4(double bond) implements Molecule {
  public H4 {
    Molecules.requireBond("h4", bond, 0.9);
  }

  @Override
  public MolecularIntegrals integrals() {
    return Molecules.shipped("h4-0.9.fcidump");
  }
}
