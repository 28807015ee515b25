package dev.stride.vqe.chemistry;

/** A molecule that can be chosen by name; a record whose components are its keys. */
public interface Molecule {
  /** Its integrals, read anew. */
  MolecularIntegrals integrals();
}
