package dev.stride.experiments.command;

import dev.stride.experiments.report.MoleculePage;
import dev.stride.optim.Charge;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Outcome;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.vqe.Vqe;
import dev.stride.vqe.VqeResult;
import dev.stride.vqe.chemistry.FciDumpWriter;
import dev.stride.vqe.circuit.Ansatz;
import dev.stride.vqe.circuit.Ansatzes;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.operator.PauliSum;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
final class VqeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin private MoleculeOptions molecule;
  @Mixin private SolverOptions solver;
  @Mixin private OutputOptions output;
  @Mixin private FiguresOption figures;

  @Option(
      names = "--ansatz",
      paramLabel = "ANSATZ",
      defaultValue = "uccsd",
      description = "Family of circuits, see 'stride list ansatz' (default: ${DEFAULT-VALUE}).")
  private String ansatz;

  @Option(
      names = "--write-fcidump",
      paramLabel = "FILE",
      description = "Also write the integrals of the active orbitals to an FCIDUMP file.")
  private @Nullable Path integrals;

  @Override
  public Integer call() {
    solver.check();
    Minimizer minimizer = solver.minimizer();
    Ansatz family = Ansatzes.registry().parse(ansatz);
    Ticker ticker = new Ticker(spec.commandLine().getErr());
    Subject subject = molecule.subject(ticker);
    if (integrals != null) {
      FciDumpWriter.write(subject.integrals(), integrals);
    }
    Report report;
    try {
      report = solve(subject, family, minimizer, ticker);
    } catch (IllegalArgumentException tooLarge) {
      throw new BadInput(String.valueOf(tooLarge.getMessage()), tooLarge);
    }
    Json json = json(report);
    figures.put(json);
    String text = text(report);
    output.write(json, text, spec.commandLine().getOut());
    if (output.out != null) {
      page(report, text, output.out.resolve("report.html"));
    }
    if (report.result().outcome().stop() == Outcome.Stop.DIVERGED) {
      StrideCommand.say(
          spec.commandLine().getErr(), "diverged: " + report.result().outcome().message());
      return ExitCode.RUN_FAILED;
    }
    return ExitCode.DONE;
  }

  private Report solve(Subject subject, Ansatz family, Minimizer minimizer, Ticker ticker) {
    Target target = Target.of(subject.integrals());
    PauliSum hamiltonian = target.hamiltonian();
    Circuit circuit = family.circuit(target);
    Streams streams = solver.streams("vqe");
    double[] start = family.start(circuit, streams.at("start").rng());
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
        vqe.run(
            streams,
            ticker.monitor(
                "VQE", figures.monitor("iteration", output.live(spec.commandLine().getOut()))));
    return new Report(
        EnergyAccount.of(subject, result.energy(), ticker), hamiltonian, circuit, result);
  }

  /** A result beside what it is judged by. */
  private record Report(
      EnergyAccount account, PauliSum hamiltonian, Circuit circuit, VqeResult result) {}

  private Json json(Report report) {
    VqeResult result = report.result();
    Json json = new Json();
    report.account().subject().put(json);
    json.put("ansatz", Ansatzes.registry().print(Ansatzes.registry().parse(ansatz)));
    solver.put(json);
    report.account().put(json);
    json.put("measuredEnergy", result.measuredEnergy())
        .put("lowestMeasured", result.lowestMeasured())
        .put("qubits", report.hamiltonian().qubits())
        .put("electrons", report.account().subject().integrals().electrons())
        .put("paulis", report.hamiltonian().size())
        .put("parameters", report.circuit().parameters())
        .put("theta", result.parameters())
        .put("iterations", result.iterations())
        .put("stop", result.outcome().stop().name().toLowerCase(Locale.ROOT))
        .put("message", result.outcome().message());
    if (result.ledger().count(Charge.METRICS) > 0) {
      json.put("metric", "exact");
    }
    return json.put("ledger", Ledgers.circuits(result.ledger()));
  }

  private String text(Report report) {
    VqeResult result = report.result();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %s, %s: %d qubits, %d Pauli terms, %d parameters%n",
            report.account().subject().title(),
            ansatz,
            solver.title(),
            report.hamiltonian().qubits(),
            report.hamiltonian().size(),
            report.circuit().parameters()));
    text.append(report.account().text());
    if (solver.shots() > 0) {
      EnergyAccount.line(text, "measured", result.measuredEnergy(), "the last estimate");
    }
    text.append(
        String.format(
            Locale.ROOT,
            "  %d iterations, %s: %s%s%n",
            result.iterations(),
            result.outcome().message().isEmpty() ? "converged" : result.outcome().message(),
            Ledgers.text(result.ledger()).replace("values", "energies"),
            result.ledger().count(Charge.METRICS) > 0 ? " (metric: exact)" : ""));
    report.account().warnings().forEach(w -> text.append("  note: ").append(w).append('\n'));
    return text.toString();
  }

  private void page(Report report, String text, Path file) {
    EnergyAccount account = report.account();
    long[] at = report.result().outcome().curve().at();
    double[] truth = report.result().outcome().curve().truth();
    double exact = account.exact().energy().orElse(Double.NaN);
    double[] x = new double[at.length];
    double[] error = new double[at.length];
    double[] accuracy = new double[at.length];
    double[] hartreeFock = new double[at.length];
    for (int k = 0; k < at.length; k++) {
      x[k] = at[k];
      error[k] = 1000 * (truth[k] - exact);
      accuracy[k] = 1000 * EnergyAccount.CHEMICAL_ACCURACY;
      hartreeFock[k] = 1000 * (account.hartreeFock() - exact);
    }
    List<MoleculePage.Line> lines = new ArrayList<>();
    lines.add(new MoleculePage.Line("this run", x, error));
    lines.add(new MoleculePage.Line("Hartree-Fock", x, hartreeFock));
    lines.add(new MoleculePage.Line("chemical accuracy", x, accuracy));
    new MoleculePage(
            account.subject().title() + ", " + ansatz,
            text,
            "How it converged",
            "The exact energy at the recommended parameters above that of full configuration"
                + " interaction, after each iteration.")
        .chart(
            new MoleculePage.Chart("Error of the energy", "iteration", "error, mHa", true, lines))
        .write(
            file, "stride " + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
  }
}
