package dev.stride.experiments.command;

import dev.stride.experiments.report.MoleculePage;
import dev.stride.experiments.store.AtomicFile;
import dev.stride.optim.Charge;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Registry;
import dev.stride.vqe.Scan;
import dev.stride.vqe.ScanPoint;
import dev.stride.vqe.chemistry.ElectronicStructure;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.Progress;
import dev.stride.vqe.circuit.Ansatzes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows the energy along a bond length. */
@Command(
    name = "scan",
    description = "Follow the energy of a molecule along a bond length: a dissociation curve.",
    footer = {"", "Example: stride scan h2 --bond 0.4:2.5:0.1 --out results/h2"})
final class ScanCommand implements Callable<Integer> {
  private static final int MOST_POINTS = 1000;

  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin private MoleculeOptions molecule;
  @Mixin private SolverOptions solver;
  @Mixin private OutputOptions output;

  @Option(
      names = "--bond",
      paramLabel = "FROM:TO:STEP",
      required = true,
      description = "Bond lengths in angstrom, as in 0.4:2.5:0.1.")
  private String bond;

  @Option(
      names = "--ansatz",
      paramLabel = "ANSATZ",
      defaultValue = "uccsd",
      description = "Family of circuits, see 'stride list ansatz' (default: ${DEFAULT-VALUE}).")
  private String ansatz;

  @Option(
      names = "--back",
      description = "Come back along the same lengths, and take the lower energy at each.")
  private boolean back;

  /** What Hartree-Fock says that a reader should know, by bond length. */
  private final Map<Double, List<String>> warnings = new TreeMap<>();

