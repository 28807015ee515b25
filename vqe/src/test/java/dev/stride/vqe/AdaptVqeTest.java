package dev.stride.vqe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.Budget;
import dev.stride.optim.Minimizer;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Lbfgs;
import dev.stride.vqe.chemistry.FciDump;
import dev.stride.vqe.chemistry.FullCi;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.chemistry.ReferenceSpace;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.simulator.StateVector;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptVqeTest {
  private static final double CHEMICAL_ACCURACY = 1.594e-3;
  private static final Minimizer LBFGS = new Lbfgs(10, 1e-6);
  private static final Pool SD = Pools.registry().parse("sd");

  /** Published numbers of operators to chemical accuracy, spin-orbital singles and doubles. */
  @ParameterizedTest
  @CsvSource({
    "h2, -1.13730604, 1",
    "h4 at 1.0, -2.16638745, 9",
    "lih, -7.88114508, 3",
    "lih:active=4e6o, -7.88240193, 5",
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

  private static MolecularIntegrals molecule(String name) {
    return switch (name) {
      case "h2o" -> ReferenceSpace.named("h2o_sto3g_eq.full").integrals();
      case "h4 at 1.0" -> h4();
      default -> Molecules.registry().parse(name).integrals();
    };
  }

  private static MolecularIntegrals h4() {
    String file = "/reference/chemistry/own/h4lin_sto3g_r1.0000.full.FCIDUMP";
    try {
      return FciDump.read(
          Path.of(Objects.requireNonNull(AdaptVqeTest.class.getResource(file)).toURI()));
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static AdaptVqe adapt(MolecularIntegrals m, Pool pool, int operators) {
    Target target = Target.of(m);
    return new AdaptVqe(
        target.hamiltonian(),
        target.occupied(),
        pool,
        new StateVector(),
        LBFGS,
        new AdaptVqe.Limits(1e-3, 0, operators),
        0,
        Budget.UNLIMITED);
  }
}
