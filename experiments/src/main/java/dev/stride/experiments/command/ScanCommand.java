package dev.stride.experiments.command;

import dev.stride.experiments.report.MoleculePage;
import dev.stride.experiments.store.AtomicFile;
import dev.stride.experiments.store.Directories;
import dev.stride.optim.Charge;
import dev.stride.optim.Outcome;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Literals;
import dev.stride.vqe.Scan;
import dev.stride.vqe.ScanPoint;
import dev.stride.vqe.chemistry.ElectronicStructure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows the energy along a bond length. */
@Command(
    name = "scan",
    description = "Follow the energy of a molecule along a bond length: a dissociation curve.",
    footer = {"", "Example: stride scan h2 --bond 0.4:2.5:0.1 --out results/h2"})
final class ScanCommand extends MoleculeCommand<ScanCommand.Report> {
  private static final int MOST_POINTS = 1000;
  private static final List<String> HEAD =
      List.of(
          "bond, Å",
          "Hartree-Fock, Ha",
          "energy, Ha",
          "exact, Ha",
          "error, mHa",
          "iterations",
          "start");

  @Mixin private AnsatzOption ansatz;

  @Option(
      names = "--bond",
      paramLabel = "FROM:TO:STEP",
      required = true,
      description = "Bond lengths in angstrom, as in 0.4:2.5:0.1.")
  private String bond;

  @Option(
      names = "--back",
      description = "Come back along the same lengths, and take the lower energy at each.")
  private boolean back;

  /** What was found, and the parts of the energies by bond length. */
  record Report(Subject.Label label, Scan.Result result, Map<Double, Parts> parts) {}

  /** What a point's energy is made of in hartree, and what Hartree-Fock warned of. */
  record Parts(double nuclearRepulsion, double frozenElectrons, double mp2, List<String> warnings) {
    static Parts of(ElectronicStructure structure) {
      return new Parts(
          structure.nuclearRepulsion(),
          structure.frozenCore(),
          structure.mp2(),
          structure.warnings());
    }
  }

  @Override
  Report solve(Ticker ticker) {
    double[] bonds = bonds();
    Subject.Label label = molecule.label(molecule.at(bonds[0]));
    Map<Double, Parts> parts = new TreeMap<>();
    Scan scan =
        new Scan(
            length -> {
              ElectronicStructure structure = molecule.at(length).solve(ticker);
              parts.put(length, Parts.of(structure));
              return structure.active();
            },
            bonds,
            ansatz.family(),
            solver.simulator(),
            solver.minimizer(),
            solver.shots(),
            solver.budget(1),
            back);
    List<ScanPoint> done = new ArrayList<>();
    int all = back ? 2 * bonds.length - 1 : bonds.length;
    Scan.Result result =
        scan.run(
            solver.streams("scan"),
            point -> {
              done.add(point);
              keep(done);
              ticker.say(
                  String.format(
                      Locale.ROOT,
                      "%d of %d: bond %.4f, %.9f Ha",
                      done.size(),
                      all,
                      point.bond(),
                      point.energy()));
            });
    return new Report(label, result, parts);
  }

  @Override
  int report(Report report) {
    output.write(json(report), text(report), out());
    if (output.out != null) {
      keep(report.result().lowest());
      page(report).write(output.out.resolve("report.html"), StrideCommand.typed(spec));
    }
    String where = diverged(report.result());
    return where.isEmpty() ? ExitCode.DONE : diverged("the search at " + where + " Å");
  }

  /** The lengths at which a search diverged, on either way, with commas between. */
  private static String diverged(Scan.Result result) {
    StringJoiner where = new StringJoiner(", ");
    Stream.concat(result.forward().stream(), result.backward().stream())
        .filter(p -> p.stop() == Outcome.Stop.DIVERGED)
        .map(p -> Numbers.fixed(p.bond(), 4))
        .distinct()
        .forEach(where::add);
    return where.toString();
  }

