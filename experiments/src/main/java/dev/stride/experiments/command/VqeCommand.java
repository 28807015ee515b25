package dev.stride.experiments.command;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Outcome;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Registry;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Optimizers;
import dev.stride.vqe.Energy;
import dev.stride.vqe.Vqe;
import dev.stride.vqe.VqeResult;
import dev.stride.vqe.chemistry.Aufbau;
import dev.stride.vqe.chemistry.FciDump;
import dev.stride.vqe.chemistry.FullCi;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.circuit.Ansatz;
import dev.stride.vqe.circuit.Ansatzes;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Backend;
import dev.stride.vqe.simulator.Backends;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the ground-state energy of a molecule with a variational quantum eigensolver. */
@Command(
    name = "vqe",
    description = "Find the ground-state energy of a molecule on a simulated quantum computer.",
    footer = {
      "",
      "Examples: stride vqe h2 --ansatz uccsd --optimizer lbfgs --json",
      "          stride vqe --fcidump FILE --optimizer qng:learningRate=0.2 --shots 10000 --seed 7"
    })
final class VqeCommand implements Callable<Integer> {
  /** Error in hartree below which an energy is called chemically accurate: 1 kcal/mol. */
  private static final double CHEMICAL_ACCURACY = 1.594e-3;

  private static final long MOST_SHOTS = 1_000_000_000_000L;
  private static final String NOISY_DEFAULT = "adam:learningRate=0.05";

  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin private OutputOptions output;
  @Mixin private FiguresOption figures;

  @Parameters(
      arity = "0..1",
      paramLabel = "MOLECULE",
      description = "What 'stride list molecule' shows, as in h2 or lih:active=2e3o.")
  private @Nullable String molecule;

  @Option(
      names = "--fcidump",
      paramLabel = "FILE",
      description = "Read the integrals from an FCIDUMP file instead.")
  private @Nullable Path fcidump;

  @Option(
      names = "--ansatz",
      paramLabel = "ANSATZ",
      defaultValue = "uccsd",
      description = "Family of circuits (default: ${DEFAULT-VALUE}).")
  private String ansatz;

  @Option(
      names = "--optimizer",
      paramLabel = "OPTIMIZER",
      description =
          "What 'stride list optimizer' shows (default: lbfgs; with shots, " + NOISY_DEFAULT + ").")
  private @Nullable String optimizer;

  @Option(
      names = "--shots",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Shots of one energy estimate, over all groups; 0 for exact energies (default).")
  private long shots;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "500",
      description = "Iterations at most (default: ${DEFAULT-VALUE}).")
  private long iterations;

  @Option(
      names = "--backend",
      paramLabel = "BACKEND",
      defaultValue = "state-vector",
      description = "state-vector, or strange in float32 (default: ${DEFAULT-VALUE}).")
  private String backend;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Root of all randomness (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    requireCounts();
    Minimizer minimizer = minimizer();
    MolecularIntegrals integrals = integrals();
    Report report;
    try {
      report = solve(integrals, minimizer);
    } catch (IllegalArgumentException tooLarge) {
      throw new BadInput(String.valueOf(tooLarge.getMessage()), tooLarge);
    }
    Json json = json(report, minimizer);
    figures.put(json);
    output.write(json, text(report, minimizer), spec.commandLine().getOut());
    if (report.result().outcome().stop() == Outcome.Stop.DIVERGED) {
      StrideCommand.say(
          spec.commandLine().getErr(), "diverged: " + report.result().outcome().message());
      return ExitCode.RUN_FAILED;
    }
    return ExitCode.DONE;
  }

  private void requireCounts() {
    if (shots < 0) {
      throw new BadInput("--shots must not be negative, and is " + shots);
    }
    if (shots > MOST_SHOTS) {
      throw new BadInput("--shots must be at most " + MOST_SHOTS + ", not " + shots);
    }
    if (iterations < 1) {
      throw new BadInput("--iterations must be at least 1, not " + iterations);
    }
  }

  private Report solve(MolecularIntegrals integrals, Minimizer minimizer) {
    Ansatz family = Ansatzes.registry().parse(ansatz);
    Backend simulator = Backends.registry().parse(backend);
    PauliSum hamiltonian = JordanWigner.hamiltonian(integrals);
    Target target = Target.of(integrals);
    Circuit circuit = family.circuit(target);
    Streams streams = Streams.of(seed).at("vqe");
    double[] start = family.start(target, circuit, streams.at("start").rng());
    Budget budget = Budget.of(Charge.ITERATIONS, iterations);
    Vqe vqe = new Vqe(hamiltonian, circuit, simulator, minimizer, start, shots, budget);
    return new Report(
        integrals,
        hamiltonian,
        circuit,
        vqe.run(streams, figures.monitor("iteration", output.live(spec.commandLine().getOut()))));
  }

  private MolecularIntegrals integrals() {
    if (fcidump == null && molecule == null) {
      throw new BadInput("say which MOLECULE, as in h2, or give --fcidump FILE");
    }
    if (fcidump != null && molecule != null) {
      throw new BadInput("give a MOLECULE or --fcidump, not both");
    }
    return fcidump != null
        ? FciDump.read(fcidump)
        : Molecules.registry().parse(Objects.requireNonNull(molecule)).integrals();
  }

