package dev.stride.vqe;

import dev.stride.optim.Ledger;
import dev.stride.optim.Outcome;

/**
 * One geometry of a {@link Scan}. Energies in hartree.
 *
 * @param bond in ångström
 * @param hartreeFock energy of the reference determinant
 * @param energy exact energy at the parameters that were found
 * @param measuredEnergy as it was measured; exact without shots
 * @param exact full CI in the molecule's sector; NaN where it is too large
 * @param warm whether the search started from the last geometry's parameters
 * @param iterations of the search
 * @param stop how the search ended
 * @param parameters of the circuit, in orbitals with the signs of the geometry before
 * @param ledger all that was charged here
 */
public record ScanPoint(
    double bond,
    double hartreeFock,
    double energy,
    double measuredEnergy,
    double exact,
    boolean warm,
    long iterations,
    Outcome.Stop stop,
    double[] parameters,
    Ledger ledger) {
  private static final double MILLI = 1e-3;

  /** The energy above the exact one, in millihartree; NaN where that is not known. */
  public double errorMilliHartree() {
    return (energy - exact) / MILLI;
  }
}
