package dev.stride.vqe.chemistry;

import dev.stride.optim.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * Atoms at the corners of a regular polygon about the origin in the xz plane, the first up the z
 * axis.
 *
 * @param bond distance of neighbours in ångström
 */
public record Ring(Species species, double bond, Basis basis, Active active, boolean frozenCore)
    implements Molecule {
  public Ring {
    Check.positive("bond", bond);
  }

  @Override
  public int charge() {
    return species.charge();
  }

  @Override
  public Geometry geometry() {
    int n = species.elements().size();
    double radius = bond / (2 * StrictMath.sin(Math.PI / n));
    List<Atom> atoms = new ArrayList<>();
    for (Element element : species.elements()) {
      double angle = 2 * Math.PI * atoms.size() / n;
      double x = -radius * StrictMath.sin(angle);
      atoms.add(Atom.angstrom(element, x, 0, radius * StrictMath.cos(angle)));
    }
    return new Geometry(atoms);
  }
}
