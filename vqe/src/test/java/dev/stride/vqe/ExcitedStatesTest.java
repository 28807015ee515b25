package dev.stride.vqe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Ledger;
import dev.stride.optim.Metered;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Outcome;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Sgd;
import dev.stride.optim.search.Descent;
import dev.stride.optim.search.Lbfgs;
import dev.stride.optim.search.Optimizers;
import dev.stride.vqe.chemistry.FullCi;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.chemistry.Progress;
import dev.stride.vqe.chemistry.ReferenceSpace;
import dev.stride.vqe.circuit.Ansatz;
import dev.stride.vqe.circuit.Ansatzes;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Gate;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Auto;
import dev.stride.vqe.simulator.Backend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcitedStatesTest {
  private static final Minimizer LBFGS = new Lbfgs(10, 1e-7);
  private static final Backend BACKEND = new Auto();

  /** Lowest four with as many electrons of either spin, by Psi4 and by others' full CI. */
  private static final double[] H2_LEVELS = {
    -1.1373060357533396, -0.5246155557956578, -0.16275315618846128, 0.4950577407847921
  };

  private static final double[] HEH_LEVELS = {
    -2.851024030048664, -2.0387412474586433, -1.8170194982471537, -0.49213455647811744
  };

  @Test
  void denseSpectraAreThePublishedOnes() {
    assertArrayEquals(H2_LEVELS, DenseSpectrum.sector(HydrogenMolecule.hamiltonian(), 0b11), 1e-9);
    assertArrayEquals(
        HEH_LEVELS, DenseSpectrum.sector(Target.of(hehPlus()).hamiltonian(), 0b11), 1e-9);
  }

  /** The circuit reaches every real state of two electrons in two orbitals. */
  @Test
  void deflationFindsAllStates() {
    for (MolecularIntegrals m : List.of(h2(), hehPlus())) {
      PauliSum h = JordanWigner.hamiltonian(m);
      double[] exact = DenseSpectrum.sector(h, 0b11);
      List<Double> seen = new ArrayList<>();
      ExcitedStates found =
          vqd(h, 4, 0, 3, 0, Budget.UNLIMITED).run(Streams.of(1), s -> seen.add(s.energy()));
      for (int k = 0; k < 4; k++) {
        assertEquals(exact[k], found.states().get(k).energy(), 1e-6);
        assertEquals(found.states().get(k).energy(), seen.get(k), 0.0);
        assertEquals(k, found.states().get(k).fidelities().length);
        assertEquals(-1, found.states().get(k).repeats());
      }
      Levels levels = found.levels(exact);
      assertArrayEquals(new int[] {0, 1, 2, 3}, levels.level());
      assertEquals(List.of(), levels.skipped());
      assertEquals(Outcome.Stop.CONVERGED, found.stop());
    }
  }

  /** A weight below the gap: the ground state is still the minimum, and is found again. */
  @Test
  void aWeightThatIsTooSmallIsFlagged() {
    PauliSum h = HydrogenMolecule.hamiltonian();
    ExcitedStates found = vqd(h, 2, .1, 3, 0, Budget.UNLIMITED).run(Streams.of(1));
    assertEquals(0, found.states().get(1).repeats());
    assertEquals(H2_LEVELS[0], found.states().get(1).energy(), 1e-5);
    Levels levels = found.levels(H2_LEVELS);
    assertArrayEquals(new boolean[] {false, true}, levels.repeated());
    assertArrayEquals(new int[] {0, 0}, levels.level());
    assertTrue(levels.toString().contains("found before"), levels.toString());
  }

  /** Levels of H2 are singlet, triplet, singlet, singlet. */
  @Test
  void penaltiesLeaveTheSpinsThatAreWanted() {
    int[] multiplicity = {1, 1, 3};
    int[][] expected = {{0, 2, 3}, {0, 2, 3}, {1}};
    for (int k = 0; k < multiplicity.length; k++) {
      PauliSum penalty = SectorPenalty.of(h2()).with(multiplicity[k]).operator(4, 1.5);
      Vqd vqd =
          new Vqd(
              HydrogenMolecule.hamiltonian(),
              penalty,
              uccsd(h2()),
              BACKEND,
              LBFGS,
              expected[k].length,
              3,
              new double[3],
              1,
              4,
              0,
              Budget.UNLIMITED);
      Levels levels = vqd.run(Streams.of(5)).levels(H2_LEVELS);
      assertArrayEquals(expected[k], levels.level());
      for (double error : levels.error()) {
        assertEquals(0, error, 1e-6);
      }
    }
  }

  /** HeH+ would take up another electron: -3.0135 with three of them, by others' full CI. */
  @Test
  void penaltiesKeepTheNumberOfElectrons() {
    Ansatz ansatz = Ansatzes.registry().parse("hardware-efficient");
    Circuit circuit = ansatz.circuit(Target.of(hehPlus()));
    PauliSum h = Target.of(hehPlus()).hamiltonian();
    double[] energy = new double[2];
    for (int k = 0; k < 2; k++) {
      PauliSum penalty = k == 0 ? null : SectorPenalty.of(hehPlus()).operator(4, 2);
      Vqd vqd =
          new Vqd(
              h,
              penalty,
              circuit,
              BACKEND,
              LBFGS,
              1,
              0,
              new double[circuit.parameters()],
              .5,
              4,
              0,
              Budget.UNLIMITED);
      energy[k] = vqd.run(Streams.of(1)).states().get(0).energy();
    }
    assertEquals(-3.013485720, energy[0], 1e-6);
    assertEquals(HEH_LEVELS[0], energy[1], 1e-6);
  }

  @Test
  void sectorsThatAreNoneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new SectorPenalty(2, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new SectorPenalty(2, 4, 0));
    assertThrows(IllegalArgumentException.class, () -> new SectorPenalty(2, 0, 2));
    assertThrows(IllegalArgumentException.class, () -> new SectorPenalty(2, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> new SectorPenalty(2, 0, 5));
    assertEquals(new SectorPenalty(2, 0, 3), SectorPenalty.of(h2()).with(3));
  }

  @Test
  void aSkippedLevelIsNamed() {
    ExcitedStates found =
        new ExcitedStates(
            List.of(state(-1.137, new double[0]), state(-.16, new double[1])),
            Outcome.Stop.CONVERGED,
            "",
            new Ledger(Budget.UNLIMITED));
    Levels levels = found.levels(H2_LEVELS);
    assertArrayEquals(new int[] {0, 2}, levels.level());
    assertEquals(List.of(1), levels.skipped());
    assertEquals(.00275315618846128, levels.error()[1], 1e-12);
    assertTrue(levels.toString().contains("skipped levels: [1]"), levels.toString());
  }

  /** The spectrum of LiH in three orbitals, by full CI, with what a user would write. */
  @Test
  void lithiumHydrideIsSolvedInTenLines() {
    MolecularIntegrals integrals = Molecules.registry().parse("lih:active=2e3o").integrals();
    PauliSum hamiltonian = JordanWigner.hamiltonian(integrals);
    Circuit circuit = Ansatzes.registry().parse("uccsd").circuit(Target.of(integrals));
    double[] exact = new double[9];
    List<FullCi.State> states = FullCi.lowest(integrals, 9, Progress.NONE);
    for (int k = 0; k < 9; k++) {
      exact[k] = states.get(k).energy();
    }
    assertArrayEquals(DenseSpectrum.sector(hamiltonian, 0b11), exact, 1e-9);
    ExcitedStates found = new Vqd(hamiltonian, circuit, 4).run(Streams.of(1));
    Levels levels = found.levels(exact);
    assertEquals(List.of(), levels.skipped(), levels.toString());
    for (double error : levels.error()) {
      assertEquals(0, error, 1e-5, levels.toString());
    }
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

  @Test
  void theFirstOfEqualLevelsIsTaken() {
    ExcitedStates found =
        new ExcitedStates(
            List.of(state(-1, new double[0]), state(-.5, new double[1])),
            Outcome.Stop.CONVERGED,
            "",
            new Ledger(Budget.UNLIMITED));
    Levels levels = found.levels(new double[] {-1, -.5 - 1e-12, -.5, 0});
    assertArrayEquals(new int[] {0, 1}, levels.level());
    assertEquals(List.of(), levels.skipped());
  }

  /** Equal levels are found one each: H3+ has two triplets at -0.748. */
  @Test
  void equalLevelsAreFoundOneByOne() {
    MolecularIntegrals m = ReferenceSpace.named("h3p_sto3g_r0.9850.full").integrals();
    PauliSum h = JordanWigner.hamiltonian(m);
    double[] exact = DenseSpectrum.sector(h, 0b11);
    assertEquals(exact[1], exact[2], 1e-9);
    Circuit circuit = twice(m);
    ExcitedStates found =
        new Vqd(
                h,
                null,
                circuit,
                BACKEND,
                LBFGS,
                3,
                3,
                new double[circuit.parameters()],
                .5,
                4,
                0,
                Budget.UNLIMITED)
            .run(Streams.of(1));
    Levels levels = found.levels(exact);
    assertEquals(List.of(), levels.skipped(), levels.toString());
    for (double error : levels.error()) {
      assertEquals(0, error, 1e-5, levels.toString());
    }
  }

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

  /** From Rotosolve, which needs the frequencies, to the natural gradient, which needs a metric. */
  @ParameterizedTest
  @ValueSource(strings = {"rotosolve", "adam", "cobyla", "spsa", "nft"})
  void anyOptimizerWorks(String name) {
    PauliSum h = HydrogenMolecule.hamiltonian();
    Budget budget = Budget.of(Charge.ITERATIONS, 400);
    Minimizer minimizer = Optimizers.minimizer(name, WeightedEnergies.ANSWERS, "this problem");
    Circuit circuit = twice(h2());
    Vqd vqd = new Vqd(h, null, circuit, BACKEND, minimizer, 1, 0, small(circuit), 0, 1, 0, budget);
    assertTrue(vqd.run(Streams.of(1)).states().get(0).energy() < -1.1, name);
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

  /** 5 groups; a gradient of 3 excitations shifts 12 times; two fidelities for the third state. */
  @Test
  void deflationFromShotsCountsThemToTheLast() {
    PauliSum h = HydrogenMolecule.hamiltonian();
    Circuit circuit = uccsd(h2());
    Minimizer minimizer =
        (metered, x0, rng) -> {
          for (int k = 0; k < 2; k++) {
            metered.evaluate(metered.trial().order(Order.GRADIENT));
            metered.recommend(x0);
          }
        };
    ExcitedStates found =
        new Vqd(
                h,
                null,
                circuit,
                BACKEND,
                minimizer,
                3,
                0,
                new double[3],
                .3,
                1,
                1000,
                Budget.UNLIMITED)
            .run(Streams.of(1));
    Ledger ledger = found.ledger();
    assertEquals(3 * (2 * 12 * 1000 + 1000) + (1 + 2) * 2 * 12 * 1000, ledger.count(Charge.SHOTS));
    assertEquals(3 * (2 * 12 * 5 + 5) + (1 + 2) * 2 * 12, ledger.count(Charge.CIRCUITS));
    assertEquals(3, ledger.count(Charge.VALUES));
    assertEquals(6, ledger.count(Charge.GRADIENTS));
    assertNotEquals(found.states().get(0).energy(), found.states().get(0).measuredEnergy());
  }

  @Test
  void deflationFromShotsFindsTheFirstTriplet() {
    Minimizer minimizer = Descent.gradient(Sgd.of(.1));
    Budget budget = Budget.of(Charge.ITERATIONS, 240);
    Vqd vqd =
        new Vqd(
            HydrogenMolecule.hamiltonian(),
            null,
            uccsd(h2()),
            BACKEND,
            new Truncated(minimizer, 60),
            2,
            2,
            new double[3],
            1,
            2,
            2000,
            budget);
    ExcitedStates found = vqd.run(Streams.of(2));
    assertEquals(H2_LEVELS[0], found.states().get(0).energy(), .01);
    assertEquals(H2_LEVELS[1], found.states().get(1).energy(), .05);
    ExcitedStates again = vqd.run(Streams.of(2));
    assertArrayEquals(found.states().get(1).parameters(), again.states().get(1).parameters());
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
  void whatABudgetDoesNotCoverIsSaid() {
    PauliSum h = HydrogenMolecule.hamiltonian();
    Vqd broke = vqd(h, 2, 0, 1, 100, Budget.of(Charge.SHOTS, 99));
    assertTrue(
        assertThrows(BadInput.class, () -> broke.run(Streams.of(1)))
            .getMessage()
            .contains("99 shots"));
    Vqd short1 = vqd(h, 4, 0, 1, 0, Budget.of(Charge.ITERATIONS, 12));
    ExcitedStates found = short1.run(Streams.of(1));
    assertEquals(Outcome.Stop.BUDGET, found.stop());
    assertTrue(found.states().size() < 4 && !found.states().isEmpty());
    assertTrue(found.message().contains("12 iterations") || found.message().contains("spent"));
    SsVqe poor = ssvqe(h, twice(h2()), 2, 100, Budget.of(Charge.CIRCUITS, 9));
    assertTrue(
        assertThrows(BadInput.class, () -> poor.run(Streams.of(1)))
            .getMessage()
            .contains("9 circuits"));
  }

  @Test
  void badWeightsAndDeterminantsAreRefused() {
    assertArrayEquals(new double[] {3, 2, 1}, SsVqe.descending(3));
    for (double[] weights : new double[][] {{1, 1}, {1, 2}, {1, 0}, {1}}) {
      assertThrows(IllegalArgumentException.class, () -> weighted(weights, 3, 5));
    }
    assertThrows(IllegalArgumentException.class, () -> weighted(new double[] {2, 1}, 3, 3));
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

  /** Ends after a number of iterations. */
  private record Truncated(Minimizer inner, int iterations) implements Minimizer {
    @Override
    public void minimize(Metered problem, double[] x0, UniformRandomProvider rng) {
      int[] count = {0};
      try {
        inner.minimize(
            problem.part(
                x -> {
                  problem.recommend(x);
                  if (++count[0] == iterations) {
                    throw new Enough();
                  }
                }),
            x0,
            rng);
      } catch (Enough enough) {
        assertEquals(iterations, count[0]);
      }
    }
  }

  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static ExcitedStates.State state(double energy, double[] fidelities) {
    return new ExcitedStates.State(energy, energy, new double[0], fidelities, 1);
  }

  private static Vqd vqd(
      PauliSum h, int states, double beta, int tries, long shots, Budget budget) {
    return new Vqd(
        h, null, uccsd(h2()), BACKEND, LBFGS, states, beta, new double[3], 1, tries, shots, budget);
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

  /** Not zero, where symmetry keeps gradients at zero. */
  private static double[] small(Circuit circuit) {
    double[] start = new double[circuit.parameters()];
    for (int i = 0; i < start.length; i++) {
      start[i] = .4 * Math.sin(i + 1);
    }
    return start;
  }

  private static MolecularIntegrals h2() {
    return ReferenceSpace.named("h2_sto3g_r0.7350.full").integrals();
  }

  private static MolecularIntegrals hehPlus() {
    return ReferenceSpace.named("hehp_sto3g_r0.7720.full").integrals();
  }

  private static Circuit uccsd(MolecularIntegrals m) {
    return Ansatzes.registry().parse("uccsd").circuit(Target.of(m));
  }

  /** All excitations of UCCSD, and then all of them again. */
  private static Circuit twice(MolecularIntegrals m) {
    Target target = Target.of(m);
    Circuit.Builder twice = Circuit.on(target.qubits()).basis(target.occupied());
    for (int k = 0; k < 2; k++) {
      for (Gate gate : uccsd(m).turns()) {
        twice.add(gate.kind(), gate.qubits(), twice.next());
      }
    }
    return twice.build();
  }
}
