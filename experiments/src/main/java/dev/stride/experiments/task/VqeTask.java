package dev.stride.experiments.task;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Outcome;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Optimizers;
import dev.stride.vqe.Energy;
import dev.stride.vqe.chemistry.FullCi;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.circuit.Ansatz;
import dev.stride.vqe.circuit.Ansatzes;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.StateVector;
import java.util.Locale;

/**
 * Finding a ground state. The budget is in circuits that a quantum computer would have run, with
 * and without shots; the gap is the energy above the exact one, in hartree.
 */
public final class VqeTask implements Task {
  private static final int CURVE_POINTS = 100;

  /** More than rounding, in hartree. */
  private static final double BELOW = 1e-8;

  private final PauliSum hamiltonian;
  private final MolecularIntegrals integrals;
  private final Ansatz ansatz;
  private final Circuit circuit;
  private final double exact;
  private final long shots;
  private final long circuits;

  private VqeTask(MolecularIntegrals integrals, Ansatz ansatz, long shots, long circuits) {
    this.hamiltonian = JordanWigner.hamiltonian(integrals);
    this.integrals = integrals;
    this.ansatz = ansatz;
    this.circuit = ansatz.circuit(Target.of(integrals));
    this.shots = shots;
    this.circuits = circuits;
    FullCi.GroundState truth = FullCi.groundState(integrals);
    this.exact =
        truth
            .energy()
            .orElseThrow(() -> new BadInput("there is no exact energy: " + truth.reason()));
  }

  /**
   * The task at one level of noise.
   *
   * @throws BadInput when a text form cannot be read, or there are fewer shots than groups
   */
  public static VqeTask of(VqeSetup setup, int level) {
    VqeTask task =
        new VqeTask(
            Molecules.registry().parse(setup.molecule()).integrals(),
            Ansatzes.registry().parse(setup.ansatz()),
            setup.shots().get(level),
            setup.circuits());
    int groups = task.energy(Streams.of(0)).groups();
    if (setup.circuits() < groups) {
      throw new BadInput(
          String.format(
              "a budget of %d circuits does not cover one energy, which takes %d",
              setup.circuits(), groups));
    }
    return task;
  }

  @Override
  public void check(String optimizer) {
    minimizer(optimizer);
  }

  @Override
  public RunResult run(String optimizer, Streams streams) {
    Outcome outcome =
        Metered.run(
            minimizer(optimizer),
            energy(streams),
            ansatz.start(Target.of(integrals), circuit, streams.at("start").rng()),
            Budget.of(axis(), circuits),
            Curve.every(axis(), Math.max(1, circuits / CURVE_POINTS)),
            streams.at("optimizer").rng());
    if (outcome.truth() < exact - BELOW) {
      return RunResult.failed(
          String.format(
              Locale.ROOT,
              "the energy lies %.3g hartree below the exact one: the circuit does not keep the"
                  + " number of electrons, and another number of them has a lower energy",
              exact - outcome.truth()));
    }
    return RunResult.of(outcome, exact);
  }

  private Energy energy(Streams streams) {
    return new Energy(hamiltonian, circuit, new StateVector(), shots, streams.at("noise").rng());
  }

  @Override
  public Charge axis() {
    return Charge.CIRCUITS;
  }

  @Override
  public long budget() {
    return circuits;
  }

  @Override
  public double noise() {
    return shots == 0 ? 0 : 1 / Math.sqrt((double) shots);
  }

  private static Minimizer minimizer(String optimizer) {
    return Optimizers.minimizer(optimizer, Energy.ANSWERS, Track.VQE.title());
  }
}
