package dev.stride.vqe.chemistry;

import dev.stride.optim.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * Atoms at equal distances and angles about the first, which is at the origin; the others open up
 * the z axis, and the first of them is on the side of negative y. Of two they make a bent molecule.
 *
 * @param bond distance from the first atom in ångström
 * @param angle between two bonds in degrees
 */
public record Pyramid(
    Species species, double bond, double angle, Basis basis, Active active, boolean frozenCore)
    implements Molecule {
  public Pyramid {
    Check.positive("bond", bond);
    double flat = 360.0 / (species.elements().size() - 1);
    Check.that(
        angle > 0 && angle <= flat, "angle must be above 0 and at most %s, not %s", flat, angle);
  }

  @Override
  public int charge() {
    return species.charge();
  }

  @Override
  public Geometry geometry() {
    int n = species.elements().size() - 1;
    // two ends are apart by 2 bond sin(angle/2), as they are on a circle of radius bond * sine
    double sine = StrictMath.sin(Math.toRadians(angle) / 2) / StrictMath.sin(Math.PI / n);
    double z = bond * Math.sqrt(Math.max(0, 1 - sine * sine));
    List<Atom> atoms = new ArrayList<>();
    atoms.add(Atom.angstrom(species.elements().get(0), 0, 0, 0));
    for (Element element : species.elements().subList(1, n + 1)) {
      double turn = 2 * Math.PI * (atoms.size() - 1) / n;
      double x = bond * sine * StrictMath.sin(turn);
      double y = -bond * sine * StrictMath.cos(turn);
      atoms.add(Atom.angstrom(element, x, y, z));
    }
    return new Geometry(atoms);
  }
}
