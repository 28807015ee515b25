package dev.stride.vqe;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Check;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Lbfgs;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Auto;
import dev.stride.vqe.simulator.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * Variational quantum deflation (Higgott, Wang and Brierley 2019): the lowest states one after the
 * other, each as the minimum of E(θ) + β Σ_j |⟨ψ(θ)|ψ_j⟩|² over the states ψ_j before it, for one
 * circuit.
 *
 * <p>That is the next eigenstate where β is larger than its distance from the ground state and the
 * circuit can reach it. 2 Σ|c| over the terms of H but the identity is never less than the width of
 * the whole spectrum and is the default; less is easier to minimise. An excited state is often not
 * connected downhill with the start, so each is searched from several starts, and the lowest
 * measured value of the penalised energy wins.
 *
 * <p>States of other electron numbers or spins are states, too: a penalty keeps them out where the
 * circuit does not (those of excitations keep the electrons of either spin, not the total spin).
 *
 * @param penalty added to the Hamiltonian in searches, and not in reported energies
 * @param states how many
 * @param beta weight of a fidelity, in hartree; 0 for 2 Σ|c|
 * @param start parameters of the first try for the ground state
 * @param spread standard deviation of the normal deviates that are added to it for all others, rad
 * @param tries searches for each state
 * @param shots for one estimate of the energy or of a fidelity; 0 for exact ones
 * @param budget for everything together
 */
public record Vqd(
    PauliSum hamiltonian,
    @Nullable PauliSum penalty,
    Circuit circuit,
    Backend backend,
    Minimizer minimizer,
    int states,
    double beta,
    double[] start,
    double spread,
    int tries,
    long shots,
    Budget budget) {

  /**
   * Exact energies on the fastest simulator, by L-BFGS, from zero: three tries for each state with
   * a spread of 1 rad.
   */
  public Vqd(PauliSum hamiltonian, Circuit circuit, int states) {
    this(
        hamiltonian,
        null,
        circuit,
        new Auto(),
        new Lbfgs(10, 1e-4),
        states,
        0,
        new double[circuit.parameters()],
        1,
        3,
        0,
        Budget.UNLIMITED);
  }

  public Vqd {
    Check.count("states", states, 1, 1000);
    Check.count("tries", tries, 1, 1000);
    Check.notNegative("beta", beta);
    Check.notNegative("spread", spread);
  }

  /**
   * Runs it. Try t for state s starts from {@code streams.at("start", s).at("try", t)} and its
   * search draws from {@code streams.at("search", s).at("try", t)}; shots come from {@code
   * streams.at("shots")} for energies and {@code streams.at("fidelities")}.
   */
  public ExcitedStates run(Streams streams) {
    return run(streams, state -> {});
  }

  /** The same; {@code watcher} is told of every state when it is found. */
  public ExcitedStates run(Streams streams, Consumer<ExcitedStates.State> watcher) {
    return new Run(this, streams, watcher).run();
  }

  private static final class Run {
    private final Vqd of;
    private final Streams streams;
    private final Consumer<ExcitedStates.State> watcher;
    private final Account account;
    private final Energy energy;
    private final Deflated problem;
    private final Map<Charge, Long> value;
    private final List<ExcitedStates.State> found = new ArrayList<>();
    private Outcome.Stop stop = Outcome.Stop.CONVERGED;
    private String message = "";

    Run(Vqd of, Streams streams, Consumer<ExcitedStates.State> watcher) {
      this.of = of;
      this.streams = streams;
      this.watcher = watcher;
      account = new Account(of.budget);
      UniformRandomProvider noise = streams.at("shots").rng();
      PauliSum penalty = of.penalty;
      energy = new Energy(of.hamiltonian, of.circuit, of.backend, of.shots, noise);
      Energy searched =
          penalty == null
              ? energy
              : new Energy(of.hamiltonian.plus(penalty), of.circuit, of.backend, of.shots, noise);
      problem =
          new Deflated(
              searched,
              of.circuit,
              of.backend,
              of.beta > 0 ? of.beta : 2 * of.hamiltonian.oneNorm(),
              of.shots,
              streams.at("fidelities").rng());
      value = of.shots == 0 ? Map.of() : energy.cost(of.shots);
    }

    ExcitedStates run() {
      account.require(value, "one measurement of the energy");
      while (found.size() < of.states && stop == Outcome.Stop.CONVERGED) {
        next();
      }
      return new ExcitedStates(found, stop, message, account.ledger());
    }

    private void next() {
      Outcome best = null;
      double lowest = Double.POSITIVE_INFINITY;
      long iterations = 0;
      for (int t = 0; t < of.tries && stop == Outcome.Stop.CONVERGED; t++) {
        Outcome outcome = account.search(of.minimizer, problem, start(t), rng("search", t), value);
        iterations += outcome.ledger().count(Charge.ITERATIONS);
        stop = outcome.stop();
        message = stop == Outcome.Stop.CONVERGED ? "" : outcome.message();
        if (of.tries == 1) {
          best = outcome;
          continue;
        }
        Trial trial = account.ask(problem, outcome.recommended(), Order.VALUE, value);
        if (trial == null && stop == Outcome.Stop.CONVERGED) {
          stop = Outcome.Stop.BUDGET;
          message = "the budget does not cover a comparison of two tries";
        }
        if (best == null || (trial != null && trial.value < lowest)) {
          best = outcome;
          lowest = trial == null ? lowest : trial.value;
        }
      }
      if (best != null && (stop == Outcome.Stop.CONVERGED || iterations > 0)) {
        take(best.recommended(), iterations);
      }
    }

    private void take(double[] at, long iterations) {
      double truth = energy.truth(at);
      Trial trial = of.shots == 0 ? null : account.ask(energy, at, Order.VALUE, Map.of());
      if (of.shots > 0 && trial == null) {
        stop = Outcome.Stop.BUDGET;
        message = "the budget does not cover the last measurement";
        return;
      }
      ExcitedStates.State state =
          new ExcitedStates.State(
              truth, trial == null ? truth : trial.value, at, problem.fidelities(at), iterations);
      problem.add(at);
      found.add(state);
      watcher.accept(state);
    }

    private double[] start(int t) {
      double[] start = of.start.clone();
      if (t > 0 || !found.isEmpty()) {
        UniformRandomProvider rng = rng("start", t);
        for (int i = 0; i < start.length; i++) {
          start[i] += of.spread * Samplers.gaussian(rng);
        }
      }
      return start;
    }

    private UniformRandomProvider rng(String name, int t) {
      return streams.at(name, found.size()).at("try", t).rng();
    }
  }
}