  private double[] bonds() {
    String[] parts = bond.split(":", -1);
    if (parts.length != 3) {
      throw new BadInput("--bond takes FROM:TO:STEP in angstrom, as in 0.4:2.5:0.1, not " + bond);
    }
    double[] range = new double[3];
    for (int k = 0; k < 3; k++) {
      try {
        range[k] = Literals.parseNumber(parts[k].strip());
      } catch (BadInput bad) {
        throw new BadInput("--bond " + bond + ": '" + parts[k] + "' is not a number", bad);
      }
    }
    if (!(range[0] > 0) || !(range[1] >= range[0]) || !(range[2] > 0)) {
      throw new BadInput(
          "--bond "
              + bond
              + ": lengths and step must be above 0, and the second length not below the first");
    }
    double points = Math.floor((range[1] - range[0]) / range[2] + 1e-9) + 1;
    if (points > MOST_POINTS) {
      throw new BadInput(
          String.format(
              Locale.ROOT,
              "--bond %s are %s points; at most %d are allowed",
              bond,
              points < 1e9 ? Long.toString((long) points) : "more than a billion",
              MOST_POINTS));
    }
    double[] bonds = new double[(int) points];
    for (int k = 0; k < bonds.length; k++) {
      bonds[k] = Math.rint(1e9 * (range[0] + k * range[2])) / 1e9;
    }
    return bonds;
  }

  /** What is done so far is kept, should the scan be interrupted. */
  private void keep(List<ScanPoint> points) {
    if (output.out == null) {
      return;
    }
    StringBuilder csv =
        new StringBuilder(
            "bond,hartreeFock,energy,measuredEnergy,exact,errorMilliHartree,circuits\n");
    for (ScanPoint p : points) {
      csv.append(p.bond()).append(',').append(p.hartreeFock()).append(',').append(p.energy());
      csv.append(',').append(p.measuredEnergy()).append(',');
      csv.append(Double.isNaN(p.exact()) ? "" : p.exact()).append(',');
      csv.append(Double.isNaN(p.exact()) ? "" : p.errorMilliHartree()).append(',');
      csv.append(p.ledger().count(Charge.CIRCUITS)).append('\n');
    }
    Directories.make(output.out);
    AtomicFile.write(output.out.resolve("scan.csv"), csv.toString());
  }

  private Json json(Report report) {
    Scan.Result result = report.result();
    Json json = new Json();
    report.label().put(json);
    ansatz.put(json);
    solver.put(json);
    json.put("points", rows(result.lowest(), report.parts()));
    if (back) {
      json.put("forward", rows(result.forward(), report.parts()))
          .put("backward", rows(result.backward(), report.parts()))
          .put("hysteresis", result.hysteresis());
    }
    return json;
  }

  private static List<Json> rows(List<ScanPoint> points, Map<Double, Parts> all) {
    List<Json> rows = new ArrayList<>();
    for (ScanPoint p : points) {
      Parts parts = Objects.requireNonNull(all.get(p.bond()));
      rows.add(
          new Json()
              .put("bond", p.bond())
              .put("hartreeFock", p.hartreeFock())
              .put("energy", p.energy())
              .put("measuredEnergy", p.measuredEnergy())
              .put("exact", p.exact())
              .put("errorMilliHartree", p.errorMilliHartree())
              .put("warmStart", p.warm())
              .put("iterations", p.iterations())
              .put("stop", p.stop().name().toLowerCase(Locale.ROOT))
              .put("theta", p.parameters())
              .put("correlation", p.energy() - p.hartreeFock())
              .put("chemicalAccuracy", Double.isNaN(p.exact()) ? null : isAccurate(p))
              .put("nuclearRepulsion", parts.nuclearRepulsion())
              .put("frozenElectrons", parts.frozenElectrons())
              .put("mp2", parts.mp2())
              .put("warnings", parts.warnings())
              .put("ledger", Ledgers.circuits(p.ledger())));
    }
    return rows;
  }

  /** The points as a table of texts, see {@link #HEAD}. */
  private static List<List<String>> cells(List<ScanPoint> points) {
    List<List<String>> cells = new ArrayList<>();
    for (ScanPoint p : points) {
      cells.add(
          List.of(
              Numbers.fixed(p.bond(), 4),
              Numbers.fixed(p.hartreeFock(), 9),
              Numbers.fixed(p.energy(), 9),
              Numbers.fixed(p.exact(), 9),
              Numbers.fixed(p.errorMilliHartree(), 6),
              Long.toString(p.iterations()),
              (p.warm() ? "last point" : "ansatz")
                  + (p.stop() == Outcome.Stop.DIVERGED ? ", diverged" : "")));
    }
    return cells;
  }

