package dev.stride.vqe.chemistry;

/**
 * A nucleus and where it is.
 *
 * @param x in bohr, as y and z
 */
public record Atom(Element element, double x, double y, double z) {
  /** One bohr in ångström (CODATA 2014). */
  public static final double BOHR = 0.52917721067;

  /** A nucleus whose place is given in ångström. */
  public static Atom angstrom(Element element, double x, double y, double z) {
    return new Atom(element, x / BOHR, y / BOHR, z / BOHR);
  }

  /** Distance of two nuclei in bohr. */
  double distance(Atom other) {
    double dx = x - other.x;
    double dy = y - other.y;
    double dz = z - other.z;
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
}
