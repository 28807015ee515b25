package dev.stride.experiments.command;

import dev.stride.optim.Outcome;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.vqe.ExcitedStates;
import dev.stride.vqe.Levels;
import dev.stride.vqe.SsVqe;
import dev.stride.vqe.Vqd;
import dev.stride.vqe.chemistry.Aufbau;
import dev.stride.vqe.chemistry.ElectronicStructure;
import dev.stride.vqe.chemistry.FullCi;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.circuit.Ansatz;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the lowest states of a molecule. */
@Command(
    name = "excited",
    description = "Find the lowest states of a molecule, the excited ones too (VQD, SSVQE).",
    footer = {"", "Example: stride excited h2 --states 3 --ansatz k-upccgsd"})
final class ExcitedCommand extends MoleculeCommand<ExcitedCommand.Report> {
  /** How many exact levels above those asked for a state may be compared with. */
  private static final int MORE_LEVELS = 8;

  @Mixin private AnsatzOption ansatz;

  /** How several states are found. */
  enum Method {
    VQD,
    SSVQE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--method",
      paramLabel = "vqd|ssvqe",
      defaultValue = "vqd",
      description =
          "One state after the other, each kept away from those before; or all by one circuit on"
              + " orthogonal determinants (default: ${DEFAULT-VALUE}).")
  private Method method;

  @Option(
      names = "--states",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many, the ground state included (default: ${DEFAULT-VALUE}).")
  private int states;

  @Option(
      names = "--beta",
      paramLabel = "HARTREE",
      defaultValue = "0",
      description =
          "Weight of the overlap with lower states in vqd (default: twice the sum of the Pauli"
              + " coefficients' sizes).")
  private double beta;

  @Option(
      names = "--tries",
      paramLabel = "N",
      defaultValue = "3",
      description = "Searches for each state in vqd (default: ${DEFAULT-VALUE}).")
  private int tries;

  @Option(
      names = "--spread",
      paramLabel = "RAD",
      defaultValue = "0.5",
      description =
          "Standard deviation of the random starts of these searches (default: ${DEFAULT-VALUE}).")
  private double spread;

  /** The states beside the exact levels, and which of them each state is. */
  record Report(Subject subject, ExcitedStates found, List<FullCi.State> exact, Levels levels) {}

  @Override
  Report solve(Ticker ticker) {
    Ansatz family = ansatz.family();
    Subject subject = molecule.subject(ticker);
    int most = (int) Math.min(Integer.MAX_VALUE, FullCi.determinants(subject.integrals()));
    if (states < 1 || states > most) {
      throw new BadInput(
          "--states must be from 1 to " + most + ", the number of determinants, not " + states);
    }
    // First, as it fails at once where it is too large.
    List<FullCi.State> exact =
        FullCi.lowest(subject.integrals(), Math.min(most, states + MORE_LEVELS), ticker);
    ExcitedStates found = solve(subject.integrals(), family, ticker);
    double[] energies = exact.stream().mapToDouble(FullCi.State::energy).toArray();
    return new Report(subject, found, exact, found.levels(energies));
  }

  @Override
  int report(Report report) {
    output.write(json(report), text(report), out());
    ExcitedStates found = report.found();
    return found.stop() == Outcome.Stop.DIVERGED ? diverged(found.message()) : ExitCode.DONE;
  }

  private ExcitedStates solve(MolecularIntegrals m, Ansatz family, Ticker ticker) {
    Target target = Target.of(m);
    Circuit circuit = family.circuit(target);
    Streams streams = solver.streams("excited");
    double[] start = family.start(target, circuit, streams.at("start").rng());
    List<ExcitedStates.State> done = new ArrayList<>();
    if (method == Method.SSVQE) {
      return new SsVqe(
              target.hamiltonian(),
              circuit,
              SsVqe.lowestDeterminants(m, states),
              SsVqe.descending(states),
              solver.simulator(),
              solver.minimizer(),
              start,
              solver.shots(),
              solver.budget(1))
          .run(streams);
    }
    return new Vqd(
            target.hamiltonian(),
            null,
            circuit,
            solver.simulator(),
            solver.minimizer(),
            states,
            beta,
            start,
            spread,
            tries,
            solver.shots(),
            solver.budget((long) states * tries))
        .run(
            streams,
            state -> {
              done.add(state);
              ticker.say(
                  String.format(Locale.ROOT, "state %d: %.9f Ha", done.size() - 1, state.energy()));
            });
  }

  private Json json(Report report) {
    ExcitedStates found = report.found();
    Levels levels = report.levels();
    Json json = new Json();
    report.subject().label().put(json);
    json.put("method", method);
    ansatz.put(json);
    solver.put(json);
    json.put("hartreeFock", Aufbau.hartreeFockEnergy(report.subject().integrals()));
    ElectronicStructure structure = report.subject().structure();
    if (structure != null) {
      json.put("nuclearRepulsion", structure.nuclearRepulsion())
          .put("frozenElectrons", structure.frozenCore())
          .put("mp2", structure.mp2());
    }
    List<Json> rows = new ArrayList<>();
    for (int s = 0; s < found.states().size(); s++) {
      ExcitedStates.State state = found.states().get(s);
      FullCi.State level = report.exact().get(levels.level()[s]);
      rows.add(
          new Json()
              .put("energy", state.energy())
              .put("measuredEnergy", state.measuredEnergy())
              .put("level", levels.level()[s])
              .put("exact", level.energy())
              .put("error", levels.error()[s])
              .put("errorMilliHartree", 1000 * levels.error()[s])
              .put(
                  "chemicalAccuracy", Math.abs(levels.error()[s]) < EnergyAccount.CHEMICAL_ACCURACY)
              .put("exactSpinSquared", level.spinSquared())
              .put("repeated", levels.repeated()[s])
              .put("iterations", state.iterations())
              .put("theta", state.parameters()));
    }
    return json.put("states", rows)
        .put("skippedLevels", levels.skipped())
        .put("warnings", report.subject().warnings())
        .put("stop", found.stop().name().toLowerCase(Locale.ROOT))
        .put("message", found.message())
        .put("ledger", Ledgers.circuits(found.ledger()));
  }

  private String text(Report report) {
    ExcitedStates found = report.found();
    Levels levels = report.levels();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %s, %s, %s%n  state       energy, Ha  level        exact, Ha    error, mHa   S²%n",
            report.subject().label().title(),
            method,
            ansatz.title(),
            solver.title()));
    for (int s = 0; s < found.states().size(); s++) {
      FullCi.State level = report.exact().get(levels.level()[s]);
      text.append(
          String.format(
              Locale.ROOT,
              "  %5d %16s  %5d %16s %13s  %3s%s%n",
              s,
              Numbers.fixed(found.states().get(s).energy(), 9),
              levels.level()[s],
              Numbers.fixed(level.energy(), 9),
              Numbers.fixed(1000 * levels.error()[s], 6),
              Numbers.fixed(level.spinSquared(), 1),
              levels.repeated()[s] ? "  found before" : ""));
    }
    if (!levels.skipped().isEmpty()) {
      text.append("  levels that no state is: ").append(levels.skipped()).append('\n');
    }
    if (!found.message().isEmpty()) {
      text.append("  ").append(found.message()).append('\n');
    }
    text.append("  ").append(Ledgers.circuitsText(found.ledger())).append('\n');
    report.subject().warnings().forEach(w -> text.append("  note: ").append(w).append('\n'));
    return text.toString();
  }
}
