package dev.stride.experiments.command;

import dev.stride.vqe.AdaptResult;
import dev.stride.vqe.AdaptVqe;
import dev.stride.vqe.Pool;
import dev.stride.vqe.Pools;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.operator.PauliSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Grows a circuit operator by operator. */
@Command(
    name = "adapt",
    description =
        "Find the ground-state energy of a molecule with a circuit that grows (ADAPT-VQE).",
    footer = {"", "Example: stride adapt h4 --pool gsd --gradient 0.001"})
final class AdaptCommand extends MoleculeCommand<AdaptCommand.Report> {
  @Option(
      names = "--pool",
      paramLabel = "POOL",
      defaultValue = "sd",
      description = "Operators to choose from, see 'stride list pool' (default: ${DEFAULT-VALUE}).")
  private String pool;

  @Option(
      names = "--gradient",
      paramLabel = "NORM",
      defaultValue = "0.001",
      description =
          "Stop when the norm of the pool's gradient is below this, in hartree (default:"
              + " ${DEFAULT-VALUE}).")
  private double gradient;

  @Option(
      names = "--energy",
      paramLabel = "HARTREE",
      defaultValue = "0",
      description = "Stop when an operator lowers the energy by less (default: never).")
  private double energy;

  @Option(
      names = "--operators",
      paramLabel = "N",
      defaultValue = "200",
      description = "Operators at most (default: ${DEFAULT-VALUE}).")
  private int operators;

  /** A result beside what it is judged by. */
  record Report(EnergyAccount account, PauliSum hamiltonian, AdaptResult result) {}

  @Override
  Report solve(Ticker ticker) {
    Pool choices = Pools.registry().parse(pool);
    Subject subject = molecule.subject(ticker);
    Target target = Target.of(subject.integrals());
    PauliSum hamiltonian = target.hamiltonian();
    AdaptVqe adapt =
        new AdaptVqe(
            hamiltonian,
            target.occupied(),
            choices,
            solver.simulator(),
            solver.minimizer(),
            new AdaptVqe.Limits(gradient, energy, operators),
            solver.shots(),
            solver.budget(operators));
    List<AdaptResult.Step> done = new ArrayList<>();
    AdaptResult result =
        adapt.run(
            solver.streams("adapt"),
            step -> {
              done.add(step);
              ticker.say(
                  String.format(
                      Locale.ROOT,
                      "operator %d, %s: %.9f Ha",
                      done.size(),
                      step.operator(),
                      step.energy()));
            });
    return new Report(EnergyAccount.of(subject, result.energy(), ticker), hamiltonian, result);
  }

  @Override
  int report(Report report) {
    output.write(json(report), text(report) + EnergyAccount.text(report.account().notes()), out());
    AdaptResult result = report.result();
    return result.stop() == AdaptResult.Stop.DIVERGED ? diverged(result.message()) : ExitCode.DONE;
  }

  private Json json(Report report) {
    EnergyAccount account = report.account();
    AdaptResult result = report.result();
    Json json = new Json();
    account.subject().label().put(json);
    json.put("pool", Pools.registry().print(Pools.registry().parse(pool)));
    solver.put(json);
    account.put(json);
    List<Json> steps = new ArrayList<>();
    for (AdaptResult.Step step : result.steps()) {
      steps.add(
          new Json()
              .put("operator", step.operator())
              .put("gradient", step.gradient())
              .put("norm", step.norm())
              .put("energy", step.energy())
              .put("measuredEnergy", step.measuredEnergy())
              .put("iterations", step.iterations()));
    }
    return json.put("measuredEnergy", result.measuredEnergy())
        .put("qubits", report.hamiltonian().qubits())
        .put("paulis", report.hamiltonian().size())
        .put("operators", result.steps().size())
        .put("operatorsToChemicalAccuracy", toAccuracy(account, result))
        .put("steps", steps)
        .put("theta", result.parameters())
        .put("stop", result.stop().name().toLowerCase(Locale.ROOT))
        .put("message", result.message())
        .put("ledger", Ledgers.circuits(result.ledger()));
  }

  private String text(Report report) {
    EnergyAccount account = report.account();
    AdaptResult result = report.result();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, pool %s, %s: %d qubits, %d Pauli terms%n  %3s  %-20s %12s %12s %16s %12s%n",
            account.subject().label().title(),
            pool,
            solver.title(),
            report.hamiltonian().qubits(),
            report.hamiltonian().size(),
            "#",
            "operator",
            "gradient, Ha",
            "norm, Ha",
            "energy, Ha",
            "error, mHa"));
    int number = 0;
    for (AdaptResult.Step step : result.steps()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %3d  %-20s %12s %12s %16s %12s%n",
              ++number,
              step.operator(),
              Numbers.fixed(step.gradient(), 6),
              Numbers.fixed(step.norm(), 6),
              Numbers.fixed(step.energy(), 9),
              Numbers.fixed(1000 * (step.energy() - account.truth()), 6)));
    }
    int enough = toAccuracy(account, result);
    return text.append(account.text())
        .append("  ")
        .append(
            enough < 0
                ? "chemical accuracy was not " + (account.isJudged() ? "reached" : "judged")
                : enough + (enough == 1 ? " operator" : " operators") + " to chemical accuracy")
        .append("; ended by ")
        .append(reason(result))
        .append("\n  ")
        .append(Ledgers.circuitsText(result.ledger()))
        .append('\n')
        .toString();
  }

  private static int toAccuracy(EnergyAccount account, AdaptResult result) {
    return account.isJudged()
        ? result.operatorsTo(account.truth(), EnergyAccount.CHEMICAL_ACCURACY)
        : -1;
  }

  private static String reason(AdaptResult result) {
    return switch (result.stop()) {
      case GRADIENT -> "a small gradient of the pool";
      case ENERGY -> "a small gain of the last operator";
      case CYCLE -> "an operator that was chosen again without a gain since";
      case OPERATORS -> "the number of operators";
      case BUDGET -> "the budget: " + result.message();
      case DIVERGED -> "divergence: " + result.message();
    };
  }
}
