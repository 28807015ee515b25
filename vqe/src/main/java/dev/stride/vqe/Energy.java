package dev.stride.vqe;

import dev.stride.optim.Charge;
import dev.stride.optim.Check;
import dev.stride.optim.Layout;
import dev.stride.optim.Order;
import dev.stride.optim.Problem;
import dev.stride.optim.Slots;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Samplers;
import dev.stride.optim.random.Streams;
import dev.stride.vqe.circuit.Angles;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.differentiate.Adjoint;
import dev.stride.vqe.differentiate.FubiniStudy;
import dev.stride.vqe.differentiate.ParameterShift;
import dev.stride.vqe.measure.Estimate;
import dev.stride.vqe.measure.SampledEnergy;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Auto;
import dev.stride.vqe.simulator.Backend;
import dev.stride.vqe.simulator.Engine;
import dev.stride.vqe.simulator.Observable;
import dev.stride.vqe.simulator.State;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * E(θ) = ⟨ψ(θ)|H|ψ(θ)⟩ of a circuit, exact or from shots, in the unit of H.
 *
 * <p>Charges are circuits that a quantum computer would have run, also where a simulator has a
 * shorter way:
 *
 * <ul>
 *   <li>a value: one circuit for each group of terms, and the shots of the estimate
 *   <li>a gradient: a value for each shifted point of the parameter-shift rule; with exact
 *       energies, which the adjoint method answers, the same circuits and no shots
 *   <li>a metric, which is exact: one circuit for each layer of the layout for the blocks (or the
 *       diagonal), and for the full metric one overlap circuit more for each pair of parameters in
 *       different layers; no shots
 *   <li>a fidelity: one circuit, which prepares one state and undoes the other, and the shots of
 *       one estimate, in which the outcomes 0..0 are counted
 * </ul>
 *
 * <p>With shots, every energy is an estimate of its own, each shifted one included; without,
 * gradients come from the adjoint method. The truth, and the metric, come from the backend where it
 * is exact, and else from the fastest that is.
 */
public final class Energy implements Problem {

  /** What an energy can answer. */
  public static final Set<Order> ANSWERS = Collections.unmodifiableSet(EnumSet.allOf(Order.class));

  private final Circuit circuit;
  private final long shots;
  private final UniformRandomProvider noise;
  private final Angles angles;
  private final Engine engine;
  private final Observable observable;
  private final Adjoint adjoint;
  private final ParameterShift shift;
  private final SampledEnergy sampled;
  private final double[] byTurn;
  private final Engine exact;
  private final Observable exactly;

  /** Where the truth was asked for, or came with an answer, the last time, and what it was. */
  private final double[] known;

  private double knownTruth = Double.NaN;
  private @Nullable FubiniStudy metric;
  private @Nullable State other;

  /** Exact energies on the fastest simulator. */
  public static Energy exact(PauliSum hamiltonian, Circuit circuit, UniformRandomProvider noise) {
    return new Energy(hamiltonian, circuit, new Auto(), 0, noise);
  }

  /**
   * An energy for one run.
   *
   * @param shots for one estimate, over all groups of terms; 0 for exact energies
   * @param noise where shots are drawn from
   * @throws dev.stride.optim.form.BadInput when there are fewer shots than groups, or the backend
   *     cannot run the circuit
   */
  public Energy(
      PauliSum hamiltonian,
      Circuit circuit,
      Backend backend,
      long shots,
      UniformRandomProvider noise) {
    Check.that(
        hamiltonian.qubits() == circuit.qubits(),
        "the Hamiltonian has %s qubits and the circuit %s",
        hamiltonian.qubits(),
        circuit.qubits());
    Check.that(shots >= 0, "shots must not be negative, and are %s", shots);
    this.circuit = circuit;
    this.shots = shots;
    this.noise = noise;
    angles = new Angles(circuit);
    engine = backend.engine(circuit);
    observable = engine.observable(hamiltonian);
    exact = engine.isExact() ? engine : new Auto().engine(circuit);
    exactly = engine.isExact() ? observable : exact.observable(hamiltonian);
    adjoint = new Adjoint(engine, observable);
    shift = new ParameterShift(circuit);
    sampled = new SampledEnergy(hamiltonian);
    byTurn = new double[angles.size()];
    known = new double[circuit.parameters()];
    if (shots > 0) {
      sampled.require(shots);
    }
  }

  @Override
  public Layout layout() {
    return circuit.layout();
  }

  @Override
  public Set<Order> answers() {
    return ANSWERS;
  }

  @Override
  public double[][] frequencies() {
    return circuit.frequencies();
  }

  /** What one estimate of that many shots is charged. */
  Map<Charge, Long> cost(long shots) {
    return Map.of(Charge.VALUES, 1L, Charge.CIRCUITS, (long) groups(), Charge.SHOTS, shots);
  }

