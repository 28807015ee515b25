package dev.stride.experiments.command;

import dev.stride.optim.form.BadInput;
import dev.stride.vqe.AdaptResult;
import dev.stride.vqe.AdaptVqe;
import dev.stride.vqe.Pool;
import dev.stride.vqe.Pools;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.operator.PauliSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Grows a circuit operator by operator. */
@Command(
    name = "adapt",
    description =
        "Find the ground-state energy of a molecule with a circuit that grows (ADAPT-VQE).",
    footer = {"", "Example: stride adapt h4 --pool gsd --gradient 0.001"})
final class AdaptCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin private MoleculeOptions molecule;
  @Mixin private SolverOptions solver;
  @Mixin private OutputOptions output;

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

  @Override
  public Integer call() {
    solver.check();
    Pool choices = Pools.registry().parse(pool);
    Ticker ticker = new Ticker(spec.commandLine().getErr());
    Subject subject = molecule.subject(ticker);
    Target target = Target.of(subject.integrals());
    PauliSum hamiltonian;
    AdaptResult result;
    try {
      hamiltonian = target.hamiltonian();
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
      result =
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
    } catch (IllegalArgumentException bad) {
      throw new BadInput(String.valueOf(bad.getMessage()), bad);
    }
    EnergyAccount account = EnergyAccount.of(subject, result.energy(), ticker);
    output.write(
        json(account, hamiltonian, result),
        text(account, hamiltonian, result),
        spec.commandLine().getOut());
    if (result.stop() == AdaptResult.Stop.DIVERGED) {
      StrideCommand.say(spec.commandLine().getErr(), "diverged: " + result.message());
      return ExitCode.RUN_FAILED;
    }
    return ExitCode.DONE;
  }

  private Json json(EnergyAccount account, PauliSum hamiltonian, AdaptResult result) {
    Json json = new Json();
    account.subject().put(json);
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
        .put("qubits", hamiltonian.qubits())
        .put("paulis", hamiltonian.size())
        .put("operators", result.steps().size())
        .put("operatorsToChemicalAccuracy", toAccuracy(account, result))
        .put("steps", steps)
        .put("theta", result.parameters())
        .put("stop", result.stop().name().toLowerCase(Locale.ROOT))
        .put("message", result.message())
        .put("ledger", Ledgers.circuits(result.ledger()));
  }

  private String text(EnergyAccount account, PauliSum hamiltonian, AdaptResult result) {
    double exact = account.exact().energy().orElse(Double.NaN);
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, pool %s, %s: %d qubits, %d Pauli terms%n   #  %-20s %12s %12s %16s %12s%n",
            account.subject().title(),
            pool,
            solver.title(),
            hamiltonian.qubits(),
            hamiltonian.size(),
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
              "%4d  %-20s %12.6f %12.6f %16.9f %12.6f%n",
              ++number,
              step.operator(),
              step.gradient(),
              step.norm(),
              step.energy(),
              1000 * (step.energy() - exact)));
    }
    text.append(account.text());
    int enough = toAccuracy(account, result);
    text.append(enough < 0 ? "  chemical accuracy was not reached" : "  " + enough)
        .append(enough < 0 ? "" : " operators to chemical accuracy")
        .append("; ended by ")
        .append(reason(result))
        .append('\n');
    text.append("  ").append(Ledgers.text(result.ledger()).replace("values", "energies"));
    text.append('\n');
    account.warnings().forEach(w -> text.append("  note: ").append(w).append('\n'));
    return text.toString();
  }

  private static int toAccuracy(EnergyAccount account, AdaptResult result) {
    return account.exact().energy().isEmpty()
        ? -1
        : result.operatorsTo(
            account.exact().energy().getAsDouble(), EnergyAccount.CHEMICAL_ACCURACY);
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
