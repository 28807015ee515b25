package dev.stride.vqe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Lbfgs;
import dev.stride.vqe.AdaptResult.Stop;
import dev.stride.vqe.AdaptVqe.Limits;
import dev.stride.vqe.chemistry.FullCi;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.circuit.Angle;
import dev.stride.vqe.circuit.Angles;
import dev.stride.vqe.circuit.Excitation;
import dev.stride.vqe.circuit.Gate;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Auto;
import dev.stride.vqe.simulator.Backend;
import dev.stride.vqe.simulator.State;
import dev.stride.vqe.simulator.StateVector;
import dev.stride.vqe.simulator.StateVectorEngine;
import dev.stride.vqe.simulator.Strange;
import dev.stride.vqe.simulator.Subspace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptVqeTest {
  private static final double CHEMICAL_ACCURACY = 1.594e-3;
  private static final Minimizer LBFGS = new Lbfgs(10, 1e-6);
  private static final Pool SD = Pools.registry().parse("sd");
  private static final Limits DEFAULT = Limits.DEFAULT;

  /** Published numbers of operators to chemical accuracy, spin-orbital singles and doubles. */
  @ParameterizedTest
  @CsvSource({
    "h2, -1.13730604, 1",
    "h4:bond=1.0, -2.16638745, 9",
    "lih:active=2e3o, -7.88114508, 3",
    "lih, -7.88240193, 5",
    "h2o, -75.01275931, 17"
  })
  void numberOfOperators(String name, double fullCi, int operators) {
    MolecularIntegrals m = molecule(name);
    assertEquals(fullCi, FullCi.groundState(m).energy().getAsDouble(), 1e-8);
    List<String> seen = new ArrayList<>();
    AdaptResult result =
        adapt(m, SD, operators + 1).run(Streams.of(1), s -> seen.add(s.operator().toString()));
    assertEquals(operators, result.operatorsTo(fullCi, CHEMICAL_ACCURACY), result.toString());
    assertEquals(result.steps().size(), seen.size());
  }

  /** Sizes by counting: with n orbitals, pairs of the same spin and of both. */
  @ParameterizedTest
  @CsvSource({
    "sd, 4, 3, 3",
    "sd, 8, 15, 26",
    "sd, 12, 15, 92",
    "sd, 14, 1023, 140",
    "sd:spin=mirrored, 4, 3, 2",
    "sd:spin=mirrored, 8, 15, 15",
    "gsd, 4, 3, 4",
    "gsd, 8, 15, 90",
    "qubit, 4, 3, 4",
    "qubit, 8, 15, 90",
    "gsd:spin=mirrored, 4, 3, 2",
    "gsd:spin=mirrored, 8, 15, 45"
  })
  void sizesOfPools(String pool, int qubits, long occupied, int size) {
    List<PoolOperator> operators = pool(pool).operators(qubits, occupied);
    assertEquals(size, operators.size());
    assertEquals(size, operators.stream().map(PoolOperator::toString).distinct().count());
  }

  @Test
  void operatorsAreNamed() {
    assertEquals(
        List.of("0 -> 2", "1 -> 3", "0 1 -> 2 3"),
        SD.operators(4, 3).stream().map(PoolOperator::toString).toList());
    PoolOperator pair = pool("sd:spin=mirrored").operators(4, 3).get(0);
    assertEquals("0 -> 2 + 1 -> 3", pair.toString());
    assertEquals(Math.sqrt(.5), pair.gates().get(1).angle().scale(), 1e-15);
    Gate rotation = new Gate(Gate.Kind.PAULI, List.of(3, 1), "XY", Angle.of(0));
    assertEquals("PAULI XY 3 1", new PoolOperator(List.of(rotation)).toString());
    Gate other = new Gate(Gate.Kind.PAULI, List.of(3, 1), "XY", Angle.of(1));
    assertThrows(IllegalArgumentException.class, () -> new PoolOperator(List.of(other)));
    assertThrows(IllegalArgumentException.class, () -> new PoolOperator(List.of()));
  }

  /**
   * The gradients of a pool are expectations of i[H, A]; A is built as an operator and not as a
   * gate. For the second operator, so that the state is no determinant.
   */
  @ParameterizedTest
  @ValueSource(strings = {"sd", "sd:spin=mirrored", "gsd", "gsd:spin=mirrored", "qubit"})
  void gradientsAreCommutators(String name) {
    MolecularIntegrals m = molecule("h4:bond=1.0");
    AdaptResult one = adapt(m, pool(name), 1).run(Streams.of(1));
    AdaptResult two = adapt(m, pool(name), 2).run(Streams.of(1));
    AdaptResult.Step step = two.steps().get(1);
    PauliSum h = Target.of(m).hamiltonian();
    StateVectorEngine engine = new StateVectorEngine(one.circuit());
    double largest = 0;
    double squares = 0;
    int first = -1;
    List<PoolOperator> operators = pool(name).operators(8, 15);
    for (int k = 0; k < operators.size(); k++) {
      double gradient = 0;
      for (Gate gate : operators.get(k).gates()) {
        PauliSum commutator = h.commutator(Excitation.of(gate).generator(8));
        State psi = engine.prepare(new Angles(one.circuit()).at(one.parameters()));
        gradient += gate.angle().scale() * engine.observable(commutator).expectation(psi);
      }
      squares += gradient * gradient;
      if (Math.abs(gradient) > largest * (1 + 1e-6)) {
        largest = Math.abs(gradient);
        first = k;
      }
    }
    assertEquals(largest, Math.abs(step.gradient()), 1e-10);
    assertEquals(Math.sqrt(squares), step.norm(), 1e-10);
    assertEquals(first, step.index());
    assertEquals(operators.get(first), step.operator());
  }

  /** Published: the derivative at Hartree-Fock by the double excitation. */
  @Test
  void hydrogenTakesItsDoubleExcitation() {
    AdaptResult result = adapt(molecule("h2"), SD, 5).run(Streams.of(1));
    AdaptResult.Step step = result.steps().get(0);
    assertEquals(1, result.steps().size());
    assertEquals("0 1 -> 2 3", step.operator().toString());
    assertEquals(.361862, Math.abs(step.gradient()), 1e-6);
    assertEquals(.361862, step.norm(), 1e-6);
    assertEquals(HydrogenMolecule.FULL_CI, result.energy(), 1e-8);
    assertEquals(result.energy(), step.energy(), 0.0);
    assertEquals(result.energy(), result.measuredEnergy(), 0.0);
    assertEquals(HydrogenMolecule.HARTREE_FOCK, result.reference(), 1e-8);
    assertEquals(Stop.GRADIENT, result.stop());
    assertEquals("", result.message());
    assertEquals(.1117685, Math.abs(result.parameters()[0]), 1e-5);
    assertEquals(0, result.operatorsTo(HydrogenMolecule.FULL_CI, .03));
    assertEquals(1, result.operatorsTo(HydrogenMolecule.FULL_CI, 1e-3));
    assertEquals(-1, result.operatorsTo(-2, 1e-3));
  }

  /** A spin-reversed pair with the wrong relative sign would have the gradient zero. */
  @Test
  void mirroredPairsHaveTheNormOfTheirParts() {
    MolecularIntegrals m = molecule("h4:bond=1.0");
    double plain = adapt(m, SD, 1).run(Streams.of(1)).steps().get(0).norm();
    double paired = adapt(m, pool("sd:spin=mirrored"), 1).run(Streams.of(1)).steps().get(0).norm();
    assertEquals(plain, paired, 1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sd:spin=mirrored", "gsd", "gsd:spin=mirrored", "qubit"})
  void allPoolsReachChemicalAccuracy(String name) {
    MolecularIntegrals m = molecule("h4:bond=1.0");
    AdaptResult result = adapt(m, pool(name), 14).run(Streams.of(1));
    assertTrue(result.operatorsTo(-2.16638745, CHEMICAL_ACCURACY) > 0, result.toString());
  }

  /** The energy is measured in 5 groups; the pool of 3 excitations shifts 12 times. */
  @Test
  void theGradientsOfThePoolAreCharged() {
    AdaptResult exact = hydrogen(NONE, new Auto(), DEFAULT, 0, Budget.UNLIMITED).run(Streams.of(1));
    // Chosen, not optimised, and chosen again: two gradients and two values.
    assertEquals(Stop.CYCLE, exact.stop());
    assertEquals(1, exact.steps().size());
    assertEquals(2, exact.ledger().count(Charge.GRADIENTS));
    assertEquals(2, exact.ledger().count(Charge.VALUES));
    assertEquals(2 * (12 + 1) * 5, exact.ledger().count(Charge.CIRCUITS));
    assertEquals(0, exact.ledger().count(Charge.SHOTS));
    AdaptResult sampled =
        hydrogen(NONE, new Auto(), DEFAULT, 1000, Budget.UNLIMITED).run(Streams.of(1));
    assertEquals(2 * (12 + 1) * 1000, sampled.ledger().count(Charge.SHOTS));
    assertEquals(2 * (12 + 1) * 5, sampled.ledger().count(Charge.CIRCUITS));
    assertNotEquals(sampled.energy(), sampled.measuredEnergy());
    assertEquals(sampled.measuredEnergy(), sampled.steps().get(0).measuredEnergy(), 0.0);
  }

  @Test
  void hydrogenIsSolvedFromShots() {
    Budget budget = Budget.of(Charge.SHOTS, 3_000_000);
    AdaptVqe adapt = hydrogen(FEW, new Auto(), new Limits(.1, 0, 2), 10_000, budget);
    AdaptResult result = adapt.run(Streams.of(1));
    assertEquals("0 1 -> 2 3", result.steps().get(0).operator().toString());
    // Four energies of σ 6 mHa with weights up to .85 each.
    assertEquals(.361862, Math.abs(result.steps().get(0).gradient()), .05);
    assertEquals(HydrogenMolecule.FULL_CI, result.energy(), 2e-3);
    assertEquals(Stop.GRADIENT, result.stop());
    AdaptResult again = adapt.run(Streams.of(1));
    assertArrayEquals(result.parameters(), again.parameters());
    assertEquals(result.measuredEnergy(), again.measuredEnergy(), 0.0);
    assertNotEquals(result.measuredEnergy(), adapt.run(Streams.of(2)).measuredEnergy());
  }

  @Test
  void whyItEnds() {
    AdaptVqe.Limits choosy = new AdaptVqe.Limits(1e-3, .05, 10);
    AdaptResult energy =
        hydrogen(LBFGS, new Auto(), choosy, 0, Budget.UNLIMITED).run(Streams.of(1));
    assertEquals(Stop.ENERGY, energy.stop());
    assertEquals(1, energy.steps().size());
    AdaptResult operators = adapt(molecule("h4"), SD, 2).run(Streams.of(1));
    assertEquals(Stop.OPERATORS, operators.stop());
    assertEquals(2, operators.steps().size());
    assertEquals(2, operators.parameters().length);
    Minimizer mad = (problem, x0, rng) -> problem.recommend(new double[] {Double.NaN});
    AdaptResult diverged =
        hydrogen(mad, new Auto(), DEFAULT, 0, Budget.UNLIMITED).run(Streams.of(1));
    assertEquals(Stop.DIVERGED, diverged.stop());
    assertTrue(diverged.message().contains("not finite"), diverged.message());
    assertEquals(HydrogenMolecule.HARTREE_FOCK, diverged.energy(), 1e-8);
  }

  /** One value of 100 shots in the beginning, a gradient of 1200, a value in the end. */
  @ParameterizedTest
  @CsvSource({"100, 0, 100", "1399, 0, 100", "1400, 1, 1400", "2599, 1, 1400"})
  void aBudgetCoversTheLastMeasurement(long shots, int steps, long spent) {
    Budget budget = Budget.of(Charge.SHOTS, shots);
    AdaptResult result = hydrogen(NONE, new Auto(), DEFAULT, 100, budget).run(Streams.of(1));
    assertEquals(Stop.BUDGET, result.stop());
    assertEquals(steps, result.steps().size());
    assertEquals(spent, result.ledger().count(Charge.SHOTS));
    assertTrue(Double.isFinite(result.measuredEnergy()));
    AdaptVqe poor = hydrogen(NONE, new Auto(), DEFAULT, 100, Budget.of(Charge.SHOTS, 99));
    String message = assertThrows(BadInput.class, () -> poor.run(Streams.of(1))).getMessage();
    assertTrue(message.contains("99 shots"), message);
  }

  @Test
  void aSearchThatSpendsTheBudgetIsTheLast() {
    Budget budget = Budget.of(Charge.ITERATIONS, 3);
    AdaptResult result = hydrogen(FEW, new Auto(), DEFAULT, 0, budget).run(Streams.of(1));
    assertEquals(Stop.BUDGET, result.stop());
    assertEquals(1, result.steps().size());
    assertEquals(3, result.steps().get(0).iterations());
    assertTrue(result.energy() < HydrogenMolecule.HARTREE_FOCK - 1e-3);
    assertTrue(result.message().contains("3 iterations"), result.message());
  }

  /** Float32 over there. */
  @Test
  void otherSimulatorsAgree() {
    for (Backend backend : List.of(new StateVector(), new Subspace(), new Strange())) {
      AdaptVqe adapt = hydrogen(FEW, backend, new Limits(1e-2, 0, 1), 0, Budget.UNLIMITED);
      AdaptResult result = adapt.run(Streams.of(1));
      assertEquals("0 1 -> 2 3", result.steps().get(0).operator().toString());
      assertEquals(HydrogenMolecule.FULL_CI, result.energy(), 1e-5);
    }
  }

  @Test
  void limitsAndPoolsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new Limits(-1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Limits(0, 0, 0));
    assertThrows(BadInput.class, () -> pool("no-such-pool"));
  }

  /** Does nothing. */
  private static final Minimizer NONE = (problem, x0, rng) -> {};

  /** Thirty steps along the gradient. */
  private static final Minimizer FEW =
      (problem, x0, rng) -> {
        Trial trial = problem.trial().order(Order.GRADIENT);
        double[] x = x0.clone();
        for (int k = 0; k < 30; k++) {
          System.arraycopy(x, 0, trial.x, 0, x.length);
          problem.evaluate(trial);
          for (int i = 0; i < x.length; i++) {
            x[i] -= .2 * trial.gradient[i];
          }
          problem.recommend(x);
        }
      };

  private static AdaptVqe hydrogen(
      Minimizer minimizer, Backend backend, Limits limits, long shots, Budget budget) {
    return new AdaptVqe(
        HydrogenMolecule.hamiltonian(), 0b11, SD, backend, minimizer, limits, shots, budget);
  }

  private static Pool pool(String name) {
    return Pools.registry().parse(name);
  }

  private static MolecularIntegrals molecule(String name) {
    return Molecules.registry().parse(name).integrals();
  }

  private static AdaptVqe adapt(MolecularIntegrals m, Pool pool, int operators) {
    Target target = Target.of(m);
    return new AdaptVqe(
        target.hamiltonian(),
        target.occupied(),
        pool,
        new Auto(),
        LBFGS,
        new Limits(1e-3, 0, operators),
        0,
        Budget.UNLIMITED);
  }
}
