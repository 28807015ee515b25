package dev.stride.vqe.chemistry;

import dev.stride.optim.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * Four atoms about the first, which is at the origin, at every second corner of a cube along the
 * axes.
 *
 * @param bond distance from the first atom in ångström
 */
public record Tetrahedron(
    Species species, double bond, Basis basis, Active active, boolean frozenCore)
    implements Molecule {
  public Tetrahedron {
    Check.positive("bond", bond);
  }

  @Override
  public int charge() {
    return species.charge();
  }

  @Override
  public Geometry geometry() {
    double d = bond / Math.sqrt(3);
    List<Element> elements = species.elements();
    List<Atom> atoms = new ArrayList<>();
    atoms.add(Atom.angstrom(elements.get(0), 0, 0, 0));
    atoms.add(Atom.angstrom(elements.get(1), d, d, d));
    atoms.add(Atom.angstrom(elements.get(2), d, -d, -d));
    atoms.add(Atom.angstrom(elements.get(3), -d, d, -d));
    atoms.add(Atom.angstrom(elements.get(4), -d, -d, d));
    return new Geometry(atoms);
  }
}