  private String title(Report report) {
    return report.label().title() + ", " + ansatz.title();
  }

  private String text(Report report) {
    StringBuilder text = new StringBuilder(title(report) + ", " + solver.title() + "\n");
    String form = "  %7s  %16s  %16s  %16s  %12s  %10s  %s%n";
    text.append(String.format(form, HEAD.toArray()));
    cells(report.result().lowest()).forEach(row -> text.append(String.format(form, row.toArray())));
    text.append(summary(report.result()));
    return text.append(EnergyAccount.text(notes(report))).toString();
  }

  private String summary(Scan.Result result) {
    ScanPoint lowest = result.lowest().get(0);
    for (ScanPoint p : result.lowest()) {
      lowest = p.energy() < lowest.energy() ? p : lowest;
    }
    String text =
        String.format(Locale.ROOT, "  lowest: %.9f Ha at %.4f Å%n", lowest.energy(), lowest.bond());
    return back
        ? text
            + "  the two ways differ by up to "
            + Numbers.fixed(1000 * result.hysteresis(), 6)
            + " mHa\n"
        : text;
  }

  private static boolean isAccurate(ScanPoint p) {
    return Math.abs(p.energy() - p.exact()) < EnergyAccount.CHEMICAL_ACCURACY;
  }

  /** The first warning in full, and where there are others. */
  private static List<String> notes(Report report) {
    List<Double> where = new ArrayList<>();
    report
        .parts()
        .forEach(
            (length, parts) -> {
              if (!parts.warnings().isEmpty()) {
                where.add(length);
              }
            });
    if (where.isEmpty()) {
      return List.of();
    }
    double first = where.get(0);
    String others =
        where.size() == 1
            ? ""
            : String.format(
                Locale.ROOT,
                " (warnings at %d lengths, up to %.4f Å)",
                where.size(),
                where.get(where.size() - 1));
    return List.of(
        String.format(
            Locale.ROOT,
            "at %.4f Å %s%s",
            first,
            String.join("; ", Objects.requireNonNull(report.parts().get(first)).warnings()),
            others));
  }

  private MoleculePage page(Report report) {
    List<ScanPoint> points = report.result().lowest();
    double[] x = column(points, ScanPoint::bond);
    boolean judged = points.stream().anyMatch(p -> !Double.isNaN(p.exact()));
    List<MoleculePage.Line> energies = new ArrayList<>();
    energies.add(new MoleculePage.Line(ansatz.title(), x, column(points, ScanPoint::energy)));
    energies.add(new MoleculePage.Line("Hartree-Fock", x, column(points, ScanPoint::hartreeFock)));
    if (judged) {
      energies.add(new MoleculePage.Line("exact", x, column(points, ScanPoint::exact)));
    }
    MoleculePage page =
        new MoleculePage(
                title(report),
                title(report) + ", " + solver.title() + "\n" + summary(report.result()),
                "The dissociation curve",
                "Energies along the bond"
                    + (judged ? ", and their distances to full configuration interaction." : "."))
            .chart(new MoleculePage.Chart("Energy", "bond, Å", "hartree", false, energies));
    notes(report).forEach(page::note);
    if (judged) {
      page.chart(MoleculePage.errors("bond, Å", errors(points, x)));
    }
    return page.table(
        "The points", "Energies in hartree, errors in millihartree", HEAD, cells(points));
  }

  private List<MoleculePage.Line> errors(List<ScanPoint> points, double[] x) {
    return List.of(
        new MoleculePage.Line(ansatz.title(), x, column(points, ScanPoint::errorMilliHartree)),
        new MoleculePage.Line(
            "Hartree-Fock", x, column(points, p -> 1000 * (p.hartreeFock() - p.exact()))),
        new MoleculePage.Line(
            "chemical accuracy", x, column(points, p -> 1000 * EnergyAccount.CHEMICAL_ACCURACY)));
  }

  private static double[] column(List<ScanPoint> points, ToDoubleFunction<ScanPoint> of) {
    return points.stream().mapToDouble(of).toArray();
  }
}
