package dev.stride.vqe;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Monitor;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Streams;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Backend;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A variational quantum eigensolver: minimises the energy of a circuit and measures the result
 * (Peruzzo et al. 2014).
 *
 * @param start parameters to start from
 * @param shots for one estimate of the energy, over all groups of terms; 0 for exact energies
 * @param budget for the search and the last measurement together
 */
public record Vqe(
    PauliSum hamiltonian,
    Circuit circuit,
    Backend backend,
    Minimizer minimizer,
    double[] start,
    long shots,
    Budget budget) {

  /**
   * Runs it. The search draws from {@code streams.at("search")}, the shots from {@code
   * streams.at("shots")}.
   */
  public VqeResult run(Streams streams) {
    return run(streams, null);
  }

  /** The same, the search watched by {@code monitor}. */
  public VqeResult run(Streams streams, @Nullable Monitor monitor) {
    Energy energy = new Energy(hamiltonian, circuit, backend, shots, streams.at("shots").rng());
    Map<Charge, Long> last = shots == 0 ? Map.of() : energy.cost(shots);
    Account account = new Account(budget);
    account.require(last, "one measurement of the energy");
    Outcome outcome =
        Metered.run(
            Account.searching(minimizer, start),
            energy,
            start,
            account.left(last),
            Curve.every(Charge.ITERATIONS, 1),
            streams.at("search").rng(),
            monitor);
    account.add(outcome.ledger());
    last.forEach(account.ledger()::charge);
    double measured = shots == 0 ? outcome.truth() : measured(energy, outcome.recommended());
    boolean lowest = shots > 0 && !(outcome.lowestMeasured() <= measured);
    return new VqeResult(
        outcome.truth(),
        measured,
        lowest ? measured : outcome.lowestMeasured(),
        outcome.ledger().count(Charge.ITERATIONS),
        outcome.recommended(),
        outcome,
        account.ledger());
  }

  private static double measured(Energy energy, double[] at) {
    Trial trial = Trial.free(at.length);
    System.arraycopy(at, 0, trial.x, 0, at.length);
    energy.evaluate(trial.order(Order.VALUE));
    return trial.value;
  }
}
