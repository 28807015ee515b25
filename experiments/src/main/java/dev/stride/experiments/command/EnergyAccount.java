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
 * @param warnings what a reader should know before trusting the numbers
 */
record EnergyAccount(
    Subject subject,
    double energy,
    double hartreeFock,
    FullCi.GroundState exact,
    List<String> warnings) {
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
    FullCi.GroundState exact = FullCi.groundState(subject.integrals(), progress);
    List<String> warnings = new ArrayList<>(subject.warnings());
    OptionalDouble truth = exact.energy();
    if (truth.isPresent()) {
      if (energy < truth.getAsDouble() - CHEMICAL_ACCURACY) {
        warnings.add(
            "the energy lies below the exact one: the circuit does not keep the number of"
                + " electrons, and another number of them has a lower energy");
      }
      if (Math.abs(energy - truth.getAsDouble()) >= CHEMICAL_ACCURACY) {
        warnOfSpin(subject, exact.spinSquared(), warnings);
      }
      warnOfNeighbours(subject, truth.getAsDouble(), warnings);
    }
    double hartreeFock = Aufbau.hartreeFockEnergy(subject.integrals());
    return new EnergyAccount(subject, energy, hartreeFock, exact, List.copyOf(warnings));
  }

  /** The reference has S(S+1) of its single electrons, |MS2| of them. */
  private static void warnOfSpin(Subject subject, double exact, List<String> warnings) {
    double spin = 0.5 * Math.abs(subject.integrals().ms2());
    double reference = spin * (spin + 1);
    if (Math.abs(exact - reference) > OTHER_SPIN) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the exact ground state has another total spin (S² = %.2f) than the reference (%.2f):"
                  + " excitations from it that keep its symmetry do not reach that state",
              exact,
              reference));
    }
  }

  private static void warnOfNeighbours(Subject subject, double truth, List<String> warnings) {
    if (FullCi.determinants(subject.integrals()) > NEIGHBOURS) {
      return;
    }
    for (FullCi.Sector sector : FullCi.neighbours(subject.integrals())) {
      OptionalDouble there = sector.energy();
      if (there.isPresent() && there.getAsDouble() < truth - LOWER) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "with %d electrons in these orbitals the energy is lower: %.9f Ha",
                sector.electrons(),
                there.getAsDouble()));
      }
    }
  }

  boolean isJudged() {
    return exact.energy().isPresent();
  }

  /** The exact energy; NaN where it is not known. */
  double truth() {
    return exact.energy().orElse(Double.NaN);
  }

  /** Energy above the exact one; NaN where that is not known. */
  double error() {
    return energy - truth();
  }

  boolean isAccurate() {
    return Math.abs(error()) < CHEMICAL_ACCURACY;
  }

  /** The part of the energy that is of the active electrons, with one another and all else. */
  private double active() {
    return energy - subject.integrals().core();
  }

  /** Puts in all of it. */
  void put(Json json) {
    json.put("energy", energy).put("hartreeFock", hartreeFock).put("exact", truth());
    if (!isJudged()) {
      json.put("exactMissing", exact.reason());
    }
    json.put("error", error())
        .put("errorMilliHartree", 1000 * error())
        .put("chemicalAccuracy", isJudged() ? isAccurate() : null)
        .put("correlation", energy - hartreeFock)
        .put("exactCorrelation", truth() - hartreeFock);
    ElectronicStructure structure = subject.structure();
    if (structure != null) {
      json.put("nuclearRepulsion", structure.nuclearRepulsion())
          .put("frozenElectrons", structure.frozenCore())
          .put("activeElectrons", active())
          .put("mp2", structure.mp2())
          .put("dipole", structure.dipole())
          .put("dipoleDebye", debye(structure))
          .put("scfIterations", structure.iterations())
          .put("scfConverged", structure.converged());
    } else {
      json.put("core", subject.integrals().core()).put("activeElectrons", active());
    }
    json.put("warnings", warnings);
  }

  /** As lines; the notes are apart. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "energy", energy, "exact at the recommended parameters");
    if (isJudged()) {
      line(text, "exact", truth(), "full configuration interaction");
      String verdict =
          (isAccurate() ? "within" : "outside")
              + " chemical accuracy ("
              + Numbers.fixed(1000 * CHEMICAL_ACCURACY, 3)
              + " mHa)";
      line(text, "error", Numbers.fixed(1000 * error(), 6) + "    mHa", verdict);
    } else {
      line(text, "exact", "not known    ", "");
    }
    line(text, "Hartree-Fock", hartreeFock, "");
    line(text, "correlation", energy - hartreeFock, share());
    ElectronicStructure structure = subject.structure();
    if (structure == null) {
      line(text, "core", subject.integrals().core(), "nuclei and frozen electrons");
    } else {
      line(text, "MP2", structure.mp2(), "");
      line(text, "nuclear repulsion", structure.nuclearRepulsion(), "");
      int frozen = 2 * structure.space().frozen().size();
      if (frozen > 0) {
        line(text, "frozen electrons", structure.frozenCore(), frozen + " of them");
      }
    }
    line(text, "active electrons", active(), subject.integrals().electrons() + " of them");
    if (structure != null) {
      line(text, "dipole", Numbers.fixed(debye(structure), 6) + "    D  ", "Hartree-Fock");
    }
    return text.toString();
  }

  private String share() {
    double whole = truth() - hartreeFock;
    return Math.abs(whole) >= LOWER && error() > -CHEMICAL_ACCURACY
        ? Numbers.fixed(100 * (energy - hartreeFock) / whole, 2) + " % of the exact one"
        : "";
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
    line(text, name, Numbers.fixed(energy, 9) + " Ha ", note);
  }

  private static void line(StringBuilder text, String name, String quantity, String note) {
    text.append(
            String.format(Locale.ROOT, "  %-17s %20s  %s", name, quantity, note).stripTrailing())
        .append('\n');
  }

  /** The warnings, and why the exact energy is not known. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(warnings);
    if (!isJudged()) {
      notes.add(exact.reason());
    }
    return notes;
  }

  /** Notes as lines. */
  static String text(List<String> notes) {
    StringBuilder text = new StringBuilder();
    notes.forEach(note -> text.append("  note: ").append(note).append('\n'));
    return text.toString();
  }
}
