package dev.stride.vqe.chemistry;

import java.util.List;

/** An atom alone, at the origin. */
public record SingleAtom(Species species, Basis basis, Active active, boolean frozenCore)
    implements Molecule {

  @Override
  public int charge() {
    return species.charge();
  }

  @Override
  public Geometry geometry() {
    return new Geometry(List.of(Atom.angstrom(species.elements().get(0), 0, 0, 0)));
  }
}
