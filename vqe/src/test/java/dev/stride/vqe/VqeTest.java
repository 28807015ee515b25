package dev.stride.vqe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Outcome;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.optim.search.Descent;
import dev.stride.optim.search.Lbfgs;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.ReferenceSpace;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.HardwareEfficient;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.circuit.Uccsd;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.simulator.Auto;
import dev.stride.vqe.simulator.Backend;
import dev.stride.vqe.simulator.StateVector;
import dev.stride.vqe.simulator.Strange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class VqeTest {
  private static final Minimizer LBFGS = new Lbfgs(10, 1e-8);
  private static final Circuit UCCSD =
      new Uccsd(Uccsd.Order.DOUBLES_FIRST).circuit(Target.of(4, 0b11));

  @Test
  void hydrogenReachesFullCi() {
    VqeResult result = hydrogen(new StateVector(), LBFGS, 0, Budget.UNLIMITED).run(Streams.of(1));
    assertEquals(HydrogenMolecule.FULL_CI, result.energy(), 1e-8);
    assertEquals(result.energy(), result.measuredEnergy(), 0.0);
    // Published: the angle of the double excitation, up to the sign of the orbitals.
    assertEquals(.1117685, Math.abs(result.parameters()[0]), 1e-6);
    assertEquals(Outcome.Stop.CONVERGED, result.outcome().stop());
    assertEquals(0, result.ledger().count(Charge.SHOTS));
    assertTrue(result.iterations() > 0 && result.iterations() < 20);
  }

  /** Energies in float32 are good to a few 1e-7. */
  @Test
  void hydrogenReachesFullCiOnStrange() {
    for (Minimizer minimizer : List.of(LBFGS, Descent.gradient(Sgd.of(.5)))) {
      Budget budget = Budget.of(Charge.ITERATIONS, 30);
      VqeResult result = hydrogen(new Strange(), minimizer, 0, budget).run(Streams.of(1));
      assertEquals(HydrogenMolecule.FULL_CI, result.energy(), 1e-6);
    }
  }

  /** Minima found by others' code, to what its gradients left. */
  @ParameterizedTest
  @CsvFileSource(resources = "/reference/chemistry/uccsd/energies.csv", numLinesToSkip = 1)
  void uccsdMinima(
      String name, int singles, int doubles, double singlesFirst, double doublesFirst) {
    MolecularIntegrals m = ReferenceSpace.named(name).integrals();
    for (Uccsd.Order order : Uccsd.Order.values()) {
      VqeResult result = minimum(m, order);
      assertEquals(singles + doubles, result.parameters().length);
      double expected = order == Uccsd.Order.SINGLES_FIRST ? singlesFirst : doublesFirst;
      assertEquals(expected, result.energy(), 1e-7, name + " " + order);
    }
  }

  @Test
  void occupiedOrbitalsNeedNotBeTheFirst() {
    MolecularIntegrals m = ReferenceSpace.named("h2_sto3g_r0.7350.full").integrals();
    MolecularIntegrals swapped = ReferenceSpace.reordered(m, List.of(1, 0));
    assertEquals(
        HydrogenMolecule.FULL_CI, minimum(swapped, Uccsd.Order.DOUBLES_FIRST).energy(), 1e-8);
  }

  @Test
  void shotsAreCountedToTheLast() {
    Budget budget = Budget.of(Charge.SHOTS, 100_000);
    Vqe vqe = hydrogen(new StateVector(), Descent.gradient(Sgd.of(.4)), 1000, budget);
    VqeResult result = vqe.run(Streams.of(5));
    // A gradient is 12 shifted energies of 1000 shots: 8 of them, and the last measurement.
    assertEquals(8 * 12_000 + 1000, result.ledger().count(Charge.SHOTS));
    assertEquals((8 * 12 + 1) * 5, result.ledger().count(Charge.CIRCUITS));
    assertEquals(1, result.ledger().count(Charge.VALUES));
    assertEquals(8, result.ledger().count(Charge.GRADIENTS));
    assertEquals(8, result.iterations());
    assertEquals(Outcome.Stop.BUDGET, result.outcome().stop());
    assertNotEquals(result.energy(), result.measuredEnergy());
    // σ of 1000 shots is about 0.02 hartree (published: 1.6 mHa take 1.41e5); 5 of them.
    assertEquals(result.energy(), result.measuredEnergy(), .1);
    assertTrue(result.energy() < HydrogenMolecule.HARTREE_FOCK);
  }

  @Test
  void sameSeedSameBits() {
    Budget budget = Budget.of(Charge.ITERATIONS, 5);
    Vqe vqe = hydrogen(new StateVector(), Descent.gradient(Sgd.of(.4)), 500, budget);
    VqeResult first = vqe.run(Streams.of(3));
    VqeResult again = vqe.run(Streams.of(3));
    assertArrayEquals(first.parameters(), again.parameters());
    assertEquals(first.measuredEnergy(), again.measuredEnergy(), 0.0);
    assertNotEquals(first.measuredEnergy(), vqe.run(Streams.of(4)).measuredEnergy());
  }

  @Test
  void aBudgetThatCannotMeasureIsRefused() {
    Vqe vqe = hydrogen(new StateVector(), LBFGS, 1000, Budget.of(Charge.SHOTS, 999));
    String message = assertThrows(BadInput.class, () -> vqe.run(Streams.of(1))).getMessage();
    assertTrue(message.contains("999 shots"), message);
  }

  /** The default start of the hardware-efficient ansatz is one from which it gets somewhere. */
  @Test
  void hardwareEfficientLeavesItsStart() {
    HardwareEfficient ansatz = HardwareEfficient.DEFAULT;
    Target target = Target.of(4, 0b11);
    Circuit circuit = ansatz.circuit(target);
    int reached = 0;
    for (int seed = 0; seed < 20; seed++) {
      double[] start = ansatz.start(target, circuit, Streams.of(seed).rng());
      VqeResult result =
          new Vqe(
                  HydrogenMolecule.hamiltonian(),
                  circuit,
                  new StateVector(),
                  LBFGS,
                  start,
                  0,
                  Budget.UNLIMITED)
              .run(Streams.of(seed));
      reached += result.energy() < HydrogenMolecule.FULL_CI + 1.6e-3 ? 1 : 0;
    }
    assertTrue(reached >= 18, reached + " of 20");
  }

  private static VqeResult minimum(MolecularIntegrals m, Uccsd.Order order) {
    Circuit circuit = new Uccsd(order).circuit(Target.of(m));
    return new Vqe(
            JordanWigner.hamiltonian(m),
            circuit,
            new Auto(),
            LBFGS,
            new double[circuit.parameters()],
            0,
            Budget.UNLIMITED)
        .run(Streams.of(1));
  }

  private static Vqe hydrogen(Backend backend, Minimizer minimizer, long shots, Budget budget) {
    return new Vqe(
        HydrogenMolecule.hamiltonian(), UCCSD, backend, minimizer, new double[3], shots, budget);
  }
}
