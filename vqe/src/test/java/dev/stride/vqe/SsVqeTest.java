package dev.stride.vqe;

import static dev.stride.vqe.TwoElectrons.h2;
import static dev.stride.vqe.TwoElectrons.hehPlus;
import static dev.stride.vqe.TwoElectrons.small;
import static dev.stride.vqe.TwoElectrons.twice;
import static dev.stride.vqe.TwoElectrons.uccsd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
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
import dev.stride.optim.search.Optimizers;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Auto;
import dev.stride.vqe.simulator.Backend;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsVqeTest {
  private static final Minimizer LBFGS = new Lbfgs(10, 1e-7);
  private static final Backend BACKEND = new Auto();

  @Test
  void subspaceSearchFindsAllStates() {
    for (MolecularIntegrals m : List.of(h2(), hehPlus())) {
      PauliSum h = JordanWigner.hamiltonian(m);
      double[] exact = DenseSpectrum.sector(h, 0b11);
      ExcitedStates found = ssvqe(h, twice(m), 3, 0, Budget.UNLIMITED).run(Streams.of(3));
      for (int k = 0; k < 3; k++) {
        assertEquals(exact[k], found.states().get(k).energy(), 1e-6, "state " + k);
      }
      assertArrayEquals(new int[] {0, 1, 2}, found.levels(exact).level());
    }
  }

  @Test
  void subspaceSearchFromShotsCountsThemToTheLast() {
    Budget budget = Budget.of(Charge.SHOTS, 3 * 24 * 1000 + 2000 + 7);
    Minimizer minimizer = Descent.gradient(Sgd.of(.1));
    Circuit circuit = twice(h2());
    PauliSum h = HydrogenMolecule.hamiltonian();
    ExcitedStates found =
        new SsVqe(
                h,
                circuit,
                new long[] {0b0011, 0b0110},
                SsVqe.descending(2),
                BACKEND,
                minimizer,
                small(circuit),
                1000,
                budget)
            .run(Streams.of(1));
    // Of 6 excitations a gradient of one energy has 24 shifted ones, of two energies 48.
    assertEquals(48 * 1000 + 2000, found.ledger().count(Charge.SHOTS));
    assertEquals(48 * 5 + 10, found.ledger().count(Charge.CIRCUITS));
    assertEquals(2, found.ledger().count(Charge.VALUES));
    assertEquals(1, found.ledger().count(Charge.GRADIENTS));
    assertEquals(Outcome.Stop.BUDGET, found.stop());
    assertNotEquals(found.states().get(1).energy(), found.states().get(1).measuredEnergy());
  }

  @Test
  void badWeightsAndDeterminantsAreRefused() {
    assertArrayEquals(new double[] {3, 2, 1}, SsVqe.descending(3));
    for (double[] weights : new double[][] {{1, 1}, {1, 2}, {1, 0}, {1}}) {
      assertThrows(IllegalArgumentException.class, () -> weighted(weights, 3, 5));
    }
    assertThrows(IllegalArgumentException.class, () -> weighted(new double[] {2, 1}, 3, 3));
  }

  @Test
  void lowestDeterminantsAreSortedByEnergy() {
    assertArrayEquals(new long[] {0b0011, 0b1001, 0b0110}, SsVqe.lowestDeterminants(h2(), 3));
    MolecularIntegrals m = Molecules.registry().parse("lih").integrals();
    long[] lowest = SsVqe.lowestDeterminants(m, 5);
    PauliSum h = Target.of(m).hamiltonian();
    assertEquals(0b1111, lowest[0]);
    double last = Double.NEGATIVE_INFINITY;
    for (long determinant : lowest) {
      Circuit basis = Circuit.on(12).basis(determinant).build();
      double energy = Energy.exact(h, basis, Streams.of(1).rng()).truth(new double[0]);
      assertTrue(energy >= last - 1e-12);
      last = energy;
    }
    assertThrows(IllegalArgumentException.class, () -> SsVqe.lowestDeterminants(h2(), 5));
  }

  /** Two electrons in as many orbitals as a basis state has room for: 961 determinants. */
  @Test
  void lowestDeterminantsDoNotWaitForMasksWithOtherNumbersOfElectrons() {
    double[] one = new double[MolecularIntegrals.pairs(31)];
    for (int p = 0; p < 31; p++) {
      one[MolecularIntegrals.pair(p, p)] = 30 - p;
    }
    double[] two = new double[MolecularIntegrals.pairs(one.length)];
    MolecularIntegrals m = new MolecularIntegrals(31, 2, 0, 0, one, two, new double[0]);
    long[] lowest =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> SsVqe.lowestDeterminants(m, 961));
    assertEquals(3L << 60, lowest[0]);
    assertEquals(1L << 58 | 1L << 61, lowest[1]);
    assertEquals(1L << 60 | 1L << 59, lowest[2]);
    assertEquals(3L, lowest[960]);
  }

  private static SsVqe weighted(double[] weights, long... determinants) {
    return new SsVqe(
        HydrogenMolecule.hamiltonian(),
        uccsd(h2()),
        determinants,
        weights,
        BACKEND,
        LBFGS,
        new double[3],
        0,
        Budget.UNLIMITED);
  }

  private static SsVqe ssvqe(PauliSum h, Circuit circuit, int k, long shots, Budget budget) {
    long[] determinants = {0b0011, 0b0110, 0b1001};
    return new SsVqe(
        h,
        circuit,
        Arrays.copyOf(determinants, k),
        SsVqe.descending(k),
        BACKEND,
        LBFGS,
        small(circuit),
        shots,
        budget);
  }

  /** From Rotosolve, which needs the frequencies, to the natural gradient, which needs a metric. */
  @ParameterizedTest
  @ValueSource(strings = {"rotosolve", "adam", "cobyla", "spsa", "nft"})
  void anyOptimizerWorks(String name) {
    PauliSum h = HydrogenMolecule.hamiltonian();
    Budget budget = Budget.of(Charge.ITERATIONS, 400);
    Minimizer minimizer = Optimizers.minimizer(name, WeightedEnergies.ANSWERS, "this problem");
    Circuit circuit = twice(h2());
    SsVqe ssvqe =
        new SsVqe(
            h,
            circuit,
            new long[] {0b0011, 0b0110},
            SsVqe.descending(2),
            BACKEND,
            minimizer,
            small(circuit),
            0,
            budget);
    ExcitedStates found = ssvqe.run(Streams.of(1));
    double sum = 2 * found.states().get(0).energy() + found.states().get(1).energy();
    assertTrue(sum < 2 * -1.1 - .4, name + " " + sum);
  }

  @Test
  void aBudgetHasToCoverTheLastMeasurements() {
    PauliSum h = HydrogenMolecule.hamiltonian();
    SsVqe poor = ssvqe(h, twice(h2()), 2, 100, Budget.of(Charge.CIRCUITS, 9));
    assertTrue(
        assertThrows(BadInput.class, () -> poor.run(Streams.of(1)))
            .getMessage()
            .contains("9 circuits"));
  }
}
