package dev.stride.vqe;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Check;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Lbfgs;
import dev.stride.vqe.AdaptResult.Step;
import dev.stride.vqe.AdaptResult.Stop;
import dev.stride.vqe.circuit.Angle;
import dev.stride.vqe.circuit.Angles;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Gate;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Auto;
import dev.stride.vqe.simulator.Backend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * ADAPT-VQE (Grimsley, Economou, Barnes and Mayhall 2019): a circuit that grows by the operator
 * along which the energy falls fastest.
 *
 * <p>In each iteration g_k = ⟨ψ|[H, A_k]|ψ⟩ is measured for every operator of the pool, the one
 * with the largest |g_k| is appended with the parameter 0, and all parameters are optimised from
 * where they are. g_k is the derivative by the angle of exp(θA_k) behind the circuit, at θ = 0. Of
 * gradients that are equal but for rounding, the first in the pool wins.
 *
 * <p>The gradients of the pool are charged as what parameter shift takes: 2R energies for each gate
 * with the frequencies 1..R, so four for an excitation; also where they are computed exactly, which
 * is one application of H and one inner product for each operator. From shots they are measured in
 * that way, each shifted energy an estimate of its own. Their norm is then √max(0, Σ g_k² - s_k²)
 * with the estimated variances s_k², which noise does not lift. The energy behind each search is
 * measured once, and that decides on progress. Iterations of a budget are those of the searches. A
 * pool without operators, where no orbital of a spin is free, has the gradient 0: the reference
 * determinant is exact.
 *
 * @param occupied the reference determinant as a basis state
 * @param minimizer of the searches
 * @param shots for one estimate of the energy, over all groups of terms; 0 for exact energies
 * @param budget for everything together; what the last measurement takes is kept over
 */