  /** Number of groups of terms that are measured together: circuits for one energy. */
  public int groups() {
    return sampled.groups();
  }

  @Override
  public void evaluate(Trial trial) {
    long asked = trial.shots > 0 ? trial.shots : shots;
    if (asked > 0 && (trial.wants(Order.VALUE) || trial.wants(Order.GRADIENT))) {
      sampled.require(asked);
    }
    for (Order order : trial.orders()) {
      charge(trial, order, asked);
    }
    if (asked > 0) {
      sample(trial, asked);
    } else if (trial.wants(Order.VALUE) || trial.wants(Order.GRADIENT)) {
      compute(trial);
    }
    if (trial.wants(Order.METRIC_FULL)) {
      metric().full(trial.x, trial.metric);
    } else if (trial.wants(Order.METRIC_BLOCK)) {
      metric().block(trial.x, trial.metric);
    } else if (trial.wants(Order.METRIC_DIAGONAL)) {
      metric().diagonal(trial.x, trial.metric);
    }
    if (trial.wants(Order.FIDELITY)) {
      trial.fidelity = fidelity(trial, asked);
    }
  }

  @Override
  public void slots(Slots slots) {
    Streams.slots(slots.at("noise"), noise);
  }

  @Override
  public double truth(double[] x) {
    if (!isKnown(x)) {
      know(x, exactly.expectation(exact.prepare(angles.at(x))));
    }
    return knownTruth;
  }

  private void sample(Trial trial, long asked) {
    if (trial.wants(Order.VALUE)) {
      Estimate estimate = estimate(angles.at(trial.x), asked);
      trial.value = estimate.mean();
      trial.valueVariance = estimate.variance();
    }
    if (trial.wants(Order.GRADIENT)) {
      shift.gradient(trial.x, at -> estimate(at, asked), trial.gradient, trial.gradientVariance);
    }
  }

  private void compute(Trial trial) {
    double energy;
    if (trial.wants(Order.GRADIENT)) {
      energy = adjoint.energyAndGradient(angles.at(trial.x), byTurn);
      angles.gather(byTurn, trial.gradient);
      Arrays.fill(trial.gradientVariance, 0);
    } else {
      energy =
          engine.isExact() && isKnown(trial.x)
              ? knownTruth
              : observable.expectation(engine.prepare(angles.at(trial.x)));
    }
    if (engine.isExact()) {
      know(trial.x, energy);
    }
    if (trial.wants(Order.VALUE)) {
      trial.value = energy;
      trial.valueVariance = 0;
    }
  }

  private boolean isKnown(double[] x) {
    return !Double.isNaN(knownTruth) && Arrays.equals(x, known);
  }

  private void know(double[] x, double energy) {
    System.arraycopy(x, 0, known, 0, known.length);
    knownTruth = energy;
  }

  private FubiniStudy metric() {
    FubiniStudy built = metric;
    if (built == null) {
      built = new FubiniStudy(circuit, exact);
      metric = built;
    }
    return built;
  }

  private double fidelity(Trial trial, long asked) {
    State there = engine.prepare(angles.at(trial.other));
    if (other == null) {
      other = engine.state();
    }
    other.copy(there);
    State here = engine.prepare(angles.at(trial.x));
    double re = here.dotRe(other);
    double im = here.dotIm(other);
    double exactly = Math.min(1, re * re + im * im); // rounding can lift it above
    return asked == 0 ? exactly : Samplers.binomial(noise, asked, exactly) / (double) asked;
  }

  private Estimate estimate(double[] at, long asked) {
    return sampled.estimate(engine.prepare(at), asked, noise);
  }

  private void charge(Trial trial, Order order, long asked) {
    long groups = sampled.groups();
    switch (order) {
      case VALUE -> {
        trial.charge(Charge.CIRCUITS, groups);
        trial.charge(Charge.SHOTS, asked);
      }
      case GRADIENT -> {
        trial.charge(Charge.CIRCUITS, groups * shift.points());
        trial.charge(Charge.SHOTS, asked * shift.points());
      }
      case METRIC_FULL -> trial.charge(Charge.CIRCUITS, layers() + pairsAcrossLayers());
      case METRIC_BLOCK, METRIC_DIAGONAL -> trial.charge(Charge.CIRCUITS, layers());
      case FIDELITY -> {
        trial.charge(Charge.CIRCUITS, 1);
        trial.charge(Charge.SHOTS, asked);
      }
      case FREQUENCIES -> throw new IllegalArgumentException("frequencies are not measured");
    }
  }

  private long layers() {
    return layout().blocks().size();
  }

  private long pairsAcrossLayers() {
    long n = layout().size();
    long inside = layout().blocks().stream().mapToLong(b -> (long) b.size() * b.size()).sum();
    return (n * n - inside) / 2;
  }
}
