package dev.stride.experiments.command;

import dev.stride.optim.Outcome;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.vqe.ExcitedStates;
import dev.stride.vqe.Levels;
import dev.stride.vqe.SsVqe;
import dev.stride.vqe.Vqd;
import dev.stride.vqe.chemistry.FullCi;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.circuit.Ansatz;
import dev.stride.vqe.circuit.Ansatzes;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds the lowest states of a molecule. */
@Command(
    name = "excited",
    description = "Find the lowest states of a molecule, the excited ones too (VQD, SSVQE).",
    footer = {"", "Example: stride excited h2 --states 3 --ansatz k-upccgsd"})
final class ExcitedCommand implements Callable<Integer> {
  /** How many exact levels above those asked for a state may be compared with. */
  private static final int MORE_LEVELS = 8;

  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin private MoleculeOptions molecule;
  @Mixin private SolverOptions solver;
  @Mixin private OutputOptions output;

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
      names = "--ansatz",
      paramLabel = "ANSATZ",
      defaultValue = "uccsd",
      description = "Family of circuits, see 'stride list ansatz' (default: ${DEFAULT-VALUE}).")
  private String ansatz;

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

  @Override
  public Integer call() {
    solver.check();
    Ansatz family = Ansatzes.registry().parse(ansatz);
    Ticker ticker = new Ticker(spec.commandLine().getErr());
    Subject subject = molecule.subject(ticker);
    ExcitedStates found;
    Levels levels;
    List<FullCi.State> exact;
    try {
      int most = (int) Math.min(Integer.MAX_VALUE, FullCi.determinants(subject.integrals()));
      if (states < 1 || states > most) {
        throw new BadInput(
            "--states must be from 1 to " + most + ", the number of determinants, not " + states);
      }
      found = solve(subject.integrals(), family, ticker);
      exact = FullCi.lowest(subject.integrals(), Math.min(most, states + MORE_LEVELS), ticker);
      levels = found.levels(exact.stream().mapToDouble(FullCi.State::energy).toArray());
    } catch (IllegalArgumentException bad) {
      throw new BadInput(String.valueOf(bad.getMessage()), bad);
    }
    output.write(
        json(subject, found, exact, levels),
        text(subject, found, exact, levels),
        spec.commandLine().getOut());
    if (found.stop() == Outcome.Stop.DIVERGED) {
      StrideCommand.say(spec.commandLine().getErr(), "diverged: " + found.message());
      return ExitCode.RUN_FAILED;
    }
    return ExitCode.DONE;
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

  private Json json(Subject subject, ExcitedStates found, List<FullCi.State> exact, Levels levels) {
    Json json = new Json();
    subject.put(json);
    json.put("method", method)
        .put("ansatz", Ansatzes.registry().print(Ansatzes.registry().parse(ansatz)));
    solver.put(json);
    List<Json> rows = new ArrayList<>();
    for (int s = 0; s < found.states().size(); s++) {
      ExcitedStates.State state = found.states().get(s);
      FullCi.State level = exact.get(levels.level()[s]);
      rows.add(
          new Json()
              .put("energy", state.energy())
              .put("measuredEnergy", state.measuredEnergy())
              .put("level", levels.level()[s])
              .put("exact", level.energy())
              .put("error", levels.error()[s])
              .put("exactSpinSquared", level.spinSquared())
              .put("repeated", levels.repeated()[s])
              .put("iterations", state.iterations())
              .put("theta", state.parameters()));
    }
    return json.put("states", rows)
        .put("skippedLevels", levels.skipped())
        .put("warnings", subject.warnings())
        .put("stop", found.stop().name().toLowerCase(Locale.ROOT))
        .put("message", found.message())
        .put("ledger", Ledgers.circuits(found.ledger()));
  }

  private String text(
      Subject subject, ExcitedStates found, List<FullCi.State> exact, Levels levels) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %s, %s, %s%n  state       energy, Ha  level        exact, Ha    error, mHa   S²%n",
            subject.title(),
            method,
            ansatz,
            solver.title()));
    for (int s = 0; s < found.states().size(); s++) {
      FullCi.State level = exact.get(levels.level()[s]);
      text.append(
          String.format(
              Locale.ROOT,
              "  %5d %16.9f  %5d %16.9f %13.6f  %3.1f%s%n",
              s,
              found.states().get(s).energy(),
              levels.level()[s],
              level.energy(),
              1000 * levels.error()[s],
              Math.abs(level.spinSquared()),
              levels.repeated()[s] ? "  found before" : ""));
    }
    if (!levels.skipped().isEmpty()) {
      text.append("  levels that no state is: ").append(levels.skipped()).append('\n');
    }
    if (!found.message().isEmpty()) {
      text.append("  ").append(found.message()).append('\n');
    }
    text.append("  ").append(Ledgers.text(found.ledger()).replace("values", "energies"));
    text.append('\n');
    subject.warnings().forEach(w -> text.append("  note: ").append(w).append('\n'));
    return text.toString();
  }
}