  @Override
  public Integer call() {
    solver.check();
    double[] bonds = bonds();
    molecule.at(bonds[0]);
    Ticker ticker = new Ticker(spec.commandLine().getErr());
    List<ScanPoint> done = new ArrayList<>();
    Scan.Result result;
    try {
      Scan scan =
          new Scan(
              this::integrals,
              bonds,
              Ansatzes.registry().parse(ansatz),
              solver.simulator(),
              solver.minimizer(),
              solver.shots(),
              solver.budget(1),
              back);
      result =
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
                        back ? 2 * bonds.length - 1 : bonds.length,
                        point.bond(),
                        point.energy()));
              });
    } catch (IllegalArgumentException bad) {
      throw new BadInput(String.valueOf(bad.getMessage()), bad);
    }
    String text = text(result);
    output.write(json(result), text, spec.commandLine().getOut());
    keep(result.lowest());
    if (output.out != null) {
      page(result, text);
    }
    return ExitCode.DONE;
  }

  private MolecularIntegrals integrals(double length) {
    ElectronicStructure structure = molecule.at(length).solve(Progress.NONE);
    warnings.put(length, structure.warnings());
    return structure.active();
  }

  private double[] bonds() {
    String[] parts = bond.split(":", -1);
    if (parts.length != 3) {
      throw new BadInput("--bond takes FROM:TO:STEP in angstrom, as in 0.4:2.5:0.1, not " + bond);
    }
    double[] range = new double[3];
    for (int k = 0; k < 3; k++) {
      try {
        range[k] = Registry.parseDouble(parts[k].strip());
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
              "--bond %s are %.4g points; at most %d are allowed",
              bond,
              points,
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
    Directories.make(output.out);
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
    AtomicFile.write(output.out.resolve("scan.csv"), csv.toString());
  }

  private Json json(Scan.Result result) {
    Json json = new Json().put("molecule", molecule.name());
    json.put("ansatz", Ansatzes.registry().print(Ansatzes.registry().parse(ansatz)));
    solver.put(json);
    json.put("points", rows(result.lowest()));
    if (back) {
      json.put("forward", rows(result.forward()))
          .put("backward", rows(result.backward()))
          .put("hysteresis", result.hysteresis());
    }
    return json;
  }

  private List<Json> rows(List<ScanPoint> points) {
    List<Json> rows = new ArrayList<>();
    for (ScanPoint p : points) {
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
              .put("theta", p.parameters())
              .put("warnings", warnings.getOrDefault(p.bond(), List.of()))
              .put("ledger", Ledgers.circuits(p.ledger())));
    }
    return rows;
  }

  private String text(Scan.Result result) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %s, %s%n  bond, Å  Hartree-Fock, Ha        energy, Ha         exact, Ha   error,"
                + " mHa  iterations%n",
            molecule.name(),
            ansatz,
            solver.title()));
    ScanPoint lowest = result.lowest().get(0);
    for (ScanPoint p : result.lowest()) {
      lowest = p.energy() < lowest.energy() ? p : lowest;
      text.append(
          String.format(
              Locale.ROOT,
              "  %7.4f  %16.9f  %16.9f  %16s  %11s  %10d%s%n",
              p.bond(),
              p.hartreeFock(),
              p.energy(),
              Double.isNaN(p.exact()) ? "-" : String.format(Locale.ROOT, "%.9f", p.exact()),
              Double.isNaN(p.exact())
                  ? "-"
                  : String.format(
                      Locale.ROOT, "%.6f", Math.rint(1e6 * p.errorMilliHartree()) / 1e6 + 0.0),
              p.iterations(),
              p.warm() ? "  from the last point" : ""));
    }
    text.append(
        String.format(
            Locale.ROOT, "  lowest: %.9f Ha at %.4f Å%n", lowest.energy(), lowest.bond()));
    if (back) {
      text.append(
          String.format(
              Locale.ROOT,
              "  the two ways differ by up to %.6f mHa%n",
              1000 * result.hysteresis()));
    }
    return text.append(notes()).toString();
  }

  /** Of the lengths with the same kind of warning, which differ by a number, the first. */
  private String notes() {
    Map<String, String> first = new LinkedHashMap<>();
    Map<String, Integer> count = new LinkedHashMap<>();
    warnings.forEach(
        (length, all) -> {
          for (String warning : all) {
            String kind = warning.replaceAll("[0-9]", "");
            first.putIfAbsent(kind, String.format(Locale.ROOT, "%.4f Å: %s", length, warning));
            count.merge(kind, 1, Integer::sum);
          }
        });
    StringBuilder notes = new StringBuilder();
    first.forEach(
        (kind, warning) -> {
          int more = Objects.requireNonNull(count.get(kind)) - 1;
          notes.append("  note: at ").append(warning);
          notes.append(more > 0 ? " (so at " + more + " more lengths)\n" : "\n");
        });
    return notes.toString();
  }

  private void page(Scan.Result result, String text) {
    List<ScanPoint> points = result.lowest();
    double[] x = column(points, ScanPoint::bond);
    List<MoleculePage.Line> energies = new ArrayList<>();
    energies.add(new MoleculePage.Line(ansatz, x, column(points, ScanPoint::energy)));
    energies.add(new MoleculePage.Line("Hartree-Fock", x, column(points, ScanPoint::hartreeFock)));
    energies.add(new MoleculePage.Line("exact", x, column(points, ScanPoint::exact)));
    List<MoleculePage.Line> errors = new ArrayList<>();
    errors.add(new MoleculePage.Line(ansatz, x, column(points, ScanPoint::errorMilliHartree)));
    errors.add(
        new MoleculePage.Line(
            "Hartree-Fock", x, column(points, p -> 1000 * (p.hartreeFock() - p.exact()))));
    errors.add(
        new MoleculePage.Line(
            "chemical accuracy", x, column(points, p -> 1000 * EnergyAccount.CHEMICAL_ACCURACY)));
    new MoleculePage(
            molecule.name() + ", " + ansatz,
            text,
            "The dissociation curve",
            "Energies along the bond, and what they lie above full configuration interaction. What"
                + " is exact to the last digit is not on a logarithmic scale.")
        .chart(new MoleculePage.Chart("Energy", "bond, Å", "energy, hartree", false, energies))
        .chart(new MoleculePage.Chart("Error", "bond, Å", "error, mHa", true, errors))
        .write(
            Objects.requireNonNull(output.out).resolve("report.html"),
            "stride " + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
  }

  private static double[] column(List<ScanPoint> points, ToDoubleFunction<ScanPoint> of) {
    return points.stream().mapToDouble(of).toArray();
  }
}
