package dev.stride.vqe.chemistry;

import dev.stride.optim.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * Atoms in a row at equal distances, the first at the origin and the others up the z axis.
 *
 * @param bond distance of neighbours in ångström
 */
public record Chain(Species species, double bond, Basis basis, Active active, boolean frozenCore)
    implements Molecule {
  public Chain {
    Check.positive("bond", bond);
  }

  @Override
  public int charge() {
    return species.charge();
  }

  @Override
  public Geometry geometry() {
    List<Atom> atoms = new ArrayList<>();
    for (Element element : species.elements()) {
      atoms.add(Atom.angstrom(element, 0, 0, atoms.size() * bond));
    }
    return new Geometry(atoms);
  }
}
