package dev.stride.vqe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Lbfgs;
import dev.stride.vqe.chemistry.FullCi;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.circuit.Ansatz;
import dev.stride.vqe.circuit.Ansatzes;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.Auto;
import org.junit.jupiter.api.Test;

/** The examples of the README. */
class ExampleTest {
  @Test
  void hydrogenIsSolvedInTenLines() {
    MolecularIntegrals integrals = Molecules.registry().parse("h2").integrals();
    PauliSum hamiltonian = JordanWigner.hamiltonian(integrals);
    Ansatz uccsd = Ansatzes.registry().parse("uccsd");
    Target target = Target.of(integrals);
    Circuit circuit = uccsd.circuit(target);
    Streams streams = Streams.of(1);
    double[] start = uccsd.start(target, circuit, streams.at("start").rng());
    Budget budget = Budget.of(Charge.ITERATIONS, 100);
    VqeResult result =
        new Vqe(hamiltonian, circuit, new Auto(), new Lbfgs(10, 1e-9), start, 0, budget)
            .run(streams);
    double error = result.energy() - FullCi.groundState(integrals).energy().getAsDouble();
    assertEquals(0, error, 1e-10);
  }

  @Test
  void aCircuitThatGrows() {
    Target h4 = Target.of(Molecules.registry().parse("h4:bond=1.0").integrals());
    Pool pool = Pools.registry().parse("sd");
    AdaptResult grown = new AdaptVqe(h4.hamiltonian(), h4.occupied(), pool).run(Streams.of(1));
    double exact = FullCi.groundState(h4.molecule()).energy().getAsDouble();
    int operators = grown.operatorsTo(exact, 1.594e-3); // 9
    assertEquals(9, operators);
  }

  @Test
  void severalStates() {
    Target lih = Target.of(Molecules.registry().parse("lih:active=2e3o").integrals());
    Circuit circuit = Ansatzes.registry().parse("uccsd").circuit(lih);
    ExcitedStates found = new Vqd(lih.hamiltonian(), circuit, 3).run(Streams.of(1));
    double lowest = found.states().get(0).energy();
    assertEquals(-7.881145081, lowest, 1e-7);
  }
}
