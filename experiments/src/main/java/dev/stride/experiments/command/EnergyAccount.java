package dev.stride.experiments.command;

import dev.stride.vqe.chemistry.Aufbau;
import dev.stride.vqe.chemistry.ElectronicStructure;
import dev.stride.vqe.chemistry.FullCi;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * An energy beside what it is made of and what it is judged by. All in hartree.
 *
 * @param energy exact energy of the circuit that was found
 * @param hartreeFock energy of the reference determinant
 * @param exact full configuration interaction, or why there is none
 */
record EnergyAccount(Subject subject, double energy, double hartreeFock, FullCi.GroundState exact) {
  /** Error below which an energy is called chemically accurate: 1 kcal/mol. */
  static final double CHEMICAL_ACCURACY = 1.594e-3;

  /** What a dipole moment of 1 e·bohr is in debye. */
  private static final double DEBYE = 2.541746473;

  /** Other numbers of electrons are looked at up to this many determinants. */
  private static final long NEIGHBOURS = 20_000;

  /** ⟨S²⟩ that differ by less are of the same spin, but for rounding. */
  private static final double OTHER_SPIN = 0.1;

  /** A lower energy by less is rounding. */
  private static final double LOWER = 1e-8;

  static EnergyAccount of(Subject subject, double energy, Ticker progress) {
    return new EnergyAccount(
        subject,
        energy,
        Aufbau.hartreeFockEnergy(subject.integrals()),
        FullCi.groundState(subject.integrals(), progress));
  }

  /** Energy above the exact one; NaN where that is not known. */
  double error() {
    return energy - exact.energy().orElse(Double.NaN);
  }

  boolean isAccurate() {
    return Math.abs(error()) < CHEMICAL_ACCURACY;
  }

  /** Whether the circuit has left the electron number: nothing else lies below the exact energy. */
  boolean isBelow() {
    return error() < -CHEMICAL_ACCURACY;
  }

  /** Puts in all of it. */
  void put(Json json) {
    json.put("energy", energy)
        .put("hartreeFock", hartreeFock)
        .put("exact", exact.energy().orElse(Double.NaN));
    if (exact.energy().isEmpty()) {
      json.put("exactMissing", exact.reason());
    }
    json.put("error", error())
        .put("errorMilliHartree", 1000 * error())
        .put("chemicalAccuracy", isAccurate())
        .put("correlation", energy - hartreeFock)
        .put("exactCorrelation", exact.energy().orElse(Double.NaN) - hartreeFock);
    ElectronicStructure structure = subject.structure();
    if (structure != null) {
      json.put("nuclearRepulsion", structure.nuclearRepulsion())
          .put("frozenElectrons", structure.frozenCore())
          .put("mp2", structure.mp2())
          .put("dipole", structure.dipole())
          .put("dipoleDebye", debye(structure))
          .put("scfIterations", structure.iterations())
          .put("scfConverged", structure.converged());
    } else {
      json.put("core", subject.integrals().core());
    }
    json.put("warnings", warnings());
  }

  /** What a reader should know before trusting the numbers. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>(subject.warnings());
    if (isBelow()) {
      warnings.add(
          "the energy lies below the exact one: the circuit does not keep the number of electrons,"
              + " and another number of them has a lower energy");
    }
    if (exact.energy().isPresent() && !isAccurate() && isOtherSpin()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the exact ground state has another total spin (S² = %.2f) than the reference (%.2f):"
                  + " excitations from it that keep its symmetry do not reach that state",
              exact.spinSquared(),
              referenceSpin()));
    }
    OptionalDouble truth = exact.energy();
    if (truth.isPresent() && FullCi.determinants(subject.integrals()) <= NEIGHBOURS) {
      for (FullCi.Sector sector : FullCi.neighbours(subject.integrals())) {
        OptionalDouble there = sector.energy();
        if (there.isPresent() && there.getAsDouble() < truth.getAsDouble() - LOWER) {
          warnings.add(
              String.format(
                  Locale.ROOT,
                  "with %d electrons in these orbitals the energy is lower: %.9f Ha",
                  sector.electrons(),
                  there.getAsDouble()));
        }
      }
    }
    return warnings;
  }

  private boolean isOtherSpin() {
    return Math.abs(exact.spinSquared() - referenceSpin()) > OTHER_SPIN;
  }

  /** S(S+1) of electrons that are paired but for those that MS2 leaves single. */
  private double referenceSpin() {
    double spin = 0.5 * Math.abs(subject.integrals().ms2());
    return spin * (spin + 1);
  }

  /** As lines. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "energy", energy, "exact at the recommended parameters");
    if (exact.energy().isPresent()) {
      line(text, "exact", exact.energy().getAsDouble(), "full configuration interaction");
      text.append(
          String.format(
              Locale.ROOT,
              "  %-17s %16.6f mHa  %s chemical accuracy (%.3f mHa)%n",
              "error",
              Math.rint(1e9 * error()) / 1e6 + 0.0,
              isAccurate() ? "within" : "outside",
              1000 * CHEMICAL_ACCURACY));
    } else {
      text.append("  exact             not known: ").append(exact.reason()).append('\n');
    }
    line(text, "Hartree-Fock", hartreeFock, "");
    line(text, "correlation", energy - hartreeFock, share());
    ElectronicStructure structure = subject.structure();
    if (structure != null) {
      line(text, "MP2", structure.mp2(), "");
      line(text, "nuclear repulsion", structure.nuclearRepulsion(), "");
      if (!structure.space().frozen().isEmpty()) {
        line(
            text,
            "frozen electrons",
            structure.frozenCore(),
            2 * structure.space().frozen().size() + " of them");
      }
      text.append(
          String.format(
              Locale.ROOT, "  %-17s %16.6f D    Hartree-Fock%n", "dipole", debye(structure)));
    }
    return text.toString();
  }

  private String share() {
    if (exact.energy().isEmpty()) {
      return "";
    }
    double whole = exact.energy().getAsDouble() - hartreeFock;
    return Math.abs(whole) < LOWER
        ? ""
        : String.format(
            Locale.ROOT, "%.2f %% of the exact one", 100 * (energy - hartreeFock) / whole);
  }

  private static double debye(ElectronicStructure structure) {
    double squares = 0;
    for (double component : structure.dipole()) {
      squares += component * component;
    }
    return DEBYE * Math.sqrt(squares);
  }

  /** One energy with what there is to say of it. */
  static void line(StringBuilder text, String name, double energy, String note) {
    text.append(
            String.format(Locale.ROOT, "  %-17s %16.9f Ha   %s", name, energy, note)
                .stripTrailing())
        .append('\n');
  }
}