  private Minimizer minimizer() {
    String chosen = optimizer == null ? (shots == 0 ? "lbfgs" : NOISY_DEFAULT) : optimizer;
    return Optimizers.minimizer(chosen, Energy.ANSWERS, "variational quantum eigensolvers");
  }

  /** A result beside what it is judged by. */
  private record Report(
      MolecularIntegrals integrals,
      PauliSum hamiltonian,
      Circuit circuit,
      VqeResult result,
      double hartreeFock,
      FullCi.GroundState exact) {
    Report(MolecularIntegrals integrals, PauliSum hamiltonian, Circuit circuit, VqeResult result) {
      this(
          integrals,
          hamiltonian,
          circuit,
          result,
          Aufbau.hartreeFockEnergy(integrals),
          FullCi.groundState(integrals));
    }

    /** Energy above the exact one in hartree; NaN where that is not known. */
    double error() {
      return exact.energy().isPresent()
          ? result.energy() - exact.energy().getAsDouble()
          : Double.NaN;
    }

    boolean isAccurate() {
      return Math.abs(error()) < CHEMICAL_ACCURACY;
    }
  }

  private Json json(Report report, Minimizer minimizer) {
    VqeResult result = report.result();
    Json json = new Json();
    if (molecule != null) {
      json.put("molecule", canonical(Molecules.registry(), molecule));
    } else {
      json.put("fcidump", fcidump);
    }
    json.put("ansatz", canonical(Ansatzes.registry(), ansatz))
        .put("optimizer", Optimizers.print(minimizer))
        .put("backend", backend)
        .put("shots", shots)
        .put("seed", seed)
        .put("energy", result.energy())
        .put("measuredEnergy", result.measuredEnergy())
        .put("lowestMeasured", result.lowestMeasured())
        .put("hartreeFock", report.hartreeFock())
        .put("exact", report.exact().energy().orElse(Double.NaN));
    if (report.exact().energy().isEmpty()) {
      json.put("exactMissing", report.exact().reason());
    }
    json.put("error", report.error())
        .put("chemicalAccuracy", report.isAccurate())
        .put("qubits", report.hamiltonian().qubits())
        .put("electrons", report.integrals().electrons())
        .put("paulis", report.hamiltonian().size())
        .put("parameters", report.circuit().parameters())
        .put("theta", result.parameters())
        .put("iterations", result.iterations())
        .put("stop", result.outcome().stop().name().toLowerCase(Locale.ROOT))
        .put("message", result.outcome().message());
    if (result.ledger().count(Charge.METRICS) > 0) {
      json.put("metric", "exact");
    }
    Json ledger = new Json();
    ledger
        .put("energies", result.ledger().count(Charge.VALUES))
        .put("gradients", result.ledger().count(Charge.GRADIENTS))
        .put("metrics", result.ledger().count(Charge.METRICS))
        .put("fidelities", result.ledger().count(Charge.FIDELITIES))
        .put("calibrations", result.ledger().count(Charge.CALIBRATIONS))
        .put("circuits", result.ledger().count(Charge.CIRCUITS))
        .put("shots", result.ledger().count(Charge.SHOTS));
    return json.put("ledger", ledger);
  }

  private String text(Report report, Minimizer minimizer) {
    VqeResult result = report.result();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %s, %s%s: %d qubits, %d Pauli terms, %d parameters%n",
            molecule != null ? molecule : fcidump,
            ansatz,
            Optimizers.print(minimizer),
            shots == 0 ? "" : ", " + shots + " shots",
            report.hamiltonian().qubits(),
            report.hamiltonian().size(),
            report.circuit().parameters()));
    line(text, "energy", result.energy(), "exact at the recommended parameters");
    if (shots > 0) {
      line(text, "measured", result.measuredEnergy(), "the estimate there");
    }
    line(text, "Hartree-Fock", report.hartreeFock(), "");
    if (report.exact().energy().isPresent()) {
      line(text, "exact", report.exact().energy().getAsDouble(), "full configuration interaction");
      text.append(
          String.format(
              Locale.ROOT,
              "  %-14s %14.6f mHa  %s chemical accuracy (%.3f mHa)%n",
              "error",
              Math.rint(1e9 * report.error()) / 1e6 + 0.0,
              report.isAccurate() ? "within" : "outside",
              1000 * CHEMICAL_ACCURACY));
      if (report.error() < -CHEMICAL_ACCURACY) {
        text.append("                 the circuit does not keep the number of electrons,\n")
            .append("                 and another number of them has a lower energy\n");
      }
    } else {
      text.append("  exact          not known: ").append(report.exact().reason()).append('\n');
    }
    text.append(
        String.format(
            Locale.ROOT,
            "  %d iterations, %s: %s%s%n",
            result.iterations(),
            result.outcome().message().isEmpty() ? "converged" : result.outcome().message(),
            Ledgers.text(result.ledger()).replace("values", "energies"),
            result.ledger().count(Charge.METRICS) > 0 ? " (metric: exact)" : ""));
    return text.toString();
  }

  private static <T> String canonical(Registry<T> registry, String text) {
    return registry.print(registry.parse(text));
  }

  private static void line(StringBuilder text, String name, double energy, String note) {
    text.append(
            String.format(Locale.ROOT, "  %-14s %14.9f Ha   %s", name, energy, note)
                .stripTrailing())
        .append('\n');
  }
}
