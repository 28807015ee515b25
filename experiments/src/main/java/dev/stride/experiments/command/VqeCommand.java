package dev.stride.experiments.command;

import dev.stride.experiments.report.MoleculePage;
import dev.stride.experiments.store.AtomicFile;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Outcome;
import dev.stride.optim.random.Streams;
import dev.stride.vqe.Vqe;
import dev.stride.vqe.VqeResult;
import dev.stride.vqe.chemistry.FciDumpWriter;
import dev.stride.vqe.circuit.Ansatz;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.CircuitSvg;
import dev.stride.vqe.circuit.CircuitText;
import dev.stride.vqe.circuit.GateCounts;
import dev.stride.vqe.circuit.OpenQasm;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.operator.Mapping;
import dev.stride.vqe.operator.Mappings;
import dev.stride.vqe.operator.PauliSum;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the ground-state energy of a molecule with a variational quantum eigensolver. */
@Command(
    name = "vqe",
    description = "Find the ground-state energy of a molecule on a simulated quantum computer.",
    footer = {
      "",
      "Examples: stride vqe h2o --frozen-core",
      "          stride vqe --xyz water.xyz --basis sto-3g --ansatz uccsd --json",
      "          stride vqe lih:bond=1.8,active=2e3o --optimizer qng:learningRate=0.2 \\",
      "            --shots 10000 --seed 7"
    })
final class VqeCommand extends MoleculeCommand<VqeCommand.Report> {
  private static final int WIDTH = 100;

  /** Circuits with more gates times qubits are folded away on the page. */
  private static final int SMALL = 500;

  @Mixin private AnsatzOption ansatz;
  @Mixin private FiguresOption figures;

  @Option(
      names = "--mapping",
      paramLabel = "MAPPING",
      defaultValue = "jordan-wigner",
      description =
          "How electrons become qubits, see 'stride list mapping' (default: ${DEFAULT-VALUE}).")
  private String mapping;

  @Option(
      names = "--taper",
      description = "Leave out the qubits that symmetries of the Hamiltonian determine.")
  private boolean taper;

  @Option(names = "--circuit", description = "Also show the circuit as text.")
  private boolean drawn;

  @Option(
      names = "--qasm",
      paramLabel = "FILE",
      description = "Also write the circuit to an OpenQASM 2 file, at the parameters found.")
  private @Nullable Path qasm;

  @Option(
      names = "--qasm3",
      paramLabel = "FILE",
      description = "Also write the circuit to an OpenQASM 3 file, its parameters as inputs.")
  private @Nullable Path qasm3;

  @Option(
      names = "--write-fcidump",
      paramLabel = "FILE",
      description = "Also write the integrals of the active orbitals to an FCIDUMP file.")
  private @Nullable Path integrals;

  /** A result beside what it is judged by. */
  record Report(EnergyAccount account, PauliSum hamiltonian, Circuit circuit, VqeResult result) {}

  @Override
  Report solve(Ticker ticker) {
    Minimizer minimizer = solver.minimizer();
    Ansatz family = ansatz.family();
    Mapping chosen = Mappings.registry().parse(mapping);
    Subject subject = molecule.subject(ticker);
    if (integrals != null) {
      FciDumpWriter.write(subject.integrals(), integrals);
    }
    Target target = Target.of(subject.integrals(), chosen, taper);
    PauliSum hamiltonian = target.hamiltonian();
    Circuit circuit = family.circuit(target);
    Streams streams = solver.streams("vqe");
    double[] start = family.start(target, circuit, streams.at("start").rng());
    Vqe vqe =
        new Vqe(
            hamiltonian,
            circuit,
            solver.simulator(),
            minimizer,
            start,
            solver.shots(),
            solver.budget(1));
    VqeResult result =
        vqe.run(streams, ticker.monitor("VQE", figures.monitor("iteration", output.live(out()))));
    return new Report(
        EnergyAccount.of(subject, result.energy(), ticker), hamiltonian, circuit, result);
  }

  @Override
  int report(Report report) {
    Json json = json(report);
    figures.put(json);
    String text = text(report);
    String drawing = drawn ? "\n" + CircuitText.of(report.circuit(), WIDTH) : "";
    // First, so that a file that cannot be written loses nothing.
    output.write(json, text + EnergyAccount.text(report.account().notes()) + drawing, out());
    if (qasm != null) {
      AtomicFile.write(qasm, OpenQasm.write2(report.circuit(), report.result().parameters()));
    }
    if (qasm3 != null) {
      AtomicFile.write(qasm3, OpenQasm.write3(report.circuit()));
    }
    if (output.out != null) {
      page(report, text).write(output.out.resolve("report.html"), StrideCommand.typed(spec));
    }
    Outcome outcome = report.result().outcome();
    return outcome.stop() == Outcome.Stop.DIVERGED ? diverged(outcome.message()) : ExitCode.DONE;
  }

