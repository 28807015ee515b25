package dev.stride.vqe;

import static dev.stride.vqe.TwoElectrons.H2_LEVELS;
import static dev.stride.vqe.TwoElectrons.HEH_LEVELS;
import static dev.stride.vqe.TwoElectrons.h2;
import static dev.stride.vqe.TwoElectrons.hehPlus;
import static dev.stride.vqe.TwoElectrons.small;
import static dev.stride.vqe.TwoElectrons.twice;
import static dev.stride.vqe.TwoElectrons.uccsd;
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
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Auto;
import dev.stride.vqe.simulator.Backend;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VqdTest {
  private static final Minimizer LBFGS = new Lbfgs(10, 1e-7);
  private static final Backend BACKEND = new Auto();

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

  private static Vqd vqd(
      PauliSum h, int states, double beta, int tries, long shots, Budget budget) {
    return new Vqd(
        h, null, uccsd(h2()), BACKEND, LBFGS, states, beta, new double[3], 1, tries, shots, budget);
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
  }
}
