package dev.stride.vqe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Outcome;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Optimizers;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.circuit.Ansatzes;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.simulator.Auto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Helium in STO-3G is one determinant, and its circuit has no parameter. */
class NothingToSearchTest {
  /** As published for STO-3G. */
  private static final double HELIUM = -2.807784;

  private static final Target TARGET = target();

  private static Target target() {
    MolecularIntegrals helium = Molecules.registry().parse("he").integrals();
    return Target.of(helium);
  }

  @ParameterizedTest
  @CsvSource({"lbfgs, 0", "nelder-mead, 0", "cma-es, 0", "qng:learningRate=0.1, 0", "adam, 100"})
  void theEnergyIsAskedForOnce(String optimizer, long shots) {
    Minimizer minimizer = Optimizers.minimizer(optimizer, Energy.ANSWERS, "eigensolvers");
    Circuit circuit = Ansatzes.registry().parse("uccsd").circuit(TARGET);
    Vqe vqe =
        new Vqe(
            TARGET.hamiltonian(),
            circuit,
            new Auto(),
            minimizer,
            new double[0],
            shots,
            Budget.of(Charge.ITERATIONS, 5));
    VqeResult result = vqe.run(Streams.of(1));
    assertEquals(HELIUM, result.energy(), 1e-6);
    assertEquals(HELIUM, result.measuredEnergy(), 1e-6);
    assertEquals(Outcome.Stop.CONVERGED, result.outcome().stop());
    assertEquals(0, result.iterations());
    assertEquals(shots == 0 ? 1 : 2, result.ledger().count(Charge.VALUES));
    assertEquals(2 * shots, result.ledger().count(Charge.SHOTS));
  }

  @Test
  void adaptEndsWithTheReference() {
    AdaptResult result =
        new AdaptVqe(TARGET.hamiltonian(), TARGET.occupied(), Pools.registry().parse("sd"))
            .run(Streams.of(1));
    assertEquals(HELIUM, result.energy(), 1e-6);
    assertEquals(AdaptResult.Stop.GRADIENT, result.stop());
    assertEquals(0, result.steps().size());
  }

  @Test
  void deflationFindsTheOneState() {
    Circuit circuit = Ansatzes.registry().parse("uccsd").circuit(TARGET);
    ExcitedStates found = new Vqd(TARGET.hamiltonian(), circuit, 1).run(Streams.of(1));
    assertEquals(HELIUM, found.states().get(0).energy(), 1e-6);
    assertArrayEquals(new double[0], found.states().get(0).parameters());
  }
}
