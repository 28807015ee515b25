package dev.stride.vqe;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Check;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Streams;
import dev.stride.vqe.chemistry.Determinant;
import dev.stride.vqe.chemistry.FullCi;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Backend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Subspace-search VQE (Nakanishi, Mitarai and Fujii 2019): one U(θ) takes orthogonal determinants
 * to the lowest states at once, by minimising L(θ) = Σ_j w_j ⟨d_j|U†HU|d_j⟩ with w_0 > w_1 > ... >
 * 0. Where U can be anything, its minimum has U|d_j⟩ = the j-th eigenstate; U from an ansatz that
 * was made for one determinant often cannot.
 *
 * <p>Every energy is charged: a value takes the circuits and shots of one for each determinant.
 *
 * @param circuit what is behind its leading X gates is U; they are replaced
 * @param determinants basis states, all different
 * @param weights by determinant, descending and positive; any unit
 * @param start parameters
 * @param shots for one estimate of one energy; 0 for exact ones
 * @param budget for everything together; what the last measurements take is kept over
 */
public record SsVqe(
    PauliSum hamiltonian,
    Circuit circuit,
    long[] determinants,
    double[] weights,
    Backend backend,
    Minimizer minimizer,
    double[] start,
    long shots,
    Budget budget) {

  public SsVqe {
    Check.that(
        determinants.length == weights.length && weights.length > 0,
        "%s determinants cannot have %s weights",
        determinants.length,
        weights.length);
    for (int j = 0; j < weights.length; j++) {
      Check.that(
          weights[j] > 0 && (j == 0 || weights[j] < weights[j - 1]),
          "weights must be positive and descending, and the %s. is %s",
          j + 1,
          weights[j]);
      for (int k = 0; k < j; k++) {
        Check.that(determinants[j] != determinants[k], "determinant %s repeats", determinants[j]);
      }
    }
  }

  /** The weights k, k-1, ..., 1. */
  public static double[] descending(int k) {
    double[] weights = new double[k];
    for (int j = 0; j < k; j++) {
      weights[j] = k - j;
    }
    return weights;
  }

  /**
   * The determinants of lowest energy with the molecule's electrons of either spin, as basis
   * states; of equal ones, those with spin up in lower orbitals first.
   *
   * @throws IllegalArgumentException where there are fewer, or more than full CI would take
   */
  public static long[] lowestDeterminants(MolecularIntegrals m, int count) {
    long all = FullCi.determinants(m);
    Check.that(all <= FullCi.MAX_DETERMINANTS, "%s determinants are too many to compare", all);
    Check.count("the number of determinants", count, 1, (int) all);
    Check.that(m.orbitals() <= 31, "%s orbitals are too many for a basis state", m.orbitals());
    List<Determinant> sector = new ArrayList<>();
    for (long alpha : masks(m.orbitals(), m.alphaElectrons())) {
      for (long beta : masks(m.orbitals(), m.betaElectrons())) {
        sector.add(new Determinant(alpha, beta));
      }
    }
    double[] energy = new double[sector.size()];
    Integer[] order = new Integer[energy.length];
    for (int k = 0; k < order.length; k++) {
      energy[k] = sector.get(k).energy(m);
      order[k] = k;
    }
    Arrays.sort(order, Comparator.comparingDouble(k -> energy[k]));
    long[] lowest = new long[count];
    for (int k = 0; k < count; k++) {
      lowest[k] = sector.get(order[k]).basisState();
    }
    return lowest;
  }

  /** All masks of n bits with k set, ascending. */
  private static List<Long> masks(int n, int k) {
    List<Long> masks = new ArrayList<>();
    long end = 1L << n;
    for (long mask = (1L << k) - 1; mask < end; ) {
      masks.add(mask);
      if (mask == 0) {
        break;
      }
      // The lowest run of ones moves up by one, the rest of it down to the end.
      long next = mask + Long.lowestOneBit(mask);
      mask = next | ((mask ^ next) >>> 2) / Long.lowestOneBit(mask);
    }
    return masks;
  }

  /**
   * Runs it. The search draws from {@code streams.at("search")}, shots come from {@code
   * streams.at("shots", j)} for determinant j.
   */
  public ExcitedStates run(Streams streams) {
    return run(streams, state -> {});
  }

  /** The same; {@code watcher} is told of every state in the end. */
  public ExcitedStates run(Streams streams, Consumer<ExcitedStates.State> watcher) {
    List<Energy> energies = new ArrayList<>();
    for (int j = 0; j < determinants.length; j++) {
      energies.add(
          new Energy(
              hamiltonian,
              WeightedEnergies.from(circuit, determinants[j]),
              backend,
              shots,
              streams.at("shots", j).rng()));
    }
    Account account = new Account(budget);
    Map<Charge, Long> last = new HashMap<>();
    if (shots > 0) {
      energies
          .get(0)
          .cost(shots)
          .forEach((kind, amount) -> last.put(kind, amount * determinants.length));
    }
    account.require(last, "one measurement of the energies");
    Outcome outcome =
        account.search(
            minimizer,
            new WeightedEnergies(energies, weights),
            start,
            streams.at("search").rng(),
            last);
    long iterations = outcome.ledger().count(Charge.ITERATIONS);
    double[] at = outcome.recommended();
    List<ExcitedStates.State> states = new ArrayList<>();
    for (Energy energy : energies) {
      double truth = energy.truth(at);
      Trial trial = shots == 0 ? null : account.ask(energy, at, Order.VALUE, Map.of());
      double measured = trial == null ? truth : trial.value;
      // Orthogonal, as the determinants are.
      double[] fidelities = new double[states.size()];
      states.add(new ExcitedStates.State(truth, measured, at, fidelities, iterations));
      watcher.accept(states.get(states.size() - 1));
    }
    String message = outcome.stop() == Outcome.Stop.CONVERGED ? "" : outcome.message();
    return new ExcitedStates(states, outcome.stop(), message, account.ledger());
  }
}
