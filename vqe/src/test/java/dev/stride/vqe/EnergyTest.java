package dev.stride.vqe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.Step;
import dev.stride.optim.Trial;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Checkpoint;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.search.Descent;
import dev.stride.optim.search.Optimizers;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.HardwareEfficient;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.circuit.Uccsd;
import dev.stride.vqe.differentiate.ParameterShift;
import dev.stride.vqe.measure.Estimate;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.StateVector;
import dev.stride.vqe.simulator.Strange;
import dev.stride.vqe.simulator.Subspace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class EnergyTest {
  private static final PauliSum H2 = HydrogenMolecule.hamiltonian();
  private static final Circuit UCCSD =
      new Uccsd(Uccsd.Order.DOUBLES_FIRST).circuit(Target.of(4, 0b11));
  private static final double[] THETA = {-.1, .05, .02};

  @Test
  void exactAnswersAgreeWithTheTruth() {
    Energy energy = energy(0);
    Trial trial = ask(energy, Order.VALUE, Order.GRADIENT, Order.METRIC_FULL);
    assertEquals(energy.truth(THETA), trial.value, 0.0);
    assertEquals(0, trial.valueVariance, 0.0);
    assertEquals(ask(energy(0), Order.VALUE).value, trial.value, 0.0);
    assertArrayEquals(ask(energy(0), Order.GRADIENT).gradient, trial.gradient);
    double[] shifted = new double[3];
    Energy fresh = energy(0);
    new ParameterShift(UCCSD)
        .gradient(THETA, at -> new Estimate(fresh.truth(at), 0), shifted, new double[3]);
    assertArrayEquals(shifted, trial.gradient, 1e-13);
    assertArrayEquals(new double[3], trial.gradientVariance, 0.0);
    assertEquals(1, trial.metric[0], 1e-2);
  }

  @Test
  void strangeAnswersInSinglePrecision() {
    Energy strange = new Energy(H2, UCCSD, new Strange(), 0, rng());
    Trial theirs = ask(strange, Order.VALUE, Order.GRADIENT);
    Trial ours = ask(energy(0), Order.VALUE, Order.GRADIENT);
    assertEquals(ours.value, theirs.value, 1e-5);
    assertArrayEquals(ours.gradient, theirs.gradient, 1e-5);
    assertNotEquals(ours.value, theirs.value);
    assertEquals(ours.value, strange.truth(THETA), 1e-13);
  }

  /** Where amplitudes agree, so do the draws: on all basis states or on the reachable ones. */
  @Test
  void sameShotsOnTheSubspace() {
    Energy full = energy(1000);
    Energy subspace = new Energy(H2, UCCSD, new Subspace(), 1000, rng());
    for (int k = 0; k < 5; k++) {
      Trial theirs = ask(subspace, Order.VALUE, Order.GRADIENT);
      Trial ours = ask(full, Order.VALUE, Order.GRADIENT);
      assertEquals(ours.value, theirs.value, 0.0);
      assertEquals(ours.valueVariance, theirs.valueVariance, 0.0);
      assertArrayEquals(ours.gradient, theirs.gradient);
    }
  }

  @Test
  void everyExactBackendAnswersTheSame() {
    Energy subspace = new Energy(H2, UCCSD, new Subspace(), 0, rng());
    Trial theirs = ask(subspace, Order.VALUE, Order.GRADIENT, Order.METRIC_FULL);
    Trial ours = ask(energy(0), Order.VALUE, Order.GRADIENT, Order.METRIC_FULL);
    assertEquals(ours.value, theirs.value, 1e-13);
    assertArrayEquals(ours.gradient, theirs.gradient, 1e-13);
    assertArrayEquals(ours.metric, theirs.metric, 1e-13);
    assertEquals(fidelity(energy(0), THETA, OTHER), fidelity(subspace, THETA, OTHER), 1e-13);
  }

  /** What is remembered is the truth of the last parameters alone. */
  @Test
  void theTruthFollowsTheParameters() {
    Energy energy = energy(0);
    double there = energy(0).truth(OTHER);
    double here = energy.truth(THETA);
    assertEquals(there, energy.truth(OTHER), 0.0);
    assertEquals(here, energy.truth(THETA), 0.0);
    assertNotEquals(here, there);
    double[] moving = THETA.clone();
    energy.truth(moving);
    System.arraycopy(OTHER, 0, moving, 0, 3);
    assertEquals(there, energy.truth(moving), 0.0);
    assertEquals(here, ask(energy, Order.VALUE).value, 0.0);
    assertEquals(Double.NaN, energy.truth(new double[] {Double.NaN, 0, 0}), 0.0);
  }

  /** Means of 500 gradients within 4.4 standard errors: by chance 1.1e-5 for each of 3. */
  @Test
  void sampledGradientsAreUnbiased() {
    Energy energy = energy(200);
    double[] exact = ask(energy(0), Order.GRADIENT).gradient;
    int n = 500;
    double[] mean = new double[3];
    double[] variance = new double[3];
    double[] reported = new double[3];
    for (int k = 0; k < n; k++) {
      Trial trial = ask(energy, Order.GRADIENT);
      for (int i = 0; i < 3; i++) {
        double error = trial.gradient[i] - exact[i];
        mean[i] += error / n;
        variance[i] += error * error / n;
        reported[i] += trial.gradientVariance[i] / n;
      }
    }
    for (int i = 0; i < 3; i++) {
      assertEquals(0, mean[i], 4.4 * Math.sqrt(variance[i] / n));
      // Nearly normal: 4.4 √(2/500) = .28.
      assertEquals(1, reported[i] / variance[i], .28);
    }
  }

  private static final double[] OTHER = {.2, -.3, .4};

  private static double fidelity(Energy energy, double[] x, double[] other) {
    Trial trial = Trial.free(3);
    System.arraycopy(x, 0, trial.x, 0, 3);
    System.arraycopy(other, 0, trial.other, 0, 3);
    energy.evaluate(trial.order(Order.FIDELITY));
    return trial.fidelity;
  }

  /** 1 - δᵀ(g)δ to second order, with the metric that is computed elsewhere. */
  @Test
  void fidelitiesAgreeWithTheMetric() {
    Energy energy = energy(0);
    double[] metric = ask(energy, Order.METRIC_FULL).metric;
    double[] delta = {3e-4, -2e-4, 1e-4};
    double[] near = THETA.clone();
    double square = 0;
    for (int i = 0; i < 3; i++) {
      near[i] += delta[i];
      for (int j = 0; j < 3; j++) {
        square += delta[i] * metric[3 * i + j] * delta[j];
      }
    }
    assertEquals(square, 1 - fidelity(energy, THETA, near), 1e-3 * square);
    assertEquals(1, fidelity(energy, THETA, THETA), 1e-15);
    double there = fidelity(energy, THETA, OTHER);
    assertEquals(there, fidelity(energy, OTHER, THETA), 1e-15);
    assertTrue(there > .5 && there < .95, "fidelity " + there);
    Energy strange = new Energy(H2, UCCSD, new Strange(), 0, rng());
    assertEquals(there, fidelity(strange, THETA, OTHER), 1e-5);
  }

  /** exp(-iaX/2) and exp(-ibZ/2) on |0⟩: complex amplitudes, F = cos²((a-a′)/2) on X alone. */
  @Test
  void fidelitiesOfComplexStates() {
    Circuit circuit = Circuit.on(4).rx(0).rz(0).rx(1).build();
    Energy energy = Energy.exact(H2, circuit, rng());
    assertEquals(
        Math.pow(Math.cos(.35), 2),
        fidelity(energy, new double[] {.4, .7, 1}, new double[] {1.1, .7, 1}),
        1e-14);
    // ⟨x|x′⟩ = cos²(.2) + sin²(.2) exp(i·.5), after the common phase.
    double re = Math.pow(Math.cos(.2), 2) + Math.pow(Math.sin(.2), 2) * Math.cos(.5);
    double im = Math.pow(Math.sin(.2), 2) * Math.sin(.5);
    assertEquals(
        re * re + im * im,
        fidelity(energy, new double[] {.4, .7, 1}, new double[] {.4, 1.2, 1}),
        1e-14);
  }

  /** 1000 estimates from 50 shots each: mean and variance of a binomial share, 4.4 deviations. */
  @Test
  void sampledFidelitiesAreBinomial() {
    double exactly = fidelity(energy(0), THETA, OTHER);
    Energy sampled = energy(50);
    int n = 1000;
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < n; k++) {
      double estimate = fidelity(sampled, THETA, OTHER);
      assertEquals(Math.rint(50 * estimate), 50 * estimate, 1e-9);
      sum += estimate - exactly;
      squares += Math.pow(estimate - exactly, 2);
    }
    double variance = exactly * (1 - exactly) / 50;
    assertEquals(0, sum / n, 4.4 * Math.sqrt(variance / n));
    assertEquals(1, squares / n / variance, 4.4 * Math.sqrt(2.0 / n));
  }

  /** A fidelity is one circuit: it may have fewer shots than an energy has groups. */
  @Test
  void aFidelityMayTakeASingleShot() {
    Trial trial = Trial.free(3);
    trial.shots = 1;
    energy(0).evaluate(trial.order(Order.FIDELITY));
    assertEquals(1, trial.fidelity, 0);
  }

  /** What asks for known frequencies, or for fidelities, finds the ground state. */
  @Test
  void everyAnswerIsGoodForASearch() {
    assertEquals(EnumSet.allOf(Order.class), Energy.ANSWERS);
    for (String text : List.of("rotosolve", "nft", "qn-spsa:learningRate=0.2")) {
      Outcome outcome =
          Metered.run(
              Optimizers.minimizer(text, Energy.ANSWERS, "a test"),
              energy(0),
              THETA,
              Budget.of(Charge.ITERATIONS, 300),
              Curve.every(Charge.ITERATIONS, 1),
              rng());
      assertEquals(HydrogenMolecule.FULL_CI, outcome.truth(), 1e-6, text);
    }
  }

  @Test
  void sameStreamSameBits() {
    double first = ask(energy(100), Order.VALUE).value;
    assertEquals(first, ask(energy(100), Order.VALUE).value, 0.0);
  }

  @Test
  void chargesTheCircuitsOfAQuantumComputer() {
    // 5 groups; 3 excitations of 4 shifted points; layers of 1 and 2 parameters.
    assertEquals(new Cost(5, 0), cost(0, Order.VALUE));
    assertEquals(new Cost(5, 1000), cost(1000, Order.VALUE));
    assertEquals(new Cost(60, 0), cost(0, Order.GRADIENT));
    assertEquals(new Cost(60, 12_000), cost(1000, Order.GRADIENT));
    assertEquals(new Cost(2, 0), cost(1000, Order.METRIC_BLOCK));
    assertEquals(new Cost(2, 0), cost(1000, Order.METRIC_DIAGONAL));
    assertEquals(new Cost(2 + 2, 0), cost(1000, Order.METRIC_FULL));
    assertEquals(new Cost(1, 0), cost(0, Order.FIDELITY));
    assertEquals(new Cost(1, 1000), cost(1000, Order.FIDELITY));
    assertEquals(new Cost(65, 13_000), cost(1000, Order.VALUE, Order.GRADIENT));
  }

  @Test
  void aTrialMayAskForItsOwnShots() {
    Energy exact = energy(0);
    Trial trial = Trial.free(3);
    trial.shots = 50;
    exact.evaluate(trial.order(Order.VALUE));
    assertTrue(trial.valueVariance > 0);
    trial.shots = 3;
    assertThrows(BadInput.class, () -> exact.evaluate(trial));
  }

  @Test
  void nothingIsDoneThatTheBudgetDoesNotCover() {
    Energy energy = energy(100);
    Minimizer untilSpent =
        (problem, x0, rng) -> {
          Trial trial = problem.trial().order(Order.VALUE);
          while (true) {
            problem.evaluate(trial);
          }
        };
    Outcome outcome =
        Metered.run(
            untilSpent,
            energy,
            THETA,
            Budget.of(Charge.SHOTS, 250),
            Curve.every(Charge.ITERATIONS, 1),
            rng());
    assertEquals(Outcome.Stop.BUDGET, outcome.stop());
    assertEquals(200, outcome.ledger().count(Charge.SHOTS));
    assertEquals(2, outcome.ledger().count(Charge.VALUES));
    assertEquals(10, outcome.ledger().count(Charge.CIRCUITS));
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    String message = assertThrows(BadInput.class, () -> energy(4)).getMessage();
    assertTrue(message.contains("4 shots are too few"), message);
    Circuit other = HardwareEfficient.DEFAULT.circuit(Target.of(3, 0));
    assertThrows(IllegalArgumentException.class, () -> Energy.exact(H2, other, rng()));
  }

  private record Cost(long circuits, long shots) {}

  private static Cost cost(long shots, Order first, Order... more) {
    Energy energy = energy(shots);
    Minimizer once = (problem, x0, rng) -> problem.evaluate(problem.trial().order(first, more));
    Outcome outcome =
        Metered.run(
            once, energy, THETA, Budget.UNLIMITED, Curve.every(Charge.ITERATIONS, 1), rng());
    return new Cost(outcome.ledger().count(Charge.CIRCUITS), outcome.ledger().count(Charge.SHOTS));
  }

  private static Trial ask(Energy energy, Order first, Order... more) {
    Trial trial = Trial.free(3);
    System.arraycopy(THETA, 0, trial.x, 0, 3);
    energy.evaluate(trial.order(first, more));
    return trial;
  }

  private static Energy energy(long shots) {
    return new Energy(H2, UCCSD, new StateVector(), shots, rng());
  }

  private static UniformRandomProvider rng() {
    return Streams.of(11).at("energy").rng();
  }

  /** The shots go on in their stream, with an energy that is made anew. */
  @Test
  void aDescentUnderShotsIsSavedAndGoesOn() {
    Descent<Step> descent = Descent.gradient(Rules.parse("surprise", Step.class, "a test"));
    List<Checkpoint> saved = new ArrayList<>();
    Budget budget = Budget.of(Charge.ITERATIONS, 8);
    Curve curve = Curve.every(Charge.ITERATIONS, 8);
    Outcome whole =
        Metered.run(descent.saving(3, saved::add), energy(500), THETA, budget, curve, rng());
    Checkpoint early = Checkpoint.parse(saved.get(0).toJson());
    Curve rest = Curve.every(Charge.ITERATIONS, 8);
    Outcome resumed = Metered.run(descent.from(early), energy(500), early.x(), budget, rest, rng());
    assertArrayEquals(whole.recommended(), resumed.recommended(), 0);
    assertEquals(whole.ledger().counts(), resumed.ledger().counts());
    assertEquals(whole.lowestMeasured(), resumed.lowestMeasured(), 0);
  }
}
