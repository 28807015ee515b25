package dev.stride.vqe.chemistry;

/**
 * The helium hydride ion: 2 electrons in 2 orbitals.
 *
 * @param bond distance in ångström
 */
public record HehPlus(double bond) implements Molecule {
  public HehPlus {
    Molecules.requireBond("heh+", bond, 0.772);
  }

  @Override
  public MolecularIntegrals integrals() {
    return Molecules.shipped("heh-plus-0.772.fcidump");
  }
}