  private Json json(Report report) {
    VqeResult result = report.result();
    Json json = new Json();
    report.account().subject().label().put(json);
    ansatz.put(json);
    json.put("mapping", Mappings.registry().print(Mappings.registry().parse(mapping)))
        .put("tapered", taper);
    solver.put(json);
    report.account().put(json);
    json.put("measuredEnergy", result.measuredEnergy())
        .put("lowestMeasured", result.lowestMeasured())
        .put("qubits", report.hamiltonian().qubits())
        .put("electrons", report.account().subject().integrals().electrons())
        .put("paulis", report.hamiltonian().size())
        .put("parameters", report.circuit().parameters())
        .put("theta", result.parameters())
        .put("gates", gates(report.circuit()))
        .put("iterations", result.iterations())
        .put("stop", result.outcome().stop().name().toLowerCase(Locale.ROOT))
        .put("message", result.outcome().message());
    if (result.ledger().count(Charge.METRICS) > 0) {
      json.put("metric", "exact");
    }
    return json.put("ledger", Ledgers.circuits(result.ledger()));
  }

  private static Json gates(Circuit circuit) {
    GateCounts counts = GateCounts.of(circuit);
    return new Json()
        .put("oneQubit", counts.oneQubit())
        .put("twoQubit", counts.twoQubit())
        .put("cnots", counts.cnots())
        .put("depth", counts.depth());
  }

  private String text(Report report) {
    VqeResult result = report.result();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %s, %s: %s, %d Pauli terms, %s%n",
            report.account().subject().label().title(),
            ansatz.title(),
            solver.title(),
            Numbers.counted(report.hamiltonian().qubits(), "qubit"),
            report.hamiltonian().size(),
            Numbers.counted(report.circuit().parameters(), "parameter")));
    text.append(report.account().text());
    if (solver.shots() > 0) {
      EnergyAccount.line(text, "measured", result.measuredEnergy(), "the last estimate");
    }
    text.append(
        String.format(
            Locale.ROOT,
            "  %s, %s: %s%s%n",
            Numbers.counted(result.iterations(), "iteration"),
            result.outcome().message().isEmpty() ? "converged" : result.outcome().message(),
            Ledgers.circuitsText(result.ledger()),
            result.ledger().count(Charge.METRICS) > 0 ? " (metric: exact)" : ""));
    GateCounts counts = GateCounts.of(report.circuit());
    text.append(
        String.format(
            Locale.ROOT,
            "  circuit: %d one-qubit and %d two-qubit gates, depth %d%n",
            counts.oneQubit(),
            counts.twoQubit(),
            counts.depth()));
    return text.toString();
  }

  private MoleculePage page(Report report, String text) {
    EnergyAccount account = report.account();
    Curve curve = report.result().outcome().curve();
    boolean judged = account.isJudged();
    double scale = judged ? 1000 : 1;
    double zero = judged ? account.truth() : 0;
    double[] x = new double[curve.at().length];
    double[] found = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = curve.at()[k];
      found[k] = scale * (curve.truth()[k] - zero);
    }
    List<MoleculePage.Line> lines = new ArrayList<>();
    lines.add(new MoleculePage.Line("this run", x, found));
    lines.add(level("Hartree-Fock", x, scale * (account.hartreeFock() - zero)));
    if (judged) {
      lines.add(level("chemical accuracy", x, scale * EnergyAccount.CHEMICAL_ACCURACY));
    }
    MoleculePage page =
        new MoleculePage(
            account.subject().label().title() + ", " + ansatz.title(),
            text,
            "How it converged",
            "The exact energy at the recommended parameters after each iteration"
                + (judged ? ", beside that of full configuration interaction." : "."));
    account.notes().forEach(page::note);
    page.chart(
        judged
            ? MoleculePage.errors("iteration", lines)
            : new MoleculePage.Chart("Energy", "iteration", "hartree", false, lines));
    String summary = CircuitText.summary(report.circuit()).strip().replace("\n", "; ");
    int gates = report.circuit().gates().size();
    return gates > CircuitText.MOST_GATES
        ? page.paragraph("The circuit", summary + ". It is too long to be drawn.")
        : page.picture(
            "The circuit",
            summary,
            CircuitSvg.of(report.circuit()),
            gates * report.circuit().qubits() <= SMALL);
  }

  private static MoleculePage.Line level(String name, double[] x, double value) {
    double[] y = new double[x.length];
    Arrays.fill(y, value);
    return new MoleculePage.Line(name, x, y);
  }
}