public record AdaptVqe(
    PauliSum hamiltonian,
    long occupied,
    Pool pool,
    Backend backend,
    Minimizer minimizer,
    Limits limits,
    long shots,
    Budget budget) {

  /** By how much an energy has to fall for progress, in hartree and without shots. */
  private static final double PROGRESS = 1e-10;

  /** Gradients that differ relatively by less are equal. */
  private static final double TIE = 1e-9;

  /**
   * When to end.
   *
   * @param gradient norm of the pool's gradient, in hartree
   * @param energy what an operator has to lower the energy by, in hartree; 0 for any
   * @param operators the most operators
   */
  public record Limits(double gradient, double energy, int operators) {
    /** A norm of 1e-3 and up to 200 operators. */
    public static final Limits DEFAULT = new Limits(1e-3, 0, 200);

    public Limits {
      Check.notNegative("gradient", gradient);
      Check.notNegative("energy", energy);
      Check.count("operators", operators, 1, 10_000);
    }
  }

  /** Exact energies on the fastest simulator, by L-BFGS, to {@link Limits#DEFAULT}. */
  public AdaptVqe(PauliSum hamiltonian, long occupied, Pool pool) {
    this(
        hamiltonian,
        occupied,
        pool,
        new Auto(),
        new Lbfgs(10, 1e-6),
        Limits.DEFAULT,
        0,
        Budget.UNLIMITED);
  }

  /**
   * Runs it. Search k draws from {@code streams.at("search", k)}, its shots come from {@code
   * streams.at("shots", k)} and those of the pool's gradients before it from {@code
   * streams.at("pool", k)}, counted from 1.
   */
  public AdaptResult run(Streams streams) {
    return run(streams, step -> {});
  }

  /** The same; {@code watcher} is told of every operator when the search with it has ended. */
  public AdaptResult run(Streams streams, Consumer<Step> watcher) {
    return new Run(this, streams, watcher).run();
  }

  private static final class Run {
    private final AdaptVqe of;
    private final Streams streams;
    private final Consumer<Step> watcher;
    private final Account account;
    private final List<PoolOperator> operators;
    private final List<Step> steps = new ArrayList<>();
    private final Set<Integer> sinceProgress = new HashSet<>();
    private Circuit circuit;
    private Energy energy;
    private double[] parameters = {};
    private double truth;
    private double measured;
    private double variance;
    private String message = "";

    Run(AdaptVqe of, Streams streams, Consumer<Step> watcher) {
      this.of = of;
      this.streams = streams;
      this.watcher = watcher;
      account = new Account(of.budget);
      operators = of.pool.operators(of.hamiltonian.qubits(), of.occupied);
      circuit = circuit();
      energy = energy(circuit, "shots", 0);
    }

    AdaptResult run() {
      account.require(value(), "one measurement of the energy");
      measure();
      double reference = truth;
      Stop stop = null;
      while (stop == null) {
        stop = steps.size() == of.limits.operators ? Stop.OPERATORS : grow();
      }
      return new AdaptResult(
          reference,
          truth,
          of.shots == 0 ? truth : measured,
          List.copyOf(steps),
          circuit,
          parameters,
          stop,
          message,
          account.ledger());
    }

    /** One more operator; why there is none, or no further one. */
    private @Nullable Stop grow() {
      Trial pool = account.ask(probe(), new double[operators.size()], Order.GRADIENT, value());
      if (pool == null) {
        message = "the budget does not cover another gradient of the pool";
        return Stop.BUDGET;
      }
      double norm = norm(pool);
      int next = largest(pool.gradient);
      if (!(norm > of.limits.gradient)) {
        return Stop.GRADIENT;
      }
      if (!sinceProgress.add(next)) {
        return Stop.CYCLE;
      }
      double before = measured;
      double variances = variance;
      Outcome outcome = search(next, pool.gradient[next], norm);
      variances += variance;
      double fall = before - measured;
      if (fall > PROGRESS + 2 * Math.sqrt(variances)) {
        sinceProgress.clear();
      }
      message = outcome.stop() == Outcome.Stop.CONVERGED ? "" : outcome.message();
      return switch (outcome.stop()) {
        case BUDGET -> Stop.BUDGET;
        case DIVERGED -> Stop.DIVERGED;
        case CONVERGED -> of.limits.energy > 0 && fall < of.limits.energy ? Stop.ENERGY : null;
      };
    }

    private Outcome search(int next, double gradient, double norm) {
      int count = steps.size() + 1;
      Circuit.Builder longer = Circuit.on(of.hamiltonian.qubits()).basis(of.occupied);
      steps.forEach(step -> append(longer, step.operator()));
      append(longer, operators.get(next));
      circuit = longer.build();
      energy = energy(circuit, "shots", count);
      Outcome outcome =
          account.search(
              of.minimizer,
              energy,
              Arrays.copyOf(parameters, count),
              streams.at("search", count).rng(),
              value());
      parameters = outcome.recommended();
      measure();
      Step step =
          new Step(
              next,
              operators.get(next),
              gradient,
              norm,
              truth,
              of.shots == 0 ? truth : measured,
              outcome.ledger().count(Charge.ITERATIONS));
      steps.add(step);
      watcher.accept(step);
      return outcome;
    }

    private static void append(Circuit.Builder to, PoolOperator operator) {
      int parameter = to.next().parameter();
      operator.appendTo(to, parameter);
      to.layer("theta" + (parameter + 1));
    }

    private void measure() {
      truth = energy.truth(parameters);
      Trial trial = account.ask(energy, parameters, Order.VALUE, Map.of());
      if (trial != null) {
        measured = trial.value;
        variance = trial.valueVariance;
      }
    }

    /** The energy behind the circuit as it is and all operators of the pool, one parameter each. */
    private Energy probe() {
      double[] angles = new Angles(circuit).at(parameters);
      Circuit.Builder probe = Circuit.on(circuit.qubits());
      int turn = 0;
      for (Gate gate : circuit.gates()) {
        Angle angle = gate.turns() ? Angle.fixed(angles[turn++]) : Angle.NONE;
        if (!gate.turns() || angle.offset() != 0) { // by 0 every gate is the identity
          probe.add(new Gate(gate.kind(), gate.qubits(), gate.letters(), angle));
        }
      }
      for (PoolOperator operator : operators) {
        operator.appendTo(probe, probe.next().parameter());
      }
      return energy(probe.build(), "pool", steps.size() + 1);
    }

    private Circuit circuit() {
      return Circuit.on(of.hamiltonian.qubits()).basis(of.occupied).build();
    }

    private Energy energy(Circuit on, String stream, int count) {
      return new Energy(of.hamiltonian, on, of.backend, of.shots, streams.at(stream, count).rng());
    }

    private Map<Charge, Long> value() {
      return energy.cost(of.shots);
    }

    private static double norm(Trial pool) {
      double squares = 0;
      for (int k = 0; k < pool.gradient.length; k++) {
        squares += pool.gradient[k] * pool.gradient[k] - pool.gradientVariance[k];
      }
      return Math.sqrt(Math.max(0, squares));
    }

    private static int largest(double[] gradient) {
      int largest = 0;
      for (int k = 1; k < gradient.length; k++) {
        if (Math.abs(gradient[k]) > Math.abs(gradient[largest]) * (1 + TIE)) {
          largest = k;
        }
      }
      return largest;
    }
  }
}
