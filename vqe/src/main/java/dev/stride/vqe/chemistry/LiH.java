package dev.stride.vqe.chemistry;

import java.util.List;

/**
 * Lithium hydride.
 *
 * @param bond distance in ångström
 * @param active which electrons are correlated, in which orbitals
 */
public record LiH(double bond, Space active) implements Molecule {
  public LiH {
    Molecules.requireBond("lih", bond, 1.595);
  }

  /** Electrons and orbitals; written as here. */
  public enum Space {
    /** The bond's electrons in the three σ orbitals above the 1s core: 1, 2 and 5, from 0. */
    SIGMA("2e3o"),
    /** All. */
    FULL("4e6o");

    private final String text;

    Space(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @Override
  public MolecularIntegrals integrals() {
    MolecularIntegrals full = Molecules.shipped("lih-1.595.fcidump");
    return switch (active) {
      case SIGMA -> new ActiveSpace(List.of(0), List.of(1, 2, 5)).reduce(full);
      case FULL -> full;
    };
  }
}
